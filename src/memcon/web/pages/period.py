"""What is of late: stretches of days that end with the latest report, never with a clock."""

from __future__ import annotations

from datetime import timedelta

from memcon.text.calendar import add_days, to_date
from memcon.web.asking import Asking
from memcon.web.page import Desk


def find_since(desk: Desk, asking: Asking, period: timedelta) -> str | None:
    """From when on something is shown: as asked for, else for a ``period``.

    ``None``, for all times, where a party, a place, a source or an end is asked for.
    """
    if asking.since or any((asking.who, asking.place, asking.source, asking.until)):
        return asking.since
    return days_before(desk.dossier.latest_day(), period)


def days_before(day: str | None, period: timedelta) -> str | None:
    """The first day of the ``period`` that ends on ``day``; ``None`` for days that are no dates."""
    end = to_date(day) if day else None
    begin = add_days(end, -period.days) if end else None
    return begin.isoformat() if begin else None


def days_after(day: str | None, period: timedelta) -> str | None:
    """The last day of the ``period`` that begins on ``day``; ``None`` where that is no date."""
    begin = to_date(day) if day else None
    end = add_days(begin, period.days) if begin else None
    return end.isoformat() if end else None
