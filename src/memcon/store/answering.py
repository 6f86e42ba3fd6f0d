"""Questions about what is resolved across reports, answered from the rows that are kept of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from memcon.resolve.attention import ON_IT, SOON
from memcon.resolve.words import share_of
from memcon.store import tables
from memcon.store.filter import (
    BEYOND,
    Filter,
    Meant,
    facts_query,
    from_source,
    in_few_days,
    in_period,
)
from memcon.store.keeping import CHUNK
from memcon.store.settling.rows import fetch
from memcon.store.settling.tellings import Shelf

Json = dict[str, Any]
NEWEST: Final = 500
"""Facts of those who are asked for on which the latest notices mostly rest."""


def find_happenings(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """The happenings that fit, as they are kept, in order of their days; with a limit the latest.

    What they have from different reports fits together: a party of one, a place of another.
    """
    if asked.issue is not None:
        return []
    happening, share = tables.happening.c, tables.share.c
    query = select(happening.day, happening.id, happening.body)
    latest = happening.day.desc(), happening.number.desc()
    conditions: Iterator[ColumnElement[bool]] = _fitting(asked, happening)
    if meant.who is not None and len(meant.who) == 1:  # read off the index of shares, in order
        query = query.join(tables.share, share.happening == happening.number)
        query = query.where(share.entity == meant.who[0], share.part == "actor")
        latest = share.day.desc(), share.happening.desc()
        conditions = _fitting(asked, share)
    elif meant.who is not None:
        query = query.where(happening.number.in_(_sharing(meant.who, "actor")))
    else:
        days = happening.number, happening.first, happening.last
        query = query.where(*in_few_days(asked, *days))
    if meant.place is not None:
        query = query.where(happening.number.in_(_sharing(meant.place, "place")))
    if asked.source is not None:
        query = query.where(happening.number.in_(_told_by(asked.source)))
    ordered = query.where(*conditions).order_by(*latest).limit(asked.limit)
    rows = connection.execute(ordered).all()
    return [json.loads(row.body) for row in sorted(rows, key=_by_day)]


def _by_day(row: Any) -> tuple[bool, str, str]:  # noqa: ANN401  # a row of the query above
    """What has no date comes last."""
    return not row.day, row.day, row.id


def _fitting(asked: Filter, columns: Any) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401
    """What must hold of a happening, by the columns of the table that is read first."""
    yield from in_period(asked, columns.first, columns.last)
    if asked.type is not None:
        yield columns.type == asked.type.upper()


def _sharing(entities: Sequence[str], part: str) -> Select[Any]:
    share = tables.share.c
    return select(share.happening).where(share.entity.in_(entities), share.part == part)


def _told_by(source: str) -> Select[Any]:
    member, fact = tables.member.c, tables.fact.c
    told = select(member.happening).join(tables.fact, fact.number == member.fact)
    return told.where(fact.article.in_(from_source(source)))


def find_entries(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """The entries of positions of which a report fits, in order; with a limit the latest.

    Each has its holder, his name and the issue beside what it shows.
    """
    return entries_of(connection, connection.execute(heads_query(asked, meant)).scalars())


def heads_query(asked: Filter, meant: Meant, columns: Sequence[Any] = ()) -> Select[Any]:
    """The numbers of the entries of which a report fits, some more than once, latest first.

    ``columns`` are what to give instead.
    """
    held = tables.held.c
    columns = columns or (func.coalesce(held.of, held.fact).label("head"),)
    of_all = replace(asked, issue=None)  # a report may show one matter under another issue
    facts = facts_query(of_all, meant, ("position",), columns)
    facts = facts.join(tables.held, held.fact == tables.fact.c.number)
    return facts if asked.issue is None else facts.where(held.issue == asked.issue)


def entries_of(connection: Connection, facts: Iterable[int]) -> list[Json]:
    """Entries by the numbers of their facts, each once, in order."""
    held = tables.held.c
    names = ("holder", "name", "issue", "rank", "change", "body", "shown")
    columns = tuple(held[name] for name in names)
    rows = fetch(connection, columns, held.fact, set(facts))
    return [_entry(row) for row in sorted(rows, key=lambda row: row.rank)]


def _entry(row: Any) -> Json:  # noqa: ANN401  # a row of the query above
    entry = {"before": None, "also": [], **json.loads(row.body)["entry"], "change": row.change}
    named = {"holder": row.holder, "name": row.name, "issue": row.issue}
    return {**named, "entry": {**entry, **json.loads(row.shown)}}


def find_notices(
    connection: Connection, asked: Filter, meant: Meant, *, today: str, kind: str | None = None
) -> list[Json]:
    """What deserves attention as of a day and rests on a fact that fits; with a limit the latest.

    ``today`` is an ISO date; where it is empty, nothing is overdue. With ``kind`` those of one
    kind alone.
    """
    query = _noticed(today, kind)
    if asked.is_everything:
        return _open(connection, query, asked.limit)
    if asked.limit is not None:
        near = _open(connection, _resting(query, asked, meant, newest=NEWEST), asked.limit)
        if len(near) == asked.limit:
            return near
    return _open(connection, _resting(query, asked, meant), asked.limit)


def _noticed(today: str, kind: str | None) -> Select[Any]:
    """The notices that hold as of a day, the latest first."""
    notice = tables.notice.c
    query = select(tables.notice).order_by(notice.day.desc(), notice.id.desc())
    always = and_(notice.since == "", notice.until == BEYOND)
    query = query.where(or_(always, and_(notice.since <= today, notice.until >= today)))
    return query if kind is None else query.where(notice.kind == kind)


def _resting(
    query: Select[Any], asked: Filter, meant: Meant, *, newest: int | None = None
) -> Select[Any]:
    """Those that rest on facts that fit, perhaps on so many of the newest alone."""
    facts = _facts(asked, meant, tables.fact.c.number, newest)
    noticed = tables.noticed.c
    found = select(noticed.notice).where(noticed.fact.in_(facts))
    return query.where(tables.notice.c.id.in_(found))


def _open(connection: Connection, query: Select[Any], limit: int | None) -> list[Json]:
    """The notices that nobody has answered, up to a limit."""
    found: list[Json] = []
    shelf = Shelf()
    for row in connection.execute(query):
        if row.addressee is None or not _is_answered(connection, row, shelf):
            found.append(json.loads(row.body))
        if len(found) == limit:
            break
    return found


def _facts(
    asked: Filter,
    meant: Meant,
    column: Any,  # noqa: ANN401  # of the table of facts
    newest: int | None = None,
) -> Select[Any]:
    """The events and positions that fit: all in no order, or so many of the newest."""
    query = facts_query(replace(asked, limit=newest), meant, ("event", "position"), (column,))
    return query if newest else query.order_by(None)


def _is_answered(connection: Connection, row: Any, shelf: Shelf) -> bool:  # noqa: ANN401  # a row
    """Whether the addressee has acted since: towards the asker or, soon, on the same matter."""
    answer = tables.answer.c
    own = answer.party == row.addressee, answer.told >= row.day
    towards = select(answer.fact).where(*own, answer.asker == row.asker).limit(1)
    if connection.execute(towards).first() is not None:
        return True
    soon = (date.fromisoformat(row.day) + SOON).isoformat()
    near = select(answer.fact, answer.article).where(*own, answer.asker == "", answer.told <= soon)
    acts = {act.fact: act.article for act in connection.execute(near)}
    words = frozenset(json.loads(row.body)["words"])
    told = shelf.of(connection, acts.values())
    return any(fact in told and share_of(told[fact].words, words) >= ON_IT for fact in acts)


def find_copied(
    connection: Connection, asked: Filter, meant: Meant, *, is_late: bool
) -> list[Json]:
    """Reprints of which a fact fits, with what they reprint; with a limit the latest.

    With ``is_late`` those alone of which one of the newest facts fits.
    """
    newest = NEWEST if is_late else None
    copy = tables.copy.c
    article, source = tables.article.alias("article"), tables.article.alias("source")
    columns = (
        article.c.id.label("article"),
        article.c.source.label("place"),
        article.c.published,
        source.c.id.label("of"),
        source.c.source.label("origin"),
        copy.reason,
    )
    query = select(*columns).join(article, article.c.number == copy.article)
    query = query.join(source, source.c.number == copy.source)
    if not asked.is_everything:
        query = query.where(copy.article.in_(_facts(asked, meant, tables.fact.c.article, newest)))
    latest = query.order_by(article.c.published.desc(), article.c.number.desc())
    return [dict(row._mapping) for row in connection.execute(latest.limit(asked.limit))]


def find_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The usual names of entities; of people in several reports the one that most give."""
    entity, bearer = tables.entity.c, tables.bearer.c
    names: dict[str, str] = {}
    for some in _chunks(sorted(ids)):
        rows = connection.execute(select(entity.id, entity.name).where(entity.id.in_(some)))
        names.update((row.id, row.name) for row in rows)
        called = select(bearer.identity, bearer.called)
        known = called.where(bearer.identity.in_(some), bearer.called != "")
        names.update((row.identity, row.called) for row in connection.execute(known))
    return names


def with_spellings(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """Entities, and those in other reports that are the same."""
    bearer = tables.bearer.c
    own = select(bearer.identity).where(bearer.entity.in_(ids), bearer.called != "")
    same = connection.execute(select(bearer.entity).where(bearer.identity.in_(own))).scalars()
    return tuple(dict.fromkeys((*ids, *sorted(same))))


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))
