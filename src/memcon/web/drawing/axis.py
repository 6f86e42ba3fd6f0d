"""Stretches of days along a line: where a day stands, what the line says, and how to move it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.text.calendar import add_days, add_months, interval

LEAST: Final = 7
"""Days that a stretch has at least after it was moved closer."""
LAST: Final = date.max.toordinal()
MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with both its ends."""

    begin: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.end.toordinal() - self.begin.toordinal() + 1

    def share(self, day: date) -> float:
        """Where the middle of a day stands: 0 where the span begins, 1 where it ends."""
        return (day.toordinal() - self.begin.toordinal() + 0.5) / self.days

    def moved(self, share: float) -> Span:
        """The span that begins so much of its length later."""
        by = max(1, round(abs(share) * self.days)) * (1 if share > 0 else -1)
        return self._around(self.begin.toordinal() + by, self.days)

    def sized(self, factor: float) -> Span:
        """The span of so many times its length with the same middle."""
        days = max(LEAST, round(self.days * factor))
        return self._around(self.begin.toordinal() + (self.days - days) // 2, days)

    def _around(self, begin: int, days: int) -> Span:
        first = min(max(1, begin), LAST)
        last = min(max(1, begin + days - 1), LAST)
        return Span(date.fromordinal(first), date.fromordinal(last))


@dataclass(frozen=True, slots=True)
class Tick:
    """A day where something new begins on the line, and the stretch that its name means."""

    day: date
    name: str
    whole: Span


def span_of(since: str | None, until: str | None) -> Span | None:
    """The days from one date to another, perhaps shortened; ``None`` where they name none."""
    begin = interval(since) if since else None
    end = interval(until) if until else None
    if begin is None or end is None:
        return None
    first, last = date.fromisoformat(begin[0]), date.fromisoformat(end[1])
    return Span(first, last) if first <= last else None


def ticks(span: Span) -> tuple[Tick, ...]:
    """The days, Mondays, months or years that begin in a span: no more than some twenty."""
    if span.days <= 16:
        return tuple(_days(span, 1))
    if span.days <= 90:
        return tuple(_days(span, 7))
    if span.days <= 4000:
        months = next(n for n, most in ((1, 550), (3, 1700), (12, 4000)) if span.days <= most)
        return tuple(_months(span, months))
    return tuple(_months(span, 12 * max(1, span.days // 365 // 15)))


def _days(span: Span, step: int) -> Iterator[Tick]:
    day: date | None = span.begin
    if step == 7:
        day = add_days(span.begin, -span.begin.weekday() % 7)
    while day is not None and day <= span.end:
        last = add_days(day, step - 1) or span.end
        yield Tick(day, f"{day.day} {MONTHS[day.month - 1]}", Span(day, last))
        day = add_days(day, step)


def _months(span: Span, step: int) -> Iterator[Tick]:
    first = span.begin.month - 1 - (span.begin.month - 1) % min(step, 12)
    day: date | None = date(span.begin.year, first + 1, 1)
    if step > 12:
        day = date(max(1, span.begin.year - span.begin.year % (step // 12)), 1, 1)
    while day is not None and day <= span.end:
        following = add_months(day, step)
        last = add_days(following, -1) if following else span.end
        if day >= span.begin:
            yield Tick(day, _named(day, step), Span(day, last or span.end))
        day = following


def _named(day: date, step: int) -> str:
    return str(day.year) if step >= 12 or day.month == 1 else MONTHS[day.month - 1]
