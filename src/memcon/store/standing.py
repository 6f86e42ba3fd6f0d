"""How positions stand: the last of each party on each issue, and what changed of late.

Both read the columns of many positions and the whole of few.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, select

from memcon.store import tables
from memcon.store.answering import entries_of, find_heads, happening_rows
from memcon.store.filter import Filter, Meant
from memcon.store.settling.rows import fetch

Json = dict[str, Any]
MEETING: Final = "CONSULT"
AHEAD: Final = frozenset({"proposed", "planned", "postponed"})
CHANGES: Final = ("hardened", "softened", "reversed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One party on one issue: how it stands, and what is known of how that came about.

    ``days`` are the days of its positions, one for each; ``change`` is the last change, ``latest``
    the number of the last position's fact.
    """

    holder: str
    name: str
    issue: str
    days: tuple[str, ...]
    change: str | None
    latest: int


def find_standing(connection: Connection, asked: Filter, meant: Meant) -> list[Standing]:
    """How each party stands on each issue by the positions that fit; with a limit the latest."""
    heads = find_heads(connection, asked, meant)
    rows = list(fetch(connection, _STANDING, _HELD.fact, heads))
    rows.sort(key=attrgetter("rank", "fact"))
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.holder, row.issue), []).append(row)
    return [_standing(rows) for rows in found.values()]


def find_days(connection: Connection, asked: Filter, meant: Meant) -> list[str]:
    """The days of the positions that fit, in order; with a limit those of the latest."""
    heads = find_heads(connection, asked, meant)
    return sorted({row.day for row in fetch(connection, _DAY, _HELD.fact, heads)} - {""})


_HELD: Final = tables.held.c
_DAY: Final = (_HELD.day,)
_STANDING: Final = tuple(
    _HELD[name] for name in ("rank", "fact", "holder", "name", "issue", "day", "change")
)


def _standing(rows: list[Any]) -> Standing:
    last = rows[-1]
    changes = [row.change for row in rows if row.change in CHANGES]
    return Standing(
        holder=last.holder,
        name=rows[0].name,
        issue=last.issue,
        days=tuple(row.day for row in rows),
        change=changes[-1] if changes else None,
        latest=last.fact,
    )


def find_happening(connection: Connection, event: str) -> Json | None:
    """The happening that an event of a report tells of, as it is kept."""
    fact, member, happening = tables.fact.c, tables.member.c, tables.happening.c
    query = select(happening.body).join(tables.member, member.happening == happening.number)
    query = query.join(tables.fact, fact.number == member.fact).where(fact.id == event)
    body = connection.execute(query).scalar()
    return json.loads(body) if body is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """Of the latest happenings: those whose status changed and those ahead, as they are kept."""

    turned: list[Json]
    ahead: list[Json]


def find_lately(connection: Connection, asked: Filter, meant: Meant, *, most: int) -> Lately:
    """The latest that turned, up to ``most``, and all meetings that are ahead, in order.

    Of the rows that are looked through only those are decoded that may be shown.
    """
    rows = happening_rows(connection, asked, meant)
    each = (json.loads(row.body) for row in reversed(rows))
    turned = list(islice((row for row in each if len(row["history"]) > 1), most))
    coming = (row for row in rows if row.type == MEETING and row.status in AHEAD)
    return Lately(turned=turned[::-1], ahead=[json.loads(row.body) for row in coming])


def find_changes(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """The entries that changed, each with the one that it is against, in order."""
    facts = find_heads(connection, asked, meant, _HELD.change.in_(CHANGES))
    entries = entries_of(connection, facts)
    facts.update(_numbers(connection, (one["entry"]["before"] for one in entries)))
    return entries_of(connection, facts)


def _numbers(connection: Connection, ids: Iterable[str | None]) -> Iterable[int]:
    """The numbers of facts by their ids."""
    fact = tables.fact.c
    rows = fetch(connection, (fact.number,), fact.id, {id for id in ids if id})
    return [row.number for row in rows]
