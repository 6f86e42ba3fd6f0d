"""Where: places found and put on the map, after Gritta and others (2019).

"A pragmatic guide to geoparsing evaluation": a place is well put within 161 km (100 miles) of
where gold has it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.pairing import pair
from memcon.evaluate.score import Ratio, Score, share
from memcon.record import Entity, Record

NEAR_KM: Final = 161
EARTH_KM: Final = 6371.0
"""Mean radius of the earth."""
FARTHEST: Final = 20039
"""Half the girth of the earth in km: the largest error there is."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A place name: where it stands, latitude and longitude, ISO 3166 alpha-2 country."""

    bounds: Bounds
    point: Point | None
    country: str | None


@dataclass(slots=True)
class _Tally:
    """Counts over documents."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlap: int = 0
    gold_located: int = 0
    found_located: int = 0
    matched_located: int = 0
    gold_country: int = 0
    matched_country: int = 0
    same_country: int = 0
    errors: list[float] = field(default_factory=list)


def read_answer(row: Row) -> tuple[Place, ...]:
    """The gold of one document; a place may lack coordinates or a country."""
    length = len(row.text("text"))
    return tuple(
        Place(one.bounds(length), _point(one.degrees("lat"), one.degrees("lon")), one.word("cc"))
        for one in row.rows("toponyms")
    )


def find(record: Record) -> tuple[Place, ...]:
    """The places that a record's names literally name, each place in the text once."""
    entities = {entity.id: entity for entity in record.entities}
    found: dict[Bounds, Place] = {}
    for linked in record.mentions:
        named = entities.get(linked.link.named or linked.link.entity or "")
        if linked.mention.form == "name" and named is not None and named.kind.is_place:
            bounds = (linked.span.start, linked.span.end)
            found.setdefault(bounds, _place(bounds, named))
    return tuple(found.values())


def score(pairs: Sequence[tuple[tuple[Place, ...], tuple[Place, ...] | None]]) -> Score:
    """All figures, micro over documents; a document that was not read counts as empty."""
    tally = _Tally()
    for gold, found in pairs:
        _count(tally, gold, found or ())
    errors = sorted(tally.errors)
    near = sum(error <= NEAR_KM for error in errors)
    logs = (math.log(1 + error) / math.log(FARTHEST) for error in errors)
    figures = {
        **Ratio.of(tally.exact, tally.found, tally.gold).figures("exact"),
        **Ratio.of(tally.overlap, tally.found, tally.gold).figures("overlap"),
        "acc161": share(near, tally.gold_located),
        "acc161_matched": share(near, tally.matched_located),
        **Ratio.of(near, tally.found_located, tally.gold_located).figures("res161"),
        "mean_km": sum(errors) / len(errors) if errors else 0.0,
        "median_km": errors[len(errors) // 2] if errors else 0.0,
        "auc": sum(logs) / len(errors) if errors else 0.0,
        "country": share(tally.same_country, tally.gold_country),
        "country_matched": share(tally.same_country, tally.matched_country),
    }
    counts = {
        "texts": len(pairs),
        "gold": tally.gold,
        "found": tally.found,
        "gold_located": tally.gold_located,
        "gold_country": tally.gold_country,
        "pairs_with_km": len(errors),
    }
    return Score(figures, counts)


def to_km(one: Point, other: Point) -> float:
    """Great-circle distance by the haversine formula."""
    south, north = math.radians(one[0]), math.radians(other[0])
    turn = math.radians(other[1] - one[1])
    chord = math.sin((north - south) / 2) ** 2
    chord += math.cos(south) * math.cos(north) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


@cache
def alpha2_codes() -> dict[str, str]:
    """Two-letter country codes by three-letter ones (``alpha2.yaml``)."""
    text = files("memcon.evaluate").joinpath("alpha2.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return dict(item.split("-") for item in data["codes"].split())


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else (lat, lon)


def _place(bounds: Bounds, entity: Entity) -> Place:
    code = alpha2_codes().get(entity.country, entity.country) if entity.country else None
    return Place(bounds, _point(entity.lat, entity.lon), code)


def _count(tally: _Tally, gold: Sequence[Place], found: Sequence[Place]) -> None:
    """Add one document."""
    tally.gold += len(gold)
    tally.found += len(found)
    tally.gold_located += _located(gold)
    tally.found_located += _located(found)
    tally.gold_country += sum(bool(one.country) for one in gold)
    for i, j in pair([one.bounds for one in gold], [one.bounds for one in found]):
        _compare(tally, gold[i], found[j])


def _located(places: Iterable[Place]) -> int:
    return sum(one.point is not None for one in places)


def _compare(tally: _Tally, gold: Place, found: Place) -> None:
    """Add one pair."""
    tally.overlap += 1
    tally.exact += gold.bounds == found.bounds
    if gold.point is not None:
        tally.matched_located += 1
        if found.point is not None:
            tally.errors.append(to_km(gold.point, found.point))
    if gold.country:
        tally.matched_country += 1
        tally.same_country += gold.country == found.country
