"""Windows over a text: every word is read once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.nlp.pieces import MOST_PIECES, WINDOW, plan_windows

COUNTS = st.lists(st.integers(1, MOST_PIECES), max_size=900)


@given(COUNTS)
def test_every_word_is_read_from_one_window_that_holds_it(counts: list[int]) -> None:
    """The parts kept of the windows follow on each other and cover the text."""
    windows = plan_windows(counts)
    kept = [word for one in windows for word in range(one.keep_from, one.keep_to)]
    assert kept == list(range(len(counts)))
    assert all(one.first <= one.keep_from < one.keep_to <= one.last for one in windows)


@given(COUNTS)
def test_no_window_is_longer_than_the_network_reads(counts: list[int]) -> None:
    """Each holds at most as many pieces as the network was trained on."""
    assert all(sum(counts[one.first : one.last]) <= WINDOW for one in plan_windows(counts))


def test_a_short_text_is_one_window() -> None:
    """What fits is not cut."""
    (window,) = plan_windows([1] * WINDOW)
    assert (window.first, window.last) == (0, WINDOW)
    assert plan_windows([]) == []
