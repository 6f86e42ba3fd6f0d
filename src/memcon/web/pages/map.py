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
LISTED: Final = 40
"""Happenings without a place that are listed, the latest."""
SMALL: Final = 5.0
LARGE: Final = 26.0
"""Radii of the circles, in units of a drawing of 1000 units across."""
MANY: Final = 12
"""Happenings from which on a circle may be as large as that."""
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

    @property
    def box(self) -> Frame:
        """What it covers."""
        wide = 2 * self.radius
        return Frame(self.x - self.radius, self.y - self.radius, wide, wide)

    @property
    def is_wide(self) -> bool:
        """Whether the place is no point."""
        return str(self.place.entity.kind) in WIDE_KINDS


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a circle: where its line of text stands, and which end of it is there."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Map:
    """Places with their happenings."""

    asking: Asking
    places: tuple[Place, ...]
    nowhere: int
    """Happenings whose place no report tells, or nobody knows where to draw."""
    placeless: tuple[Json, ...]
    """Those whose place no report tells, the latest first."""
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

    @cached_property
    def labels(self) -> tuple[Label | None, ...]:
        """The names of the circles, in their order; ``None`` where there is no room."""
        return tuple(_labels(self.circles, self.frame, self.unit))

    @property
    def middle(self) -> float:
        """Where most happens, as a share of the width."""
        circle = next(iter(self.circles), None)
        return (circle.x - self.frame.left) / self.frame.width if circle else 0.5

    @property
    def listed(self) -> tuple[Json, ...]:
        """The happenings without a place that are listed."""
        return self.placeless[:LISTED]

    def to_json(self) -> Json:
        """The places, and how many happenings have none."""
        listed = [place.to_json() for place in self.places]
        return {"since": self.since, "places": listed, "without_place": self.nowhere}


def _circles(places: Sequence[Place], frame: Frame, unit: float) -> Iterator[Circle]:
    most = max(MANY, *(len(place.rows) for place in places), 1)
    for place in places:
        point = place.point
        if point is None or not frame.holds(point):
            continue
        radius = unit * (SMALL + (LARGE - SMALL) * math.sqrt((len(place.rows) - 1) / most))
        yield Circle(place, *point, radius, tuple(_slices(place.counts, radius)))


def _labels(circles: Sequence[Circle], frame: Frame, unit: float) -> Iterator[Label | None]:
    """Beside, above or below each circle, where no other circle or name stands."""
    boxes, taken = [one.box for one in circles], list[Frame]()
    for number, circle in enumerate(circles):
        others = boxes[:number] + boxes[number + 1 :] + taken
        spots = _spots(circle, unit) if len(taken) < NAMED else iter(())
        fitting = ((label, box) for label, box in spots if _is_free(box, others, frame))
        label, box = next(fitting, (None, None))
        taken += [box] if box else []
        yield label


def _spots(circle: Circle, unit: float) -> Iterator[tuple[Label, Frame]]:
    """Where the name may stand, and what it covers there, the best first."""
    wide, high = (7 * len(circle.place.entity.name) + 6) * unit, 15 * unit
    x, y, away = circle.x, circle.y, circle.radius + 4 * unit
    level, top = y + 4.2 * unit, y - high / 2
    yield Label(x + away, level, "start"), Frame(x + away, top, wide, high)
    yield Label(x - away, level, "end"), Frame(x - away - wide, top, wide, high)
    above, below, left = y - away - high, y + away, x - wide / 2
    yield Label(x, above + 11 * unit, "middle"), Frame(left, above, wide, high)
    yield Label(x, below + 9 * unit, "middle"), Frame(left, below, wide, high)


def _is_free(box: Frame, others: Sequence[Frame], frame: Frame) -> bool:
    """Whether a name stands inside the frame and touches nothing."""
    right, bottom = box.left + box.width, box.top + box.height
    is_inside = frame.holds((box.left, box.top)) and frame.holds((right, bottom))
    return is_inside and not any(_touch(box, one) for one in others)


def _touch(one: Frame, other: Frame) -> bool:
    beside = one.left + one.width < other.left or other.left + other.width < one.left
    apart = one.top + one.height < other.top or other.top + other.height < one.top
    return not beside and not apart


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
    placeless: list[Json] = []
    for row in reversed(rows):
        place = row.pop("place")
        kept = by_place.setdefault(place.id, (place, []))[1] if place else placeless
        kept.append(row)
    listed = [Place(entity, tuple(found)) for entity, found in by_place.values()]
    listed.sort(key=lambda one: (-len(one.rows), one.entity.name, one.entity.id))
    drawn = sum(len(place.rows) for place in listed if place.point)
    return Map(
        asking=asking,
        places=tuple(listed),
        nowhere=len(rows) - drawn,
        placeless=tuple(placeless),
        limit=READ,
        since=since,
    )


PAGE: Final = Page(
    path="/map",
    template="map.html.j2",
    tells="Where happenings were and are to be: each place with its happenings.",
    make=make,
    asks=("who", "type", "status", "region", "source", "since", "until"),
)
