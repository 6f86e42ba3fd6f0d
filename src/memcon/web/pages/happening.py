"""One happening: how its status came about, who took part, and each report of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from memcon.text.calendar import interval
from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Missing, Page
from memcon.web.pages.period import days_after, days_before

AROUND: Final = timedelta(days=30)
"""How much of the timeline a link from a happening shows before and after."""
STATUSES: Final = ("proposed", "planned", "postponed", "held", "cancelled", "refused", "denied")
GROUPS: Final[Mapping[str, str]] = {
    "held": "done",
    "proposed": "ahead",
    "planned": "ahead",
    "postponed": "ahead",
    "cancelled": "off",
    "refused": "off",
    "denied": "off",
}
"""What statuses have in common: it took place, it may, or it will not."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening with all its reports."""

    asking: Asking
    row: Json
    told: Mapping[str, str]
    """Which status the events of a report tell, where one report tells of several."""

    @property
    def title(self) -> str:
        """What it is."""
        return str(self.row["what"])

    @property
    def steps(self) -> tuple[tuple[Json, tuple[Json, ...]], ...]:
        """Each status that was told, with the reports that tell it first."""
        members = self.row["members"]
        return tuple(
            (
                step,
                tuple(
                    one
                    for one in members
                    if one["source"] == step["source"]
                    and self.told.get(one["event"], step["status"]) == step["status"]
                ),
            )
            for step in self.row["history"]
        )

    @property
    def around(self) -> str:
        """The address of the timeline of these days and the first known party."""
        known = (party["entity"] for party in self.row["participants"])
        who = next(filter(None, known), None)
        first, last = days_of(self.row) or (None, None)
        given = {
            "who": who,
            "since": days_before(first, AROUND),
            "until": days_after(last, AROUND),
        }
        return f"/timeline?{urlencode({name: value for name, value in given.items() if value})}"

    def to_json(self) -> Json:
        """The row of ``memcon events``."""
        return dict(self.row)


def days_of(row: Json) -> tuple[str, str] | None:
    """The first and the last day of a happening; where no date is told, the day of its report."""
    if row["when"]:
        return row["when"]["from"], row["when"]["to"]
    told = (interval(step["date"]) for step in row["history"] if step["date"])
    return next((days for days in told if days), None)


def address_of(row: Json) -> str:
    """The address of the page of a happening."""
    return f"/event/{row['members'][-1]['event']}"


def with_status(rows: Sequence[Json], status: str | None) -> list[Json]:
    """The happenings that have a status, all where it is ``None``."""
    return [row for row in rows if status in (None, row["status"])]


def make(desk: Desk, call: Call) -> Happening:
    """The happening that an event of a report tells of."""
    id = call.path["id"]
    if not id.startswith("event-") or desk.dossier.article_of(id) is None:
        raise Missing("There is no such event in the store.")
    row = desk.dossier.happening(id)
    if row is None:
        raise Missing("This event is kept, but not compared with others yet; memcon add does it.")
    return Happening(call.asking, row, _told(desk, row))


def _told(desk: Desk, row: Json) -> Mapping[str, str]:
    """The statuses of the events of reports that tell of several, by the ids of the events."""
    counted = Counter(step["source"] for step in row["history"])
    events = [one["event"] for one in row["members"] if counted[one["source"]] > 1]
    articles = set(desk.dossier.articles_of(events).values())
    records = desk.dossier.late_records(articles)
    return {event.id: event.status for record in records for event in record.events}


PAGE: Final = Page(
    path="/event/{id}",
    template="happening.html.j2",
    tells="One happening: the history of its status, its parties, and each report of it.",
    make=make,
)
