"""The numbers of what is asked for, found in indexes alone; whoever asks reads the rest by them.

An engine that is to give the latest of a period goes back to it from today, row by row. So a period
is asked for in parts, each a stretch of one index, and what lasts beyond it is a part of its own.
That is quick in SQLite and in PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select, union

from memcon.store import tables
from memcon.store.filter import (
    EARLIEST,
    Filter,
    Meant,
    end_of,
    from_source,
    in_period,
    topic_conditions,
)
from memcon.store.projection import Kind
from memcon.text.calendar import interval, to_date

APART: Final = 8
"""Entities that one name means that are asked for one by one; more are asked for at once."""
SHORT: Final = 62
"""Days of a period all of whose happenings are found sooner than the latest of all time."""
Part = Select[tuple[int, str]]
"""Numbers, and ``at``, the days by which they are ordered."""
Condition = ColumnElement[bool]
Source = tuple[Part, Any, ColumnElement[int]]
"""What parts are taken from: a query, the columns of a table with days, and the numbers in it."""


def latest_facts(
    asked: Filter, meant: Meant, kinds: Sequence[Kind], *beside: Condition
) -> Select[tuple[int]]:
    """The numbers of the facts that fit, with a limit those that end last.

    ``beside`` are further conditions on the facts.
    """
    conditions = (*beside, *_of_fact(asked, meant.place))
    parts = [
        part
        for who in _apart(meant.who)
        for query, columns, number in (_facts(who, kinds, conditions),)
        for part in _parts(query, _stretches(asked, columns, number), asked.limit)
    ]
    return _latest(parts, asked.limit)


def _facts(
    who: Sequence[str] | None, kinds: Sequence[Kind], conditions: Sequence[Condition]
) -> Source:
    """Facts of everybody, or the roles of somebody who acts in them."""
    fact, role = tables.fact.c, tables.role.c
    if who is None:
        query = select(fact.number, fact.last.label("at")).where(fact.kind.in_(kinds), *conditions)
        return query, fact, fact.number
    query = select(role.fact.label("number"), role.last.label("at"))
    query = query.where(_among(role.entity, who), role.part == "actor", role.kind.in_(kinds))
    if conditions:
        query = query.join(tables.fact, fact.number == role.fact).where(*conditions)
    return query, role, role.fact


def _of_fact(asked: Filter, place: Sequence[str] | None) -> Iterator[Condition]:
    """What must hold of a fact beside its days and who acts."""
    fact, role = tables.fact.c, tables.role.alias("there").c
    yield from topic_conditions(asked)
    if place is not None:
        found = select(role.fact).where(_among(role.entity, place), role.part == "place")
        yield fact.number.in_(found)


def _stretches(
    asked: Filter,
    columns: Any,  # noqa: ANN401  # of a table
    number: ColumnElement[int],
) -> Iterator[Sequence[Condition]]:
    """The parts of a period of facts, which are ordered by their last days; no fact is in two."""
    if asked.until is None:
        yield () if asked.since is None else (columns.last >= asked.since,)
        return
    long, end = tables.fact.alias("long").c, end_of(asked.until)
    yield (columns.last.between(asked.since or EARLIEST, end),)
    beyond = select(long.number).where(long.last > end, long.day <= end, long.day != long.last)
    yield number.in_(beyond.where(long.day != "")), columns.last > end


def latest_happenings(asked: Filter, meant: Meant) -> Select[tuple[int]]:
    """The numbers of the happenings that fit, with a limit those of the latest days.

    What they have from different reports fits together: a party of one, a place of another.
    """
    parts = [
        part
        for who in _apart(meant.who)
        for query, columns, number in (_happenings(who),)
        for part in _spans(
            query.where(*_of_happening(asked, meant.place, columns, number)), asked, columns
        )
    ]
    return _latest(parts, asked.limit)


def _happenings(who: Sequence[str] | None) -> Source:
    """Happenings of everybody, or the shares of somebody who acts in them."""
    happening, share = tables.happening.c, tables.share.c
    if who is None:
        query = select(happening.number, happening.day.label("at"))
        return query, happening, happening.number
    query = select(share.happening.label("number"), share.day.label("at"))
    own = _among(share.entity, who), share.part == "actor"
    return query.where(*own), share, share.happening


def _of_happening(
    asked: Filter,
    place: Sequence[str] | None,
    columns: Any,  # noqa: ANN401  # of a table
    number: ColumnElement[int],
) -> Iterator[Condition]:
    """What must hold of a happening beside its days and who acts."""
    share, member, fact = tables.share.alias("there").c, tables.member.c, tables.fact.c
    if asked.type is not None:
        yield columns.type == asked.type.upper()
    if place is not None:
        there = select(share.happening).where(_among(share.entity, place), share.part == "place")
        yield number.in_(there)
    if asked.source is not None:
        told = select(member.happening).join(tables.fact, fact.number == member.fact)
        yield number.in_(told.where(fact.article.in_(from_source(asked.source))))


def _spans(query: Part, asked: Filter, columns: Any) -> Iterator[Part]:  # noqa: ANN401  # of a table
    """The parts of a period of happenings, each of which begins and ends with what reports tell.

    They are ordered by days of their own, which may lie elsewhere. So in few days all are found
    and then ordered, for which an index has them; else the latest are read until enough fit.
    """
    if columns is not tables.happening.c or not _is_short(asked):
        period = tuple(in_period(asked, columns.first, columns.last))
        yield from _parts(query, [period], asked.limit)
        return
    begin, end = asked.since or EARLIEST, end_of(asked.until or "")
    inside = columns.last.between(begin, end)
    beyond = columns.last > end, columns.first <= end, columns.first != columns.last
    yield from _parts(query, [(inside,), beyond], None)


def _is_short(asked: Filter) -> bool:
    """Whether a period has few days."""
    since, until = interval(asked.since or ""), interval(asked.until or "")
    begin = to_date(since[0]) if since else None
    end = to_date(until[1]) if until else None
    return begin is not None and end is not None and (end - begin).days < SHORT


def _parts(
    query: Part, stretches: Iterable[Sequence[Condition]], limit: int | None
) -> Iterator[Part]:
    """The first stretch, with a limit read from its end, and the others."""
    for at, conditions in enumerate(stretches):
        part = query.where(*conditions)
        yield _read_from_end(part, limit) if at == 0 and limit is not None else part


def _read_from_end(part: Part, limit: int) -> Part:
    end = part.order_by(*_newest(part.selected_columns)).limit(limit).subquery().c
    return select(end.number, end["at"])


def _apart(entities: Sequence[str] | None) -> Sequence[Sequence[str] | None]:
    """Few entities one by one: what each has is in order in an index, what several have is not."""
    if entities is None or len(entities) > APART:
        return [entities]
    return [(one,) for one in entities]


def _among(column: ColumnElement[str], values: Sequence[str]) -> Condition:
    return column.in_(values) if len(values) > 1 else column == values[0]


def _latest(parts: Sequence[Part], limit: int | None) -> Select[tuple[int]]:
    """The numbers of all parts; with a limit the latest of them."""
    if len(parts) == 1:  # which has no more than the limit
        return select(parts[0].subquery().c.number)
    found = union(*parts).subquery().c
    query = select(found.number)
    return query if limit is None else query.order_by(*_newest(found)).limit(limit)


def _newest(columns: Any) -> Sequence[ColumnElement[Any]]:  # noqa: ANN401  # of a query
    return columns["at"].desc(), columns["number"].desc()
