"""Questions about what is resolved across reports, answered from the rows that are kept of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, func, or_, select

from memcon.resolve.attention import ON_IT, SOON
from memcon.resolve.words import share_of
from memcon.store import tables
from memcon.store.filter import BEYOND, Filter, Meant
from memcon.store.latest import latest_facts, latest_happenings
from memcon.store.settling.rows import fetch
from memcon.store.settling.tellings import words_in

Json = dict[str, Any]
SOME: Final = 100
"""Notices that are read at a time where there may be very many."""
NEWEST: Final = 500
"""Facts of those who are asked for on which the latest notices mostly rest."""
REACHES: Final = (NEWEST, 8 * NEWEST)
"""How many of them are looked at in turn before all are."""


def find_happenings(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """The happenings that fit, as they are kept, in order of their days; with a limit the latest.

    What they have from different reports fits together: a party of one, a place of another.
    """
    bodies = [row.body for row in happening_rows(connection, asked, meant)]
    found: list[Json] = json.loads(f"[{','.join(bodies)}]")  # at once: half the cost
    return found


def happening_rows(connection: Connection, asked: Filter, meant: Meant) -> Sequence[Any]:
    """The same, each with its ``type``, its ``status`` and its ``body`` yet to be decoded."""
    if asked.issue is not None:
        return []
    numbers = set(connection.execute(latest_happenings(asked, meant)).scalars())
    return sorted(fetch(connection, _HAPPENING, tables.happening.c.number, numbers), key=_by_day)


_HAPPENING: Final = tuple(
    tables.happening.c[name] for name in ("day", "id", "type", "status", "body")
)


def _by_day(row: Any) -> tuple[bool, str, str]:  # noqa: ANN401  # a row of the query above
    """What has no date comes last."""
    return not row.day, row.day, row.id


def find_entries(connection: Connection, asked: Filter, meant: Meant) -> list[Json]:
    """The entries of positions of which a report fits, in order; with a limit the latest.

    Each has its holder, his name and the issue beside what it shows.
    """
    return entries_of(connection, find_heads(connection, asked, meant))


def find_heads(
    connection: Connection, asked: Filter, meant: Meant, *beside: ColumnElement[bool]
) -> set[int]:
    """The numbers of the entries of which a report fits; ``beside`` are conditions on reports'."""
    held = tables.held.c
    if asked.issue is not None:  # a report may show one matter under another issue
        beside = (*beside, held.issue == asked.issue)
    its = exists().where(held.fact == tables.fact.c.number, *beside)
    of_all = replace(asked, issue=None)
    found = latest_facts(of_all, meant, ("position",), *((its,) if beside else ()))
    numbers = set(connection.execute(found).scalars())
    return {row.head for row in fetch(connection, _HEAD, held.fact, numbers)}


_HEAD: Final = (func.coalesce(tables.held.c.of, tables.held.c.fact).label("head"),)


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
        return _open(connection, _passing(connection, query), asked.limit)
    limit = asked.limit
    for newest in REACHES if limit else ():
        near = connection.execute(_resting(query, asked, meant, newest=newest)).all()
        shown = _open(connection, near, limit) if len(near) >= (limit or 0) else []
        if len(shown) == limit:
            return shown
    return _open(connection, connection.execute(_resting(query, asked, meant)), limit)


def _passing(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query some at a time: of many the first few may do."""
    some = {"yield_per": SOME}
    with closing(connection.execute(query, execution_options=some)) as rows:
        yield from rows


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


def _open(connection: Connection, rows: Iterable[Any], limit: int | None) -> list[Json]:
    """The notices of rows that nobody has answered, up to a limit."""
    found: list[Json] = []
    for row in rows:
        if row.addressee is None or not _is_answered(connection, row):
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
    found = latest_facts(replace(asked, limit=newest), meant, ("event", "position"))
    return select(column).where(tables.fact.c.number.in_(found))


_ANSWER: Final = tables.answer.c
_LATER: Final = (_ANSWER.party == bindparam("party"), _ANSWER.told >= bindparam("day"))
TOWARDS: Final = select(_ANSWER.fact).where(*_LATER, _ANSWER.asker == bindparam("asker")).limit(1)
"""What a party did towards one who asked; made once, which takes longer than to run it."""
ON_MATTER: Final = select(_ANSWER.fact, _ANSWER.article).where(
    *_LATER, _ANSWER.asker == "", _ANSWER.told <= bindparam("soon")
)
"""What it did soon, towards whomever."""


def _is_answered(connection: Connection, row: Any) -> bool:  # noqa: ANN401  # a row
    """Whether the addressee has acted since: towards the asker or, soon, on the same matter."""
    soon = (date.fromisoformat(row.day) + SOON).isoformat()
    of = {"party": row.addressee, "day": row.day}
    if connection.execute(TOWARDS, {**of, "asker": row.asker}).first() is not None:
        return True
    acts = {act.fact: act.article for act in connection.execute(ON_MATTER, {**of, "soon": soon})}
    words = frozenset(json.loads(row.body)["words"])
    told = words_in(connection, acts).values()
    return any(share_of(one, words) >= ON_IT for one in told)


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
    names = {
        row.id: row.name for row in fetch(connection, (entity.id, entity.name), entity.id, ids)
    }
    rows = fetch(connection, (bearer.identity, bearer.called), bearer.identity, ids)
    return {**names, **{row.identity: row.called for row in rows if row.called}}


def with_spellings(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """Entities, and those in other reports that are the same."""
    bearer = tables.bearer.c
    own = select(bearer.identity).where(bearer.entity.in_(ids), bearer.called != "")
    same = connection.execute(select(bearer.entity).where(bearer.identity.in_(own))).scalars()
    return tuple(dict.fromkeys((*ids, *sorted(same))))
