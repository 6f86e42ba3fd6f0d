"""When: time expressions and their TIMEX3 values, as TempEval-3 counts them.

UzZaman and others (2013), "SemEval-2013 Task 1". The publication date itself is given and is
not scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.pairing import pair
from memcon.evaluate.score import Ratio, Score, share
from memcon.record import Record
from memcon.text.calendar import to_date

DAY: Final = len("2025-10-21")


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression: where, of what type, and its value without regard to case."""

    bounds: Bounds
    type: str
    value: str

    @property
    def day(self) -> str | None:
        """The day it names, where it names a day or finer."""
        day = self.value[:DAY]
        return day if to_date(day) else None


def read_answer(row: Row) -> tuple[Expression, ...]:
    """The gold of one document; an expression may lack a value."""
    length = len(row.text("text"))
    return tuple(
        Expression(one.bounds(length), one.word("type") or "", _value(one.word("value")))
        for one in row.rows("timexes")
    )


def find(record: Record) -> tuple[Expression, ...]:
    """The time expressions of a record."""
    return tuple(
        Expression((time.span.start, time.span.end), time.type, _value(time.value))
        for time in record.times
    )


def score(pairs: Sequence[tuple[tuple[Expression, ...], tuple[Expression, ...] | None]]) -> Score:
    """All figures, micro over documents; a document that was not read counts as empty."""
    total: Counter[str] = Counter()
    for gold, found in pairs:
        total.update(_count(gold, _once(found or ())))
    right, found_all, gold_all = total["relaxed"], total["found"], total["gold"]
    valued = (found_all - total["unasked"], gold_all - total["valueless"])
    figures = {
        **Ratio.of(total["strict"], found_all, gold_all).figures("strict"),
        **Ratio.of(right, found_all, gold_all).figures("relaxed"),
        **Ratio.of(total["value"], *valued).figures("value"),
        **Ratio.of(total["type"], *valued).figures("type"),
        "value_accuracy": share(total["value"], right - total["unasked"]),
        "day": share(total["same_day"], total["days"]),
    }
    counts = {"texts": len(pairs), "gold": gold_all, "found": found_all, "days": total["days"]}
    return Score(figures, counts)


def _value(value: str | None) -> str:
    return (value or "").strip().upper()


def _once(found: Iterable[Expression]) -> tuple[Expression, ...]:
    """The first expression at each place."""
    first: dict[Bounds, Expression] = {}
    for one in found:
        first.setdefault(one.bounds, one)
    return tuple(first.values())


def _count(gold: Sequence[Expression], found: Sequence[Expression]) -> Counter[str]:
    """Counts of one document; gold without a value and its match are not asked for values."""
    counts = Counter(
        gold=len(gold),
        found=len(found),
        valueless=sum(not one.value for one in gold),
        days=sum(one.day is not None for one in gold),
    )
    for i, j in pair([one.bounds for one in gold], [one.bounds for one in found]):
        counts.update(_compare(gold[i], found[j]))
    return counts


def _compare(gold: Expression, found: Expression) -> Counter[str]:
    """What holds of one pair."""
    if not gold.value:
        return Counter(relaxed=1, strict=gold.bounds == found.bounds, unasked=1)
    return Counter(
        relaxed=1,
        strict=gold.bounds == found.bounds,
        value=gold.value == found.value,
        type=gold.type == found.type,
        same_day=gold.day is not None and gold.day == found.value[:DAY],
    )
