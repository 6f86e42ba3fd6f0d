"""ISO 8601 dates that may be shortened to a month or a year, compared as stretches of days.

``2014-02`` is the stretch from 2014-02-01 to 2014-02-28. All comparisons are made on texts
of ten characters.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

ISO: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
ALWAYS: Final = "0000-01-01"
NEVER: Final = "9999-12-31"


def is_date(text: str) -> bool:
    """Whether ``text`` is an existing ISO date, possibly shortened."""
    if not ISO.fullmatch(text) or text.startswith("0000"):
        return False
    return len(text) < 10 or int(text[8:]) <= _days(text)


def first_day(text: str) -> str:
    """The first day of the stretch that ``text`` names."""
    return text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text[:10]


def last_day(text: str) -> str:
    """The last day of the stretch that ``text`` names."""
    if len(text) >= 10:
        return text[:10]
    month = text if len(text) == 7 else f"{text}-12"
    return f"{month}-{_days(month):02d}"


def shifted(day: str, days: int) -> str:
    """The ISO day so many days later, or earlier where ``days`` is negative."""
    moved = datetime.date.fromisoformat(day) + datetime.timedelta(days)
    return moved.isoformat()


def _days(text: str) -> int:
    return calendar.monthrange(int(text[:4]), int(text[5:7]))[1]
