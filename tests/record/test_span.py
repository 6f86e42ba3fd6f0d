from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import Span, hull


@st.composite
def spans(draw: st.DrawFn, most: int = 60) -> Span:
    """Any span below ``most``."""
    start = draw(st.integers(0, most - 1))
    return Span(start, draw(st.integers(start + 1, most)))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0)])
def test_span_is_never_empty_or_negative(start: int, end: int) -> None:
    """A span without a code point, or before the text, is refused."""
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(spans(), spans())
def test_overlaps_is_sharing_a_code_point(one: Span, other: Span) -> None:
    """Two spans overlap exactly where their code points meet, and in both directions."""
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@given(spans(), spans())
def test_contains_is_being_a_superset(one: Span, other: Span) -> None:
    """A span contains exactly those of which it has every code point."""
    assert one.contains(other) == set(range(other.start, other.end)).issubset(
        range(one.start, one.end)
    )


@given(st.lists(spans(), min_size=1))
def test_hull_covers_all_and_no_more(listed: list[Span]) -> None:
    """The hull contains every span and begins and ends with one of them."""
    covering = hull(listed)
    assert all(covering.contains(span) for span in listed)
    assert covering.start in {span.start for span in listed}
    assert covering.end in {span.end for span in listed}


def test_hull_of_nothing_is_refused() -> None:
    """No spans have no hull."""
    with pytest.raises(ValueError, match="no spans"):
        hull([])


@given(spans(), st.integers(0, 50))
def test_shift_keeps_the_length(span: Span, by: int) -> None:
    """A moved span has as many code points as before."""
    assert len(span.shift(by)) == len(span) == span.end - span.start


def test_spans_sort_in_reading_order() -> None:
    """Spans sort by start, then the shorter first."""
    assert sorted([Span(2, 9), Span(2, 4), Span(0, 9)]) == [Span(0, 9), Span(2, 4), Span(2, 9)]
