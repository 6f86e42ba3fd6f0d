"""Groups of reports against gold."""

from __future__ import annotations

import pytest

from memcon.evaluate.clusters import b_cubed, score

HERRING = "The herring quota divides Bergen and the northern fleet under skipper Moe."
TUNNEL = "A tunnel under the Sund would cost Malmo more than the ferry company Ostbo earns."


def test_b_cubed_by_hand() -> None:
    """Three of one group and one of another, found as two and two (Bagga and Baldwin's way)."""
    found = b_cubed(["a", "a", "a", "b"], [1, 1, 2, 2])
    assert found["b3.p"] == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert found["b3.r"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_gold_against_itself_is_perfect() -> None:
    """The same groups under other names."""
    assert b_cubed(["a", "b", "b"], [7, 3, 3])["b3.f1"] == 1.0


def test_reports_are_grouped_by_what_they_tell() -> None:
    """Two stories, two reports each."""
    pairs = [("x", HERRING), ("y", TUNNEL), ("x", HERRING + " He sighed."), ("y", TUNNEL + " Yes.")]
    found = score(pairs)
    assert found.figures["b3.f1"] == 1.0
    assert found.figures["pair.f1"] == 1.0
    assert found.counts == {"gold": 2, "found": 2}


def test_texts_that_were_not_given_stand_alone() -> None:
    """What is missing is no member of any group."""
    assert score([("x", None), ("x", None)]).figures["b3.r"] == 0.5
