"""The map: where happenings were and are to be."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Final

from memcon.record import Entity
from memcon.web.asking import Asking, one_of
from memcon.web.drawing.projection import REGIONS, WORLD, Frame, Point, project
from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.happening import GROUPS, STATUSES, with_status
from memcon.web.pages.period import find_since

READ: Final = 1000
"""Happenings that the map is made from, the latest."""
PERIOD: Final = timedelta(days=365)
NAMED: Final = 24
"""Places with a name beside their circle: those with most happenings."""
SMALL: Final = 5.0
LARGE: Final = 26.0
"""Radii of the circles, in units of a drawing of 1000 units across."""
WIDE_KINDS: Final = ("country", "region")
"""Kinds of places that are no points: their circles stand somewhere in their middle."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place with its happenings, the latest first."""

    entity: Entity
    rows: tuple[Json, ...]

    @property
    def point(self) -> Point | None:
        """Where it is on the map; ``None`` where nobody knows."""
        lat, lon = self.entity.lat, self.entity.lon
        return None if lat is None or lon is None else project(lon, lat)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many took place, are ahead, or are off."""
        counted = Counter(GROUPS[row["status"]] for row in self.rows)
        return {one: counted[one] for one in ("done", "ahead", "off") if counted[one]}

    def to_json(self) -> Json:
        """The place and its happenings."""
        one = self.entity
        named = {"id": one.id, "name": one.name, "kind": str(one.kind)}
        return {**named, "lat": one.lat, "lon": one.lon, "events": list(self.rows)}


@dataclass(frozen=True, slots=True)
class Circle:
    """One place in the drawing; ``slices`` are its kinds of status with their shapes."""

    place: Place
    x: float
    y: float
    radius: float
    slices: tuple[tuple[str, str], ...]
    is_named: bool

    @property
    def is_wide(self) -> bool:
        """Whether the place is no point."""
        return str(self.place.entity.kind) in WIDE_KINDS


@dataclass(frozen=True)
class Map:
    """Places with their happenings."""

    asking: Asking
    places: tuple[Place, ...]
    nowhere: int
    """Happenings whose place no report tells, or nobody knows where to draw."""
    limit: int
    since: str | None
    title: str = "Map"

    @property
    def frame(self) -> Frame:
        """The part of the world that is shown."""
        return REGIONS[self.asking.region][1] if self.asking.region else WORLD

    @property
    def unit(self) -> float:
        """What one unit of a drawing of 1000 units across is on the map."""
        return self.frame.width / 1000

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """The places inside the frame, large ones first, so that small ones lie on top."""
        return tuple(_circles(self.places, self.frame, self.unit))

    def to_json(self) -> Json:
        """The places, and how many happenings have none."""
        listed = [place.to_json() for place in self.places]
        return {"since": self.since, "places": listed, "without_place": self.nowhere}


def _circles(places: Sequence[Place], frame: Frame, unit: float) -> Iterator[Circle]:
    most = max((len(place.rows) for place in places), default=1)
    taken: list[Frame] = []
    for place in places:
        point = place.point
        if point is None or not frame.holds(point):
            continue
        x, y = point
        radius = unit * (SMALL + (LARGE - SMALL) * math.sqrt((len(place.rows) - 1) / most))
        label = _label(place.entity.name, x + radius, y, unit)
        is_named = len(taken) < NAMED and not any(_touch(label, one) for one in taken)
        taken += [label] if is_named else []
        yield Circle(place, x, y, radius, tuple(_slices(place.counts, radius)), is_named)


def _label(name: str, x: float, y: float, unit: float) -> Frame:
    return Frame(x, y - 8 * unit, (7 * len(name) + 10) * unit, 16 * unit)


def _touch(one: Frame, other: Frame) -> bool:
    beside = one.left + one.width < other.left or other.left + other.width < one.left
    return not beside and abs(one.top - other.top) < one.height


def _slices(counts: Mapping[str, int], radius: float) -> Iterator[tuple[str, str]]:
    """The slices of a circle around 0,0, each as a path that begins at the top."""
    total, passed = sum(counts.values()), 0
    for name, count in counts.items():
        if count == total:
            whole = f"M0,{-radius:.2f}A{radius:.2f},{radius:.2f} 0 1,1 0,{radius:.2f}"
            yield name, f"{whole}A{radius:.2f},{radius:.2f} 0 1,1 0,{-radius:.2f}z"
            return
        x0, y0 = _on_rim(passed / total, radius)
        passed += count
        x1, y1 = _on_rim(passed / total, radius)
        large = int(count * 2 > total)
        arc = f"A{radius:.2f},{radius:.2f} 0 {large},1 {x1:.2f},{y1:.2f}"
        yield name, f"M0,0L{x0:.2f},{y0:.2f}{arc}z"


def _on_rim(share: float, radius: float) -> Point:
    turn = 2 * math.pi * share
    return radius * math.sin(turn), -radius * math.cos(turn)


def make(desk: Desk, call: Call) -> Map:
    """The places of the happenings asked for, those with most first."""
    asking = call.asking
    status = one_of("status", asking.status, STATUSES)
    one_of("region", asking.region, tuple(REGIONS))
    since = find_since(desk, asking, PERIOD)
    asked = replace(asking, since=since).filters(limit=READ)
    rows = with_status(desk.dossier.placed(**asked), status)
    by_place: dict[str, tuple[Entity, list[Json]]] = {}
    for row in reversed(rows):
        place = row.pop("place")
        if place is not None:
            by_place.setdefault(place.id, (place, []))[1].append(row)
    listed = [Place(entity, tuple(found)) for entity, found in by_place.values()]
    listed.sort(key=lambda one: (-len(one.rows), one.entity.name, one.entity.id))
    drawn = sum(len(place.rows) for place in listed if place.point)
    return Map(asking, tuple(listed), len(rows) - drawn, READ, since)


PAGE: Final = Page(
    path="/map",
    template="map.html.j2",
    tells="Where happenings were and are to be: each place with its happenings.",
    make=make,
    asks=("who", "type", "status", "region", "source", "since", "until"),
)
