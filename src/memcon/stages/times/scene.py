"""What an expression is read against: publication, dates before it, and tense."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from memcon.text.calendar import interval, to_date

_BY_DECADE: Final = ("E", "C")
_BY_YEAR: Final = ("Y", *_BY_DECADE)
_BY_MONTH: Final = ("M", "Q")
_BY_WEEK: Final = ("W", "WE")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)


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
        found = _ISO.match(value)
        return cls(int(found[1]), int(found[2]) if found[2] else None) if found else None


@dataclass(frozen=True, slots=True)
class Scene:
    """The anchors of one expression.

    ``now`` is the date of publication (or what stands for it), ``last`` the value of the last
    date in the text and ``lasts``, by unit, that of the last one fine enough to count the unit
    from; ``near`` is the day beside a clock time, ``direction`` what tense says: behind (-1),
    ahead (1), not known (0).
    """

    now: Point | None
    last: str | None = None
    lasts: Mapping[str, str] = field(default_factory=dict)
    near: str | None = None
    direction: int = 0
    open: bool = False
    """Whether it was set for what was called off: behind or ahead, whichever is nearer."""

    @property
    def today(self) -> date | None:
        """The day of publication, where known to the day."""
        return self.now.day if self.now else None

    def after(self, value: str) -> Scene:
        """The scene of what follows a date of this value."""
        lasts = {**self.lasts, **dict.fromkeys(_units(value), value)}
        return replace(self, last=value, lasts=lasts)

    def base(self, unit: str) -> Point | None:
        """What ``unit`` is counted from: the last date of the text, else publication.

        Where the last date is too coarse, the one before it that is fine enough and lies in it;
        ``None`` where there is none: nobody knows which day is three days after "March".
        """
        around, days = interval(self.last or ""), interval(self.lasts.get(unit, ""))
        if around and not (days and around[0] <= days[0] <= around[1]):
            return None
        return self.named(unit)

    def named(self, unit: str) -> Point | None:
        """The last ``unit`` that the text has named, as "the day" takes it up; or publication.

        ``None`` where the text has only dates that are too coarse.
        """
        if not self.last:
            return self.now
        value = self.lasts.get(unit, "")
        days = interval(value)
        return Point.of(value if unit == "Y" else days[0]) if days else None


def _units(value: str) -> tuple[str, ...]:
    """The units that can be counted from a value: none finer than itself."""
    rest = value[len("2025") :]
    if to_date(value):
        return ("D", *_BY_WEEK, *_BY_MONTH, *_BY_YEAR)
    if rest.startswith("-W"):
        return (*_BY_WEEK, *_BY_YEAR)
    if rest.startswith("-Q"):
        return ("Q", *_BY_YEAR)
    if rest:
        return (*_BY_MONTH, *_BY_YEAR) if rest[1:3].isdigit() else _BY_YEAR
    return _BY_YEAR if len(value) == len("2025") else _BY_DECADE
