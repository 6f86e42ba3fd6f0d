"""Spans pair one to one: equal ones first, then the larger overlap."""

from __future__ import annotations

from memcon.evaluate.pairing import pair


def test_equal_spans_pair_first() -> None:
    """A larger overlap does not take the partner of an equal span."""
    assert pair([(0, 10), (4, 8)], [(4, 8)]) == ((1, 0),)


def test_larger_overlap_wins() -> None:
    """Of two found spans the one that shares more is chosen; the other is left."""
    assert pair([(0, 10)], [(0, 3), (3, 9)]) == ((0, 1),)


def test_touching_spans_do_not_pair() -> None:
    """The end is not part of a span."""
    assert pair([(0, 3)], [(3, 5)]) == ()


def test_each_side_pairs_once() -> None:
    """One found span over two gold spans meets one of them: the first, where all else is equal."""
    assert pair([(0, 3), (4, 7)], [(0, 7)]) == ((0, 0),)
