"""What is new: the first page of the desk.

Its today is the day of the latest report, so that equal stores show equal pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from memcon.web.layout import issue_label
from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.period import days_before
from memcon.web.pages.positions import NEWS, Step
from memcon.web.pages.search import Kept, find_kept

REPORTS: Final = 12
ROWS: Final = 12
PERIOD: Final = timedelta(days=14)
"""How long a change is news."""
LATE: Final = timedelta(days=60)
"""How long what is overdue, unanswered or contradictory is shown."""
NOTICES: Final[Mapping[str, str]] = {
    "contradiction": "Reports that contradict each other",
    "overdue": "Meetings nobody reports on",
    "unanswered": "Demands nobody has answered",
}
"""The kinds of notices beside changes, which have a place of their own, in order."""
FIRST: Final = "first"
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
    notices: tuple[Json, ...]
    """What deserves a look, as ``memcon attention`` has it."""
    firsts: tuple[Json, ...] = ()
    """First statements of a party on an issue: many, so they are folded."""
    searches: tuple[Kept, ...] = ()
    """The searches that are kept under a name."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What readers call the ids in the reasons of notices."""
    title: str = "Today"

    @property
    def noticed(self) -> tuple[tuple[str, str, tuple[Json, ...]], ...]:
        """The notices by kind: its name, its heading, and the latest of them."""
        listed = ((kind, [r for r in self.notices if r["kind"] == kind]) for kind in NOTICES)
        return tuple((kind, NOTICES[kind], tuple(rows)) for kind, rows in listed if rows)

    def tell(self, notice: Json) -> str:
        """The reason of a notice in the words of readers."""
        told = " ".join(self.names.get(word, word) for word in notice["reason"].split())
        return told[:1].upper() + told[1:]

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
            "attention": list(self.notices),
            "firsts": list(self.firsts),
            "searches": [one.to_json() for one in self.searches],
        }


def make(desk: Desk, call: Call) -> Today:
    """What is new as of the latest report."""
    reports = desk.dossier.reports(limit=REPORTS)
    day = reports[0]["published"] if reports else None
    since, late = days_before(day, PERIOD), days_before(day, LATE)
    turns, ahead = desk.dossier.lately(most=ROWS, since=since, limit=LIMIT)
    notices = tuple(_notices(desk, NOTICES, late))
    firsts = tuple(_notices(desk, (FIRST,), since))
    return Today(
        day=day,
        reports=tuple(reports),
        changes=tuple(_changes(desk.dossier.changes(since=since, limit=ROWS), since or ""))[:ROWS],
        turns=tuple(reversed(turns)),
        ahead=tuple(_ahead(ahead, day or ""))[:ROWS],
        notices=notices,
        firsts=firsts,
        searches=find_kept(desk),
        names=_names(desk, (*notices, *firsts)),
    )


def _changes(rows: list[Json], since: str) -> Iterator[Change]:
    every = {entry["id"]: entry for row in rows for entry in row["entries"]}
    found = [
        Change(row, Step(entry, every.get(entry["before"])))
        for row in rows
        for entry in row["entries"]
        if entry["change"] in NEWS and (entry["when"] or "") >= since
    ]
    yield from sorted(found, key=lambda one: one.step.entry["when"] or "", reverse=True)


def _notices(desk: Desk, kinds: Iterable[str], since: str | None) -> Iterator[Json]:
    """The latest of each kind that is shown."""
    if since is None:
        return
    for kind in kinds:
        rows = desk.dossier.attention(kind=kind, limit=ROWS)
        yield from (row for row in reversed(rows) if row["facts"] and (row["date"] or "") >= since)


def _names(desk: Desk, notices: Iterable[Json]) -> dict[str, str]:
    """The names of the parties and issues whose ids stand in reasons."""
    notices = tuple(notices)
    words = {word for row in notices for word in row["reason"].split() if not word.isalpha()}
    parties = {id: one.name for id, one in desk.dossier.profiles(words).items()}
    issues = {row["about"][1] for row in notices if row["kind"] == FIRST}
    return parties | {one: issue_label(one).lower() for one in issues}


def _ahead(rows: list[Json], day: str) -> list[Json]:
    """Meetings that are not yet over, the nearest first."""
    coming = [row for row in rows if row["when"] and row["when"]["to"] >= day]
    return sorted(coming, key=lambda row: row["when"]["from"])


PAGE: Final = Page(
    path="/",
    template="today.html.j2",
    tells="New reports, changed positions, changes of status, and meetings ahead.",
    make=make,
)
