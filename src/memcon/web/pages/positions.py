"""What parties want: the matrix of parties and issues, and the history of one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from memcon.codebook.issues import OTHER
from memcon.web.asking import Asking
from memcon.web.layout import issue_label
from memcon.web.page import Call, Desk, Json, Missing, Page

PARTIES: Final = 12
"""Parties across the matrix: more fit on no screen."""
LIMIT: Final = 1000
"""Positions that the matrix is made from, the latest."""
DAYS: Final = 400
"""Steps of the slider of days."""
NEWS: Final = frozenset({"hardened", "softened", "reversed"})


@dataclass(frozen=True, slots=True)
class Party:
    """One column of the matrix."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a party wants on an issue: its last position, how many there are, and what changed."""

    holder: str
    issue: str
    latest: Json
    count: int
    change: str | None
    """The last change, where the history holds any."""


@dataclass(frozen=True, slots=True)
class Line:
    """One issue, with a cell for each party or ``None``."""

    issue: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Matrix:
    """Issues down, parties across; those that most is known of come first."""

    asking: Asking
    rows: tuple[Json, ...]
    days: tuple[str, ...] = ()
    """Days on which something was said, whatever the end of the period asked for."""
    title: str = "Positions"

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The columns."""
        return self._ranked[:PARTIES]

    @cached_property
    def others(self) -> tuple[Party, ...]:
        """Parties that there is no room for."""
        return self._ranked[PARTIES:]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows of the matrix; what fits no issue of the codebook comes last."""
        cells = {(row["holder"], row["issue"]): to_cell(row) for row in self.rows}
        shown = {party.id for party in self.parties}
        weights = Counter[str]()
        for row in self.rows:
            if row["holder"] in shown:
                weights[row["issue"]] += len(row["entries"])
        issues = sorted(weights, key=lambda one: (one == OTHER, -weights[one], issue_label(one)))
        return tuple(
            Line(issue, tuple(cells.get((party.id, issue)) for party in self.parties))
            for issue in issues
        )

    @cached_property
    def _ranked(self) -> tuple[Party, ...]:
        weights, names = Counter[str](), {}
        for row in self.rows:
            weights[row["holder"]] += len(row["entries"])
            names[row["holder"]] = row["name"] or row["holder"]
        ranked = sorted(weights, key=lambda one: (-weights[one], names[one]))
        return tuple(Party(one, names[one]) for one in ranked)

    def to_json(self) -> Json:
        """The rows of ``memcon positions``."""
        return {"positions": list(self.rows)}


def to_cell(row: Json) -> Cell:
    """The cell of one party on one issue."""
    entries = row["entries"]
    changes = [entry["change"] for entry in entries if entry["change"] in NEWS]
    last = changes[-1] if changes else None
    return Cell(row["holder"], row["issue"], entries[-1], len(entries), last)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a history, and the one before it where the two differ."""

    entry: Json
    before: Json | None


@dataclass(frozen=True, slots=True)
class History:
    """One party on one issue: each position in order, changes with both passages."""

    asking: Asking
    row: Json

    @property
    def title(self) -> str:
        """Who, on what."""
        return f"{self.row['name'] or self.row['holder']} on {issue_label(self.row['issue'])}"

    @property
    def steps(self) -> tuple[Step, ...]:
        """The entries, the latest first."""
        return tuple(reversed(tuple(find_steps(self.row["entries"]))))

    def to_json(self) -> Json:
        """The row of ``memcon positions``."""
        return dict(self.row)


def find_steps(entries: Sequence[Json]) -> Iterator[Step]:
    """Each entry with the one that it changes, where a change is told of between the two."""
    known = {entry["id"]: entry for entry in entries}
    before: Json | None = None
    for entry in entries:
        changed = known.get(entry.get("before"), before)
        yield Step(entry, changed if entry["change"] in NEWS else None)
        before = entry


def make(desk: Desk, call: Call) -> Matrix:
    """The matrix of the positions asked for, as they stood at the end of the period."""
    asking = call.asking
    rows = tuple(desk.dossier.positions(**asking.filters(limit=LIMIT)))
    later = replace(asking, until=None).filters(limit=LIMIT)
    every = desk.dossier.positions(**later) if asking.until else rows
    return Matrix(asking, rows, find_days(every))


def find_days(rows: Iterable[Json]) -> tuple[str, ...]:
    """The days of all entries, the latest so many."""
    days = {entry["when"] for row in rows for entry in row["entries"] if entry["when"]}
    return tuple(sorted(days))[-DAYS:]


def make_history(desk: Desk, call: Call) -> History:
    """The history of one cell."""
    holder = call.path["holder"]
    asking = replace(call.asking, who=holder, issue=call.path["issue"])
    rows = desk.dossier.positions(**asking.filters()) if desk.dossier.known(holder) else []
    for row in rows:
        if row["holder"] == holder:
            return History(call.asking, row)
    raise Missing("The store has no position of this party on this issue.")


PAGE: Final = Page(
    path="/positions",
    template="positions.html.j2",
    tells="What each party wants on each issue, as it stood at the end of the period.",
    make=make,
    asks=("who", "issue", "source", "since", "until"),
)
HISTORY: Final = Page(
    path="/positions/{holder}/{issue}",
    template="history.html.j2",
    tells="One party on one issue: each position, and each change with both passages.",
    make=make_history,
)
