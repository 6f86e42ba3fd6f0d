"""Small places, looked up one by one: towns, administrative units, rivers, islands.

They stand beside the entities of the knowledge base, not among its names: running text is
never searched for them, because half of their names are words or people. A reader asks for
what it took for a place ("Riverdale", "Orange County"), and the context of the article decides
which one is meant. The reader that is given runs the SQL; this module holds that of its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from memcon.knowledge.names import key_of
from memcon.knowledge.rows import Draft, EntityRow
from memcon.record import EntityKind

SCHEMA: Final = """
create table place (
  key integer primary key, name text not null, country text, level integer not null,
  unit integer not null, lat integer not null, lon integer not null,
  population integer not null, entity text
);
create table toponym (
  norm text not null, place integer not null, primary key (norm, place)
) without rowid;
create table placed (
  entity text primary key, place integer not null
) without rowid;
"""
ORDERS: Final = {"place": "key", "toponym": "norm, place", "placed": "entity"}
CACHED: Final = 20_000
SCALE: Final = 10_000
PREFIX: Final = "mc:geonames/"
FEATURE: Final = "mc:feature/"
INHABITANTS: Final = 20_000
"""How many make one unit of weight: that of ``build.city_weight``."""
LEAST: Final = 0.05
SPREAD: Final = 16
"""How much less the inhabitants of a unit count than those of a town."""
WEIGHTS: Final = {1: 8.0, 2: 1.0, 3: 30.0}
"""What a unit of the first or second order, or a feature, weighs beside its inhabitants."""
_COLUMNS: Final = "p.key, p.name, p.country, p.level, p.unit, p.lat, p.lon, p.population, p.entity"
Rows = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """One place, as the file holds it; ``id`` is that of an entity."""

    id: str
    key: int
    name: str
    country: str | None
    level: int
    unit: int
    lat: float
    lon: float
    population: int
    is_entity: bool

    @property
    def weight(self) -> float:
        """How often the news means it, on the scale of the entities."""
        counted = self.population / INHABITANTS
        return max(counted if not self.level else WEIGHTS[self.level] + counted / SPREAD, LEAST)

    @property
    def kind(self) -> EntityKind:
        """A town is a city, all else a region."""
        return EntityKind.CITY if self.level == 0 else EntityKind.REGION

    def as_row(self, description: str | None) -> EntityRow:
        """The place as an entity of the knowledge base."""
        return EntityRow(
            id=self.id,
            name=self.name,
            kind=self.kind,
            weight=self.weight,
            description=description,
            country=self.country,
            lat=self.lat,
            lon=self.lon,
            population=self.population or None,
        )


def feature_id(name: str) -> str:
    """The entity id of a feature, from its name."""
    return FEATURE + key_of(name).replace(" ", "-")


class Gazetteer:
    """Reads the places of one file; ``rows`` runs a query with values."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.named = lru_cache(maxsize=CACHED)(self._named)
        self.place = lru_cache(maxsize=CACHED)(self._place)
        self.of_entity = lru_cache(maxsize=CACHED)(self._of_entity)

    def _named(self, name: str) -> tuple[Place, ...]:
        """All places of a name, the weightiest first."""
        found = self._rows(
            f"select {_COLUMNS} from toponym t join place p on p.key = t.place "  # noqa: S608
            "where t.norm = ?",
            key_of(name),
        )
        return tuple(sorted(map(_to_place, found), key=lambda one: (-one.weight, one.key)))

    def _place(self, key: int) -> Place | None:
        found = self._rows(f"select {_COLUMNS} from place p where p.key = ?", key)  # noqa: S608
        return _to_place(found[0]) if found else None

    def _of_entity(self, id: str) -> Place | None:
        """The place that an entity id stands for."""
        if id.startswith(PREFIX):
            number = id.removeprefix(PREFIX)
            return self.place(int(number)) if number.isdigit() else None
        found = self._rows("select place from placed where entity = ?", id)
        return self.place(found[0][0]) if found else None

    def units(self, place: Place) -> tuple[int, ...]:
        """Keys of the units that a place lies in, the smallest first; its own if it is one."""
        found: list[int] = [place.key] if place.level in (1, 2) else []
        at = place.unit
        while at and at not in found:
            found.append(at)
            above = self.place(at)
            at = above.unit if above else 0
        return tuple(found)


def values(draft: Draft) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """What goes into each table of ``SCHEMA``, sorted."""
    places = sorted(draft.places, key=lambda row: row.key)
    yield (
        "place",
        [
            (
                *(row.key, row.name, row.country, row.level, row.unit),
                *(round(row.lat * SCALE), round(row.lon * SCALE), row.population, row.entity),
            )
            for row in places
        ],
    )
    yield "toponym", sorted({(key_of(name), row.key) for row in places for name in row.names})
    yield "placed", _placed(places)


def _placed(places: Iterable[Any]) -> list[tuple[str, int]]:
    found = {row.entity: row.key for row in places if row.entity}
    return sorted((id, key) for id, key in found.items() if not id.startswith(PREFIX))


def _to_place(row: Any) -> Place:  # noqa: ANN401 - a row of SQLite
    key, name, country, level, unit, lat, lon, population, entity = row
    id = entity or f"{PREFIX}{key}"
    is_entity = entity is not None and not entity.startswith(FEATURE)
    return Place(
        id, key, name, country, level, unit, lat / SCALE, lon / SCALE, population, is_entity
    )
