"""Ratios add up, and floors name what is below them."""

from __future__ import annotations

import pytest

from memcon.errors import UsageError
from memcon.evaluate.score import Floor, Ratio, Score, find_broken, parse_floor, share


def test_ratio_has_two_sides() -> None:
    """Precision looks at what was found, recall at gold."""
    ratio = Ratio(1, 2, 3, 4) + Ratio(1, 2, 0, 2)
    assert (ratio.precision, ratio.recall) == (0.5, 0.5)
    assert ratio.figures("x") == {"x.p": 0.5, "x.r": 0.5, "x.f1": 0.5}


def test_nothing_of_nothing_is_nothing() -> None:
    """Empty sides give 0 and no error."""
    assert (Ratio().precision, Ratio().recall, Ratio().f1, share(0, 0)) == (0, 0, 0, 0)


def test_floors_are_parsed() -> None:
    """NAME=VALUE, with blanks around the name allowed."""
    assert parse_floor("link.f1 =0.45") == Floor("link.f1", 0.45)


@pytest.mark.parametrize("text", ["link.f1", "link.f1=", "link.f1=high", "link.f1=nan"])
def test_wrong_floors_are_usage_errors(text: str) -> None:
    """What is no number is no floor."""
    with pytest.raises(UsageError, match="write it as NAME=VALUE"):
        parse_floor(text)


def test_broken_floors_are_named() -> None:
    """A figure at its floor holds; one below is named with both values."""
    score = Score({"a": 0.5, "b": 0.25}, {})
    assert find_broken(score, [Floor("a", 0.5)]) == ()
    assert find_broken(score, [Floor("a", 0.4), Floor("b", 0.3)]) == (
        "b is 0.2500, below its floor of 0.3000",
    )


def test_unknown_figures_are_usage_errors() -> None:
    """The message lists what there is."""
    with pytest.raises(UsageError, match=r"no figure is called 'c'; there are a, b"):
        find_broken(Score({"a": 0.5, "b": 0.25}, {}), [Floor("c", 0.1)])
