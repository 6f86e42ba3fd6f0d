"""States, territories and first-order units with their Wikidata ids.

From ``rigour`` (OpenSanctions, MIT); English variants of names from CLDR by ``babel``
(Unicode licence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from memcon.knowledge.sources.packages import load_package

NOT_ON_EARTH: Final = frozenset({"cyb"})
"""What rigour lists beside territories (alpha-3)."""
USUAL: Final = {"Q29999": "Q55", "Q756617": "Q35"}
"""What reports mean by the name: the Netherlands and Denmark, not the kingdoms with all their
parts, whose ids rigour gives."""
ENGLISH: Final = ("en", "en_GB", "en_AU")
_PARENTHESIS: Final = re.compile(r"\s*\([^)]*\)")
_UNIT_WORD: Final = re.compile(
    r"\s+(?:Oblast|Krai|Republic|Autonomous Okrug|Autonomous Oblast|Territory)$"
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A state or territory; ``code`` is alpha-2 or a code of rigour's own."""

    code: str
    iso: str
    qid: str
    name: str
    names: tuple[str, ...]
    is_former: bool
    region: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A first-order unit of a state, by rigour's code (``us-ak``)."""

    code: str
    qid: str
    name: str
    names: tuple[str, ...]
    parent: str


def state_ids() -> dict[str, str]:
    """Wikidata id of every present state and territory by ISO 3166-1 alpha-3 code."""
    return {territory.iso: territory.qid for territory in territories() if not territory.is_former}


def territories() -> Iterator[Territory]:
    """States and territories, present and former, that have an alpha-3 code."""
    for found in _all():
        if found.alpha3 and "-" not in found.code and found.alpha3 not in NOT_ON_EARTH:
            yield Territory(
                code=found.code,
                iso=found.alpha3.upper(),
                qid=USUAL.get(str(found.qid), str(found.qid)),
                name=_bare(found.name),
                names=tuple(dict.fromkeys(_names(found))),
                is_former=bool(found.is_historical),
                region=_region(found),
            )


def units() -> Iterator[Unit]:
    """First-order units and parts of states, without the Soviet republics."""
    for found in _all():
        if "-" in found.code and found.parent and not found.code.startswith("su-"):
            name = _bare(found.name)
            short = _UNIT_WORD.sub("", name)
            names = (name,) if short == name else (name, name.replace("Oblast", "region"))
            yield Unit(found.code, str(found.qid), name, names[1:], found.parent.code)


def _all() -> list[Any]:
    return sorted(
        load_package("rigour.territories").get_territories(), key=lambda found: str(found.code)
    )


def _bare(name: str) -> str:
    return _PARENTHESIS.sub("", name).strip().replace("Hong Kong SAR", "Hong Kong")


def _names(found: Any) -> Iterator[str]:  # noqa: ANN401 - an untyped package
    full = _bare(found.full_name)
    yield full
    yield _bare(str(found.in_sentence).removeprefix("the "))
    code = found.code.upper()
    for locale in ENGLISH:
        name = load_package("babel").Locale.parse(locale).territories.get(code)
        if name:
            yield name
            yield _bare(name)


def _region(found: Any) -> str | None:  # noqa: ANN401 - an untyped package
    region = found.subregion or found.region
    if not region:
        return None
    words = str(region).replace("Western Asia", "the Middle East") if _is_middle_east(found) else ""
    return words or str(region).replace("South-eastern", "South-East").replace(
        "Eastern Asia", "East Asia"
    )


def _is_middle_east(found: Any) -> bool:  # noqa: ANN401 - an untyped package
    return found.subregion == "Western Asia" and found.code not in ("am", "az", "ge", "cy", "tr")
