"""What is of late: stretches of days that end with the latest report, never with a clock."""

from __future__ import annotations

from datetime import timedelta

from memcon.text.calendar import add_days, to_date
from memcon.web.page import Desk


def find_latest_day(desk: Desk) -> str | None:
    """The day of the latest report; ``None`` where none has a date."""
    reports = desk.dossier.reports(limit=1)
    return reports[0]["published"] if reports else None


def days_before(day: str | None, period: timedelta) -> str | None:
    """The first day of the ``period`` that ends on ``day``; ``None`` for days that are no dates."""
    end = to_date(day) if day else None
    begin = add_days(end, -period.days) if end else None
    return begin.isoformat() if begin else None
