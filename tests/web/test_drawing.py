"""Where things stand in drawings: days on an axis, labels in lanes, places on a map, networks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.web.drawing.axis import LEAST, Span, span_of, ticks
from memcon.web.drawing.lanes import pack
from memcon.web.drawing.projection import MIDDLE, REGIONS, WIDTH, WORLD, project
from memcon.web.drawing.springs import settle, spread
from tests.web import atlas

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda two: Span(min(two), max(two)))


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2025", "2025", 365),
        ("2025-02", "2025-02", 28),
        ("2025-10-21", "2025-10-21", 1),
        ("2025-10", "2025-09", None),
        (None, "2025", None),
    ],
)
def test_shortened_dates_are_stretches(since: str | None, until: str, days: int | None) -> None:
    """A year or a month goes to its last day; what ends before it begins is no span."""
    span = span_of(since, until)
    assert (span.days if span else None) == days


def test_a_day_stands_in_its_middle() -> None:
    """Of two days each has half the axis."""
    span = Span(date(2025, 1, 1), date(2025, 1, 2))
    assert [span.share(day) for day in (span.begin, span.end)] == [0.25, 0.75]


def test_a_span_moves_and_keeps_its_length() -> None:
    """Later by a half is half a length later; closer keeps the middle."""
    span = Span(date(2025, 1, 1), date(2025, 1, 20))
    assert span.moved(0.5) == Span(date(2025, 1, 11), date(2025, 1, 30))
    assert span.sized(0.5) == Span(date(2025, 1, 6), date(2025, 1, 15))
    assert span.sized(0.01).days == LEAST


@given(SPANS, st.sampled_from([-0.5, 0.5]), st.sampled_from([0.5, 1.06, 2.0]))
def test_no_span_leaves_the_calendar(span: Span, share: float, factor: float) -> None:
    """Whatever it is moved by, a span is one of real days in order."""
    for one in (span.moved(share), span.sized(factor)):
        assert one.begin <= one.end


@given(SPANS)
def test_an_axis_has_room_for_its_ticks(span: Span) -> None:
    """Ticks are in order, inside the span, and never so many that they cover each other."""
    found = ticks(span)
    assert all(one.day < other.day for one, other in pairwise(found))
    assert all(span.begin <= one.day <= span.end for one in found)
    assert len(found) <= 24
    assert all(one.whole.begin == one.day <= one.whole.end for one in found)


@pytest.mark.parametrize(
    ("span", "first"),
    [
        (Span(date(2025, 10, 15), date(2025, 10, 20)), "15 Oct"),
        (Span(date(2025, 10, 1), date(2025, 11, 30)), "6 Oct"),
        (Span(date(2025, 2, 10), date(2025, 12, 1)), "Mar"),
        (Span(date(2012, 5, 1), date(2025, 1, 1)), "2013"),
    ],
)
def test_ticks_are_what_fits_the_span(span: Span, first: str) -> None:
    """Days, then Mondays, then months, then years."""
    assert ticks(span)[0].name == first


def test_labels_do_not_touch() -> None:
    """What overlaps goes to another lane, what comes after it back to the first."""
    assert pack([(0, 10), (5, 15), (12, 20)], most=5, gap=1) == [0, 1, 0]
    assert pack([(0, 10), (0, 10)], most=1, gap=1) == [0, None]


@pytest.mark.parametrize(("lat", "share"), [(0, 1.0), (30, 0.957), (60, 0.8196), (75, 0.716)])
def test_the_projection_is_natural_earth(lat: float, share: float) -> None:
    """Parallels have the lengths of Patterson's table; the equator is the middle."""
    east, west = project(180, lat), project(-180, -lat)
    assert (east[0] - west[0]) / WIDTH == pytest.approx(share, abs=0.004)
    assert east[1] + west[1] == pytest.approx(2 * MIDDLE)


def test_regions_are_inside_the_world() -> None:
    """Every part that the map can show holds its own middle and is smaller than the world."""
    for _, frame in REGIONS.values():
        assert frame.width < WORLD.width
        assert frame.holds((frame.left + frame.width / 2, frame.top + frame.height / 2))
    moscow = project(37.6, 55.8)
    assert [name for name, (_, frame) in REGIONS.items() if frame.holds(moscow)] == ["europe"]


def test_a_network_is_always_the_same() -> None:
    """Equal networks look the same; what is linked is closer than what is not."""
    links = ((0, 1, 2.0), (2, 3, 2.0))
    points = settle(4, links)
    settle.cache_clear()
    assert settle(4, links) == points
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)

    def far(a: int, b: int) -> float:
        (ax, ay), (bx, by) = points[a], points[b]
        return (ax - bx) ** 2 + (ay - by) ** 2

    assert far(0, 1) < min(far(0, 2), far(1, 3), far(0, 3), far(1, 2))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_small_networks_have_a_place(count: int) -> None:
    """Nobody, one and two parties are drawn like more."""
    assert len(settle(count, ())) == count


def test_boxes_are_moved_apart() -> None:
    """In the end no box covers another."""
    boxes = [(0.0, 0.0, 10.0, 4.0), (1.0, 1.0, 10.0, 4.0), (2.0, 0.0, 10.0, 4.0)]
    middles = spread(boxes)
    for a, (ax, ay) in enumerate(middles):
        for bx, by in middles[:a]:
            assert abs(ax - bx) >= 9.99 or abs(ay - by) >= 3.99


SQUARES = {
    "transform": {"scale": [10, 10], "translate": [0, 0]},
    "arcs": [
        [[1, 0], [0, 1]],  # between the two, from south to north
        [[1, 1], [-1, 0], [0, -1], [1, 0]],  # around the western one
        [[1, 1], [1, 0], [0, -1], [-1, 0]],  # around the eastern one
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[0, 2]]], "properties": {"name": "East"}},
            ]
        }
    },
}


def test_the_atlas_draws_land_and_borders() -> None:
    """Neighbours are two pieces of land and one line between them."""
    drawn = atlas.draw(SQUARES)
    land, borders = drawn.split('id="land" d="')[1], drawn.split('id="borders" d="')[1]
    assert land.split('"')[0].count("z") == 2
    assert borders.split('"')[0].count("M") == 1


def test_land_is_cut_at_the_date_line() -> None:
    """What goes around the back of the map is drawn at both its edges."""
    ring = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)]
    pieces = [one for one in atlas.parts(ring) if one]
    assert [(min(x for x, _ in one), max(x for x, _ in one)) for one in pieces] == [
        (-180.0, -170.0),
        (170.0, 180.0),
    ]


def test_lines_are_made_coarser() -> None:
    """Points near the line between their neighbours go, corners stay."""
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 5.0)]
    assert atlas.coarser(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 5.0)]
