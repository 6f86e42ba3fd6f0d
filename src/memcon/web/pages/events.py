"""What happened and what is ahead: happenings with the history of their status; the timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from memcon.web.asking import Asking, one_of
from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.happening import STATUSES, with_status
from memcon.web.pages.period import find_since

LIMIT: Final = 50
READ: Final = 1000
"""Happenings among which those of one status are looked for."""
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


def make(desk: Desk, call: Call) -> Events:
    """The latest happenings of those asked for, of the last weeks where nothing bounds them."""
    asking = call.asking
    status = one_of("status", asking.status, STATUSES)
    since = find_since(desk, asking, PERIOD)
    asked = replace(asking, since=since).filters(limit=LIMIT)
    limit = asked["limit"] or LIMIT
    if status:
        asked["limit"] = READ
    rows = with_status(desk.dossier.events(**asked), status)[-limit:]
    newest = sorted(rows, key=lambda row: row["when"]["from"] if row["when"] else "", reverse=True)
    return Events(asking, tuple(newest), limit, None if asking.since else since)


FILTERS: Final = ("who", "type", "status", "place", "source", "since", "until", "limit")
PAGE: Final = Page(
    path="/events",
    template="events.html.j2",
    tells="What happened and is planned: each happening with the history of its status.",
    make=make,
    asks=FILTERS,
)
