"""Joins the places of the gazetteer to the entities that are there, for a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from memcon.knowledge.gazetteer import feature_id
from memcon.knowledge.names import key_of
from memcon.knowledge.rows import Draft, PlaceRow
from memcon.knowledge.sources import gazetteer, territories
from memcon.knowledge.tables import Row, rows_of
from memcon.record import EntityKind

APART: Final = 4.0
"""Degrees that the middle of a region may lie from that of its towns."""
Tables = Mapping[str, tuple[Row, ...]]


def add_places(draft: Draft, tables: Tables, *, iso_codes: bool = True) -> None:
    """Adds towns, units and features; those that are entities say where the entity lies.

    ``iso_codes`` as in ``sources.gazetteer.places``.
    """
    codes = {found.code.upper(): found.iso for found in territories.territories()}
    units = {unit.code.upper(): unit.qid for unit in territories.units()}
    regions = _regions(draft)
    for place in gazetteer.places(iso_codes=iso_codes):
        iso = codes.get(place.country)
        if iso is None or place.lat is None or place.lon is None:
            continue
        id = draft.geonames.get(place.geonames) or units.get(place.iso)
        if id is None and place.level == 1:
            id = _region(draft, regions, place, iso)
        known = draft.entities.get(id or "")
        draft.places.append(
            PlaceRow(
                key=place.geonames,
                name=known.name if known else place.name,
                names=place.names,
                country=iso,
                level=place.level,
                unit=place.unit,
                lat=known.lat if known and known.lat is not None else place.lat,
                lon=known.lon if known and known.lon is not None else place.lon,
                population=place.population,
                entity=id if known else None,
            )
        )
    draft.places.extend(_features(tables))


def _regions(draft: Draft) -> dict[tuple[str, str | None], str]:
    """Region entities by folded name and country."""
    found: dict[tuple[str, str | None], str] = {}
    for alias in sorted(draft.aliases):
        entity = draft.entities[alias.entity]
        if entity.kind is EntityKind.REGION and alias.kind <= 1:
            found.setdefault((key_of(alias.text), entity.country), entity.id)
    return found


def _region(
    draft: Draft,
    regions: Mapping[tuple[str, str | None], str],
    place: gazetteer.Place,
    iso: str,
) -> str | None:
    """The entity of a unit of the first order, by name, country and nearness."""
    for name in place.names:
        id = regions.get((key_of(name), iso))
        entity = draft.entities.get(id or "")
        if entity is None or entity.lat is None or entity.lon is None or place.lat is None:
            continue
        if abs(entity.lat - place.lat) + abs(entity.lon - (place.lon or 0)) <= 2 * APART:
            return id
    return None


def _features(tables: Tables) -> Iterator[PlaceRow]:
    """Rivers, lakes, islands, mountains of ``features.yaml``."""
    for number, row in enumerate(rows_of(tables, "features.yaml"), 1):
        name = row.text("name") or ""
        yield PlaceRow(
            key=-number,
            name=name,
            names=(name, *row.texts("names")),
            country=row.text("country"),
            level=3,
            unit=0,
            lat=row.number("lat") or 0.0,
            lon=row.number("lon") or 0.0,
            population=0,
            entity=feature_id(name),
        )
