"""What is new: the first page of the desk.

Its today is the day of the latest report, so that equal stores show equal pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.period import days_before
from memcon.web.pages.positions import NEWS, Step, find_steps

REPORTS: Final = 12
ROWS: Final = 12
PERIOD: Final = timedelta(days=14)
"""How long a change is news."""
AHEAD: Final = frozenset({"proposed", "planned", "postponed"})
LIMIT: Final = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One party that has moved on one issue."""

    row: Json
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What came in last, what changed of late, and what is ahead."""

    day: str | None
    """The day of the latest report."""
    reports: tuple[Json, ...]
    changes: tuple[Change, ...]
    turns: tuple[Json, ...]
    """Happenings whose status changed."""
    ahead: tuple[Json, ...]
    title: str = "Today"

    def to_json(self) -> Json:
        """The same rows as the other pages have."""
        return {
            "day": self.day,
            "reports": list(self.reports),
            "changes": [
                {**{k: v for k, v in one.row.items() if k != "entries"}, **one.step.entry}
                for one in self.changes
            ],
            "turns": list(self.turns),
            "ahead": list(self.ahead),
        }


def make(desk: Desk, call: Call) -> Today:
    """What is new as of the latest report."""
    reports = desk.dossier.reports(limit=REPORTS)
    day = reports[0]["published"] if reports else None
    since = days_before(day, PERIOD)
    events = desk.dossier.events(since=since, limit=LIMIT)
    return Today(
        day=day,
        reports=tuple(reports),
        changes=tuple(_changes(desk.dossier.positions(limit=LIMIT), since or ""))[:ROWS],
        turns=tuple(row for row in reversed(events) if len(row["history"]) > 1)[:ROWS],
        ahead=tuple(_ahead(events, day or ""))[:ROWS],
    )


def _changes(rows: list[Json], since: str) -> Iterator[Change]:
    found = [
        Change(row, step)
        for row in rows
        for step in find_steps(row["entries"])
        if step.entry["change"] in NEWS and (step.entry["when"] or "") >= since
    ]
    yield from sorted(found, key=lambda one: one.step.entry["when"] or "", reverse=True)


def _ahead(rows: list[Json], day: str) -> list[Json]:
    """Meetings that are not yet over, the nearest first."""
    coming = [
        row
        for row in rows
        if row["type"] == "CONSULT"
        and row["status"] in AHEAD
        and row["when"]
        and row["when"]["to"] >= day
    ]
    return sorted(coming, key=lambda row: row["when"]["from"])


PAGE: Final = Page(
    path="/",
    template="today.html.j2",
    tells="New reports, changed positions, changes of status, and meetings ahead.",
    make=make,
)
