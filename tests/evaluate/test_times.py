"""When: spans, values and types of time expressions."""

from __future__ import annotations

from typing import Any

from memcon.evaluate.score import Score
from memcon.evaluate.times import Expression, find, read_answer, score
from tests import factories as make
from tests.evaluate.hand import place, row

TEXT = "On Friday the two spoke for an hour; on 3 May 2024 they had met at noon."
GOLD = read_answer(
    row(
        text=TEXT,
        timexes=[
            place(TEXT, "Friday", type="DATE", value="2025-10-17"),
            place(TEXT, "an hour", type="DURATION", value="PT1H"),
            place(TEXT, "3 May 2024", type="DATE", value="2024-05-03"),
            place(TEXT, "noon", type="TIME", value=None),
        ],
    )
)


def scored(*rows: dict[str, Any]) -> Score:
    """The score of one document."""
    return score([(GOLD, read_answer(row(text=TEXT, timexes=list(rows))))])


def test_gold_against_itself_is_perfect_and_nothing_is_zero() -> None:
    """All figures are 1, and 0 for a document that was not read."""
    assert set(score([(GOLD, GOLD)]).figures.values()) == {1.0}
    assert set(score([(GOLD, None)]).figures.values()) == {0.0}


def test_overlap_is_relaxed_and_the_same_ends_are_strict() -> None:
    """The value counts wherever the spans overlap."""
    figures = scored(place(TEXT, "On Friday", type="DATE", value="2025-10-17 ")).figures
    assert (figures["strict.p"], figures["relaxed.p"], figures["value.p"]) == (0.0, 1.0, 1.0)


def test_gold_without_value_is_not_asked_for_one() -> None:
    """Its match is left out of the value figures on both sides."""
    figures = scored(place(TEXT, "noon", type="TIME", value="2024-05-03T12:00")).figures
    assert figures["relaxed.p"] == 1.0
    assert (figures["value.p"], figures["value_accuracy"]) == (0.0, 0.0)
    both = scored(
        place(TEXT, "noon", type="TIME", value="TMI"),
        place(TEXT, "an hour", type="SET", value="pt1h"),
    ).figures
    assert (both["value.p"], both["type.p"], both["value_accuracy"]) == (1.0, 0.0, 1.0)
    assert both["value.r"] == 1 / 3


def test_days_are_compared_by_day() -> None:
    """A time on the right day is on the right day."""
    figures = scored(place(TEXT, "3 May 2024", type="TIME", value="2024-05-03T10:00")).figures
    assert (figures["day"], figures["value.p"]) == (0.5, 0.0)


def test_a_place_is_counted_once() -> None:
    """The first of two expressions at one place is taken."""
    result = scored(
        place(TEXT, "Friday", type="DATE", value="2025-10-17"),
        place(TEXT, "Friday", type="DATE", value="2025-10-24"),
    )
    assert (result.counts["found"], result.figures["value.p"]) == (1, 1.0)


def test_times_of_a_record() -> None:
    """Values are compared in capitals."""
    article = make.article(TEXT)
    record = make.record(article, [make.time(article, "an hour", "PT1h", type="DURATION")])
    start = TEXT.index("an hour")
    assert find(record) == (Expression((start, start + 7), "DURATION", "PT1H"),)
