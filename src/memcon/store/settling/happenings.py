"""Happenings, kept: the closed parts that something touched are settled anew, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from memcon.resolve.attention import (
    FORGOTTEN,
    PATIENCE,
    contradiction_notice,
    demand_of,
    overdue_notice,
)
from memcon.resolve.events import MOST, Happening, Judgement, Weigh, settle
from memcon.resolve.parts import part_of
from memcon.resolve.readouts import find_contradictions
from memcon.resolve.rows import kept_row
from memcon.store import tables
from memcon.store.keeping import as_json, free_numbers
from memcon.store.projection import number_of
from memcon.store.settling.notices import Noted, drop_notices, put_notices
from memcon.store.settling.rows import drop, fetch, put
from memcon.store.settling.tellings import Shelf, near_to

Json = dict[str, Any]
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settled:
    """A happening with the numbers of its facts by their ids, and the part that it was found in."""

    happening: Happening
    facts: Mapping[str, int]
    part: int


def settle_happenings(
    connection: Connection,
    shelf: Shelf,
    touched: Collection[int],
    *,
    judged: Judgement,
    weigh: Weigh,
) -> None:
    """Settle the parts in which ``touched`` lie and lay, facts by their numbers."""
    parts, gone = _parts(connection, touched)
    _drop(connection, gone)
    facts = {fact for part in parts for fact in part}
    articles = _articles(connection, facts)
    told = shelf.of(connection, articles.values())
    made = []
    for part in sorted(parts, key=min):
        members = {told[fact].key: fact for fact in part}
        for one in settle([told[fact] for fact in sorted(part)], judged, weigh):
            numbers = {t.event.id: members[t.key] for t in one.tellings}
            made.append(Settled(one, numbers, min(part)))
    _write(connection, made)


def _parts(
    connection: Connection, touched: Collection[int]
) -> tuple[list[frozenset[int]], set[int]]:
    """The closed parts as they are now, and the parts that were kept and are to be forgotten."""
    parts: list[frozenset[int]] = []
    gone, done, waiting = set[int](), set[int](), set(touched)
    near = _Near(connection)
    while waiting:
        old, beside = _kept_with(connection, waiting)
        gone |= old
        edge = {*waiting, *beside} - done
        there = set(_articles(connection, edge))
        done |= edge
        waiting = set()
        while edge & there:
            part = part_of(min(edge & there), near.to, most=MOST)
            parts.append(part)
            edge -= part
            waiting |= part - done
            done |= part
    return parts, gone


class _Near:
    """What is like facts, asked once: a large part is sought at several levels."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Mapping[int, float]] = {}

    def to(self, facts: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        """Those that are like each of ``facts``, and how much."""
        listed = list(facts)
        missing = [fact for fact in listed if fact not in self._known]
        self._known.update(near_to(self._connection, missing))
        return {fact: self._known[fact] for fact in listed}


def _kept_with(connection: Connection, facts: Collection[int]) -> tuple[set[int], set[int]]:
    """The parts in which facts are kept, and all the facts in those."""
    member = tables.member.c
    parts = {row.part for row in fetch(connection, (member.part,), member.fact, facts)}
    rows = fetch(connection, (member.fact,), member.part, parts)
    return parts, {row.fact for row in rows}


def _articles(connection: Connection, facts: Collection[int]) -> dict[int, int]:
    """The article of each event among ``facts`` that is still there."""
    fact = tables.fact.c
    rows = fetch(connection, (fact.number, fact.article, fact.kind), fact.number, facts)
    return {row.number: row.article for row in rows if row.kind == "event"}


def _drop(connection: Connection, parts: Collection[int]) -> None:
    member, happening = tables.member.c, tables.happening.c
    rows = fetch(connection, (member.happening,), member.part, parts)
    numbers = {row.happening for row in rows}
    drop(connection, tables.member, member.part, parts)
    drop(connection, tables.share, tables.share.c.happening, numbers)
    drop(connection, tables.happening, happening.number, numbers)
    drop_notices(connection, {_owner(number) for number in numbers})


def _owner(number: int) -> str:
    return f"happening {number}"


def _write(connection: Connection, made: Collection[Settled]) -> None:
    by_id = {one.happening.id: one for one in made}
    wanted = {key: number_of(_day(one.happening), key) for key, one in by_id.items()}
    numbers = free_numbers(connection, tables.happening, wanted)
    facts = {fact for one in made for fact in one.facts.values()}
    spans = _spans(connection, facts)
    rows = {key: _row(one, numbers[key], spans) for key, one in sorted(by_id.items())}
    put(connection, tables.happening, list(rows.values()))
    members = (
        {"fact": fact, "happening": numbers[key], "part": one.part}
        for key, one in by_id.items()
        for fact in one.facts.values()
    )
    put(connection, tables.member, sorted(members, key=lambda row: row["fact"]))
    put(connection, tables.share, _shares(connection, by_id, rows))
    noted = (each for key, one in by_id.items() for each in _noted(one, numbers[key]))
    put_notices(connection, noted)


def _row(one: Settled, number: int, spans: Mapping[int, tuple[str, str]]) -> Json:
    happening = one.happening
    days = [spans[fact] for fact in one.facts.values() if fact in spans]
    return {
        "number": number,
        "id": happening.id,
        "type": happening.type,
        "status": happening.status,
        "day": _day(happening),
        "first": min((day for day, _ in days if day), default=""),
        "last": max((last for _, last in days), default=""),
        "body": as_json(kept_row(happening)),
    }


def _day(one: Happening) -> str:
    """When it was or is to be, else when it was first told."""
    told = min((t.told for t in one.tellings if t.told), default=None)
    day = one.when[0] if one.when else told
    return day.isoformat() if day else ""


def _spans(connection: Connection, facts: Collection[int]) -> dict[int, tuple[str, str]]:
    fact = tables.fact.c
    rows = fetch(
        connection,
        (
            fact.number,
            fact.day,
            fact.last,
        ),
        fact.number,
        facts,
    )
    return {row.number: (row.day, row.last) for row in rows}


def _shares(
    connection: Connection, made: Mapping[str, Settled], rows: Mapping[str, Json]
) -> list[Json]:
    """Who has which part in which happening, as any of its reports says."""
    role = tables.role.c
    of = {fact: key for key, one in made.items() for fact in one.facts.values()}
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in fetch(
        connection,
        (
            role.fact,
            role.entity,
            role.part,
        ),
        role.fact,
        of,
    ):
        named[row.entity, row.part].add(of[row.fact])
    return [
        {
            "entity": entity,
            "part": part,
            **{name: rows[key][name] for name in ("day", "last", "first", "type")},
            "happening": rows[key]["number"],
        }
        for (entity, part), keys in sorted(named.items())
        for key in sorted(keys)
    ]


def _noted(one: Settled, number: int) -> Iterator[Noted]:
    """What deserves attention in one happening; of what depends on the day, from when on."""
    happening, owner = one.happening, _owner(number)
    overdue, demand = overdue_notice(happening), demand_of(happening)
    if overdue:
        facts = _facts(one, overdue[0].facts)
        yield Noted(owner=owner, notice=overdue[0], facts=facts, since=_iso(overdue[1] + DAY))
    if demand:
        yield Noted(
            owner=owner,
            notice=demand.notice,
            facts=_facts(one, demand.notice.facts),
            since=_iso(demand.told + PATIENCE + DAY),
            until=_iso(demand.told + FORGOTTEN - DAY),
            asker=demand.asker,
            addressee=demand.addressee,
            words=sorted(demand.words),
        )
    for found in find_contradictions([happening]):
        notice = contradiction_notice(found)
        yield Noted(owner=owner, notice=notice, facts=_facts(one, notice.facts))


def _facts(one: Settled, ids: Iterable[str]) -> tuple[int, ...]:
    return tuple(one.facts[key] for key in ids)


def _iso(day: date) -> str:
    return day.isoformat()
