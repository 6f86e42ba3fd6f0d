"""What parties want: the matrix of parties and issues, and the history of one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.app.dossier import Standing
from memcon.codebook.issues import OTHER
from memcon.web.asking import MOST_ROWS, Asking
from memcon.web.layout import issue_label
from memcon.web.page import Call, Desk, Json, Missing, Page

PARTIES: Final = 12
"""Parties across the matrix: more fit on no screen."""
LIMIT: Final = 1000
"""Positions that the matrix is made from, the latest."""
ENTRIES: Final = 60
"""Positions of one history, the latest; a link leads to more."""
TWIN: Final = 600
"""Positions in the JSON twin, the latest, where its address names no ``limit``."""
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
    parties: tuple[Party, ...]
    """The columns."""
    others: tuple[Party, ...]
    """Parties that there is no room for."""
    lines: tuple[Line, ...]
    """The rows; what fits no issue of the codebook comes last."""
    days: tuple[str, ...]
    """Days on which something was said, whatever the end of the period asked for."""
    count: int
    """Positions that the matrix is made from."""
    read: Callable[[], Sequence[Json]]
    """Gives all the positions, which only the JSON twin shows."""
    title: str = "Positions"

    @property
    def is_cut(self) -> bool:
        """Whether there may be earlier ones."""
        return self.count >= (self.asking.limit or LIMIT)

    def to_json(self) -> Json:
        """The rows of ``memcon positions``."""
        return {"positions": list(self.read())}


def rank_parties(found: Iterable[Standing]) -> tuple[Party, ...]:
    """The parties, those of whom most positions are known first."""
    weights, names = Counter[str](), {}
    for one in found:
        weights[one.holder] += len(one.days)
        names[one.holder] = one.name or one.holder
    ranked = sorted(weights, key=lambda one: (-weights[one], names[one]))
    return tuple(Party(one, names[one]) for one in ranked)


def to_lines(
    found: Iterable[Standing], latest: Mapping[tuple[str, str], Json], parties: Sequence[Party]
) -> Iterator[Line]:
    """The rows of the matrix with a cell for each of ``parties``; ``latest`` has their words."""
    cells = {(one.holder, one.issue): one for one in found}
    weights = Counter[str]()
    for one in cells.values():
        weights[one.issue] += len(one.days)
    for issue in sorted(weights, key=lambda one: (one == OTHER, -weights[one], issue_label(one))):
        keys = ((party.id, issue) for party in parties)
        yield Line(issue, tuple(_cell(cells.get(key), latest.get(key)) for key in keys))


def _cell(one: Standing | None, latest: Json | None) -> Cell | None:
    if one is None or latest is None:
        return None
    return Cell(one.holder, one.issue, latest, len(one.days), one.change)


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
    def limit(self) -> int:
        """How many entries are shown at most."""
        return self.asking.limit or ENTRIES

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return len(self.row["entries"]) >= self.limit < MOST_ROWS

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
    asking, ask = call.asking, desk.dossier
    asked = asking.filters(limit=LIMIT)
    found = ask.standing(**asked)
    ranked = rank_parties(found)
    columns = {party.id for party in ranked[:PARTIES]}
    shown = [one for one in found if one.holder in columns]
    return Matrix(
        asking=asking,
        parties=ranked[:PARTIES],
        others=ranked[PARTIES:],
        lines=tuple(to_lines(shown, ask.held(shown), ranked[:PARTIES])),
        days=tuple(_days(desk, asking, found)[-DAYS:]),
        count=sum(len(one.days) for one in found),
        read=lambda: ask.positions(**asking.filters(limit=TWIN)),
    )


def _days(desk: Desk, asking: Asking, found: Iterable[Standing]) -> list[str]:
    """The days of the positions ``found``, or of later ones as well where there is an end."""
    if asking.until is None:
        return sorted({day for one in found for day in one.days} - {""})
    return desk.dossier.position_days(**replace(asking, until=None).filters(limit=LIMIT))


def make_history(desk: Desk, call: Call) -> History:
    """The history of one cell."""
    holder = call.path["holder"]
    asking = replace(call.asking, who=holder, issue=call.path["issue"])
    asked = asking.filters(limit=ENTRIES)
    rows = desk.dossier.positions(**asked) if desk.dossier.known(holder) else []
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
    asks=("since", "until", "source", "limit"),
)
