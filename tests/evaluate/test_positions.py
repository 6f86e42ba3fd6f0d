"""Positions scored on gold small enough to count by hand."""

from __future__ import annotations

import pytest

from memcon.evaluate.gold import Row
from memcon.evaluate.positions import Pair, Proposition, read_answer, score

TEXT = "Norland opposed the tax; Sudland said the tax was late."
GOLD = {
    "text": TEXT,
    "propositions": [
        {"actor": "Norland", "stance": "oppose", "point": "the tax"},
        {"actor": "the Sudland", "stance": "assert", "point": "the tax was late."},
    ],
}


def test_propositions_match_by_actor_and_words() -> None:
    """The right actor and half of the words make a match; the side counts apart."""
    gold = read_answer(Row("gold:1", GOLD))
    found = (
        Proposition("Norland", "support", "the tax"),
        Proposition("Sudland", "support", "that the tax was late"),
        Proposition("Sudland", "oppose", "something else entirely"),
    )
    figures = score([(gold, found)]).figures
    assert figures["actor.f1"] == 1.0
    assert figures["prop.p"] == pytest.approx(2 / 3)
    assert figures["prop.r"] == 1.0
    assert figures["prop+stance.r"] == 0.5
    assert figures["stance_acc"] == 0.5
    assert figures["oppose.r"] == 0.0


def test_what_was_not_read_has_nothing() -> None:
    """An unread sentence lowers recall, not precision."""
    gold = read_answer(Row("gold:1", GOLD))
    figures = score([(gold, gold), (gold, None)]).figures  # type: ignore[list-item]  # propositions
    assert figures["prop.p"] == 1.0
    assert figures["prop.r"] == 0.5


def test_sides_between_two_names() -> None:
    """The side is scored where one is found; coverage says how often that is."""
    row = {
        "text": TEXT,
        "p": {"start": 0, "end": 7},
        "q": {"start": None, "end": None},
        "label": "p->q negative",
    }
    negative = read_answer(Row("gold:1", row))
    assert negative == Pair((0, 7), (0, 0), "p->q negative")
    positive, neutral = (Pair((0, 7), (8, 9), label) for label in ("p<-q positive", "neutral"))
    found = [
        (negative, "p<-q negative"),
        (negative, "neutral"),
        (positive, "p->q negative"),
        (neutral, "neutral"),
    ]
    figures = score(found).figures
    assert figures["accuracy"] == 0.25
    assert figures["side"] == 0.5
    assert figures["side_majority"] == pytest.approx(2 / 3)
    assert figures["coverage"] == pytest.approx(2 / 3)
