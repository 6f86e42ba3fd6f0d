"""What an expression is read against: publication, dates before it, and tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.text.calendar import to_date

_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Point:
    """A date known to the year, the month or the day."""

    year: int
    month: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, value: str | None) -> Point | None:
        """The point that an ISO date, possibly shortened, names."""
        if value is None:
            return None
        if day := to_date(value[:10]):
            return cls(day.year, day.month, day)
        if not (found := _ISO.match(value)):
            return None
        return cls(int(found[1]), int(found[2]) if found[2] else None)


@dataclass(frozen=True, slots=True)
class Scene:
    """The anchors of one expression.

    ``now`` is the date of publication (or what stands for it), ``last`` the value of the last
    date in the text and ``last_day`` of the last one known to the day, ``near`` that of a date
    beside a clock time, ``direction`` what tense says: behind (-1), ahead (1), not known (0).
    """

    now: Point | None
    last: str | None = None
    last_day: str | None = None
    near: str | None = None
    direction: int = 0

    @property
    def today(self) -> date | None:
        """The day of publication, where known to the day."""
        return self.now.day if self.now else None

    @property
    def reference(self) -> Point | None:
        """The last date of the text, or else publication."""
        return Point.of(self.last) or self.now
