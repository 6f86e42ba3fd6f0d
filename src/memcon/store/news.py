"""What some new reports touch, read from the rows that are kept of all reports.

It costs by what the reports tell of and what that is compared with, not by the size of the store.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from memcon.record import EntityKind, Record
from memcon.record.correction import corrected
from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.news import News, happening_of
from memcon.resolve.positions import PositionHistory
from memcon.store import tables
from memcon.store.answering import find_names
from memcon.store.judging import load_corrections
from memcon.store.keeping import load_records
from memcon.store.settling.identities import identities_of
from memcon.store.settling.positions import FIRST_WORD, HELD, entry_of
from memcon.store.settling.rows import fetch
from memcon.store.settling.tellings import unpacked

Json = dict[str, Any]
Rows = dict[str, Json]
"""Entries as they are kept, by the ids of their positions."""


def find_news(connection: Connection, articles: Collection[str]) -> News:
    """What reports touch, by their ids; those that are superseded are left out."""
    kept = tables.article.c
    listed = [row.number for row in fetch(connection, (kept.number,), kept.id, articles)]
    decided = load_corrections(connection)
    found = {n: corrected(one, decided) for n, one in load_records(connection, listed)}
    known = identities_of(connection, list(found))
    happenings = tuple(_happenings(connection, found))
    records = {one.article.id: one for one in found.values()}
    return News(
        records=dict(sorted(records.items())),
        happenings=happenings,
        positions=tuple(_positions(connection, found)),
        known=known,
        names={
            **_states(connection, happenings),
            **find_names(connection, _named(records.values(), happenings)),
            **{entity: one.name for entity, one in known.items()},
        },
    )


# Happenings


def _happenings(connection: Connection, articles: Collection[int]) -> Iterator[Happening]:
    """The happenings of which reports tell, by their numbers, in order of their ids."""
    member, fact = tables.member.c, tables.fact.c
    own = {row.number for row in fetch(connection, (fact.number,), fact.article, articles)}
    touched = {row.happening for row in fetch(connection, (member.happening,), member.fact, own)}
    of = {
        row.fact: row.happening
        for row in fetch(connection, (member.fact, member.happening), member.happening, touched)
    }
    parts: dict[int, list[Telling]] = defaultdict(list)
    for number, telling in _tellings(connection, of):
        parts[of[number]].append(telling)
    yield from sorted(map(happening_of, parts.values()), key=lambda one: one.id)


def _tellings(connection: Connection, facts: Collection[int]) -> Iterator[tuple[int, Telling]]:
    """The tellings of facts, by their numbers."""
    fact, told = tables.fact.c, tables.told.c
    articles = {row.article for row in fetch(connection, (fact.article,), fact.number, facts)}
    for row in fetch(connection, (told.tellings,), told.article, articles):
        yield from ((n, telling) for n, telling in unpacked(row.tellings).items() if n in facts)


# Positions


def _positions(connection: Connection, articles: Collection[int]) -> Iterator[PositionHistory]:
    """The histories that reports add to, by their numbers; see :class:`News`."""
    rows = fetch(connection, (tables.held,), HELD.article, articles)
    own = {row.id: dict(row._mapping) for row in rows if row.of is None}
    listed: dict[tuple[str, str], Rows] = defaultdict(dict)
    before = _before(connection, own.values())
    for key, row in own.items():
        with_others = listed[row["holder"], row["issue"]]
        against = json.loads(row["shown"])["before"]
        with_others |= {key: row, **({against: before[against]} if against in before else {})}
    for (holder, issue), some in sorted(listed.items()):
        name = next(row["name"] for row in some.values() if row["id"] in own)
        some |= _others(connection, holder, issue, articles)
        ordered = sorted(some.values(), key=lambda row: str(row["rank"]))
        entries = tuple(map(entry_of, ordered))
        yield PositionHistory(holder=holder, name=name, issue=issue, entries=entries)


def _before(connection: Connection, rows: Iterable[Json]) -> Rows:
    """The entries that others are compared with."""
    fact = tables.fact.c
    ids = {json.loads(row["shown"])["before"] for row in rows} - {None}
    numbers = [row.number for row in fetch(connection, (fact.number,), fact.id, ids)]
    return {
        row.id: dict(row._mapping) for row in fetch(connection, (tables.held,), HELD.fact, numbers)
    }


def _others(connection: Connection, holder: str, issue: str, articles: Collection[int]) -> Rows:
    """The first entry on an issue that has a date, and one that is in none of these reports."""
    other = (HELD.holder == holder, HELD.issue == issue, HELD.of.is_(None))
    beside = select(tables.held).where(*other, HELD.article.not_in(articles))
    found = (
        connection.execute(FIRST_WORD, {"holder": holder, "issue": issue}).first(),
        connection.execute(beside.order_by(HELD.day, HELD.rank).limit(1)).first(),
    )
    return {row.id: dict(row._mapping) for row in found if row is not None}


# Names


def _named(records: Iterable[Record], happenings: Iterable[Happening]) -> set[str]:
    """The ids of all who may be named."""
    roles = {entity for one in happenings for entity in one.roles}
    return (
        {entity.id for record in records for entity in record.entities}
        | _parties(happenings)
        | roles
    )


def _parties(happenings: Iterable[Happening]) -> set[str]:
    return {party for one in happenings for t in one.tellings for party in t.parties}


def _states(connection: Connection, happenings: Iterable[Happening]) -> Mapping[str, str]:
    """The names of the states that take part, by their codes."""
    entity = tables.entity.c
    columns = (entity.id, entity.name, entity.kind, entity.country)
    rows = fetch(connection, columns, entity.country, _parties(happenings))
    states = (row for row in rows if row.kind == EntityKind.COUNTRY.value)
    return {row.country: row.name for row in sorted(states, key=lambda row: str(row.id))}
