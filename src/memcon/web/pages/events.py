"""What happened and what is ahead: happenings with the history of their status; the timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import Final

from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.period import days_before, find_latest_day

LIMIT: Final = 50
LINES: Final = 100
PERIOD: Final = timedelta(days=30)
"""How far back happenings go by default: to put reports together, all of them are read."""


@dataclass(frozen=True, slots=True)
class Events:
    """Happenings, the latest first, each with all its reports."""

    asking: Asking
    rows: tuple[Json, ...]
    limit: int
    since: str | None
    """The first day shown where the address names no period, party, place or source."""
    title: str = "Meetings and events"

    def to_json(self) -> Json:
        """The rows of ``memcon events``."""
        return {"since": self.asking.since or self.since, "events": list(self.rows)}


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was said, wanted and done, day by day."""

    asking: Asking
    rows: tuple[Json, ...]
    limit: int
    title: str = "Timeline"

    @property
    def days(self) -> tuple[tuple[str, tuple[Json, ...]], ...]:
        """The lines of each day in order."""
        grouped = groupby(self.rows, key=lambda row: row["date"] or "date unknown")
        return tuple((day, tuple(rows)) for day, rows in grouped)

    def to_json(self) -> Json:
        """The rows of ``memcon timeline``."""
        return {"timeline": list(self.rows)}


def make_events(desk: Desk, call: Call) -> Events:
    """The latest happenings of those asked for, of the last weeks where nothing bounds them."""
    asking = call.asking
    bounds = (asking.who, asking.place, asking.source, asking.since, asking.until)
    since = None if any(bounds) else days_before(find_latest_day(desk), PERIOD)
    asked = replace(asking, since=asking.since or since).filters(limit=LIMIT)
    rows = desk.dossier.events(**asked)
    newest = sorted(rows, key=lambda row: row["when"]["from"] if row["when"] else "", reverse=True)
    return Events(asking, tuple(newest), asked["limit"] or LIMIT, since)


def make_timeline(desk: Desk, call: Call) -> Timeline:
    """The latest lines of those asked for, in order of date."""
    asked = call.asking.filters(limit=LINES)
    rows = desk.dossier.timeline(**asked)
    return Timeline(call.asking, tuple(rows), asked["limit"] or LINES)


FILTERS: Final = ("who", "type", "place", "source", "since", "until", "limit")
PAGE: Final = Page(
    path="/events",
    template="events.html.j2",
    tells="What happened and is planned: each happening with the history of its status.",
    make=make_events,
    asks=FILTERS,
)
TIMELINE: Final = Page(
    path="/timeline",
    template="timeline.html.j2",
    tells="What was said, wanted and done, in order of dates.",
    make=make_timeline,
    asks=("who", "issue", "type", "place", "source", "since", "until", "limit"),
)
