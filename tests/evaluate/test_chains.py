"""Chains of mentions over the reports of a story."""

from __future__ import annotations

import pytest

from memcon.evaluate.chains import Chained, read_answer, score
from memcon.evaluate.gold import Row

FIRST = Chained((((0, 10), "4_Marra_ACTOR"), ((20, 40), "4_Marra_ACTOR")))
SECOND = Chained((((5, 15), "4_Marra_ACTOR"), ((30, 33), "4_Lund_ACTOR")))


def test_one_entity_in_all_reports_is_one_chain() -> None:
    """The ids need not be those of gold, and mentions need not be as long."""
    found = score(
        [(FIRST, {(2, 10): "q1", (20, 25): "q1"}), (SECOND, {(5, 15): "q1", (30, 33): "q2"})]
    )
    assert found.figures["b3.f1"] == 1.0
    assert found.figures["linked"] == 1.0
    assert found.counts == {"gold": 4, "chains": 2}


def test_what_got_no_entity_stands_alone() -> None:
    """Of three mentions of one person one was missed: 5 of 9 of the chain is found."""
    found = score([(FIRST, {(2, 10): "q1"}), (SECOND, {(5, 15): "q1", (30, 33): "q2"})])
    assert found.figures["b3.p"] == 1.0
    assert found.figures["b3.r"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found.figures["linked"] == 0.75


def test_the_mention_that_shares_most_counts() -> None:
    """A name inside a longer phrase gives way to the whole phrase."""
    found = score([(FIRST, {(0, 3): "q3", (0, 9): "q1", (20, 40): "q1"})])
    assert found.figures["b3.f1"] == 1.0


def test_reports_that_were_not_read_count() -> None:
    """All their mentions stand alone."""
    assert score([(FIRST, None)]).figures["b3.r"] == 0.5


def test_one_country_in_two_stories_is_two_chains() -> None:
    """Gold has chains in a story alone."""
    pairs = [
        (Chained((((0, 4), "1_PER_COUNTRY"),)), {(0, 4): "q"}),
        (Chained((((0, 4), "2_PER_COUNTRY"),)), {(0, 4): "q"}),
    ]
    assert score(pairs).figures["country.b3.f1"] == 1.0


def test_persons_and_countries_are_asked() -> None:
    """Groups, things and doings are no entities of one kind."""
    mentions = [
        {"start": 0, "end": 3, "chain": "0_USA_Lund_ACTOR"},
        {"start": 4, "end": 7, "chain": "0_Talks_EVENT"},
    ]
    row = Row("gold:1", {"text": "Ms Lund talks", "mentions": mentions})
    assert read_answer(row) == Chained((((0, 3), "0_USA_Lund_ACTOR"),))
