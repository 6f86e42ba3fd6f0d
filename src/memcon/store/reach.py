"""Which reports have to be seen together to answer a question: those that fit, and neighbours.

A happening is told by reports outside the period that is asked for as well, and a position is
compared with those before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from memcon.record import Record
from memcon.store import tables
from memcon.store.filter import BEYOND, Filter, Meant, facts_query
from memcon.store.keeping import record_of
from memcon.store.projection import Kind

ROOM: Final = timedelta(days=130)
"""How long before and after an event others may report on it: plans are told months ahead."""
CHUNK: Final = 500
"""Values in one list of a query, far below the limit of any engine."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a question reaches: the ids of facts that fit it, and the reports to see together.

    ``reports`` are pairs of id and what changes with the content, so that equal ones are read
    alike.
    """

    facts: frozenset[str]
    reports: frozenset[tuple[str, str]]


def find_reach(
    connection: Connection, asked: Filter, meant: Meant, kinds: Sequence[Kind], *, most: int
) -> Reach | None:
    """What a question about facts of ``kinds`` reaches; ``None`` beyond ``most`` reports."""
    fact = tables.fact.c
    fitting = facts_query(asked, meant, kinds, (fact.article, fact.id, fact.day, fact.last))
    if _is_beyond(connection, fitting, most):
        return None
    found = connection.execute(fitting).all()
    parties = _parties(connection, fitting, meant)
    numbers = {row.article for row in found}
    for near in _neighbours(parties, kinds, [(row.day, row.last) for row in found]):
        numbers.update(connection.execute(near.limit(most + 1)).scalars())
        if len(numbers) > most:
            return None
    return Reach(frozenset(row.id for row in found), frozenset(_marks(connection, numbers)))


def load_records(connection: Connection, ids: Iterable[str]) -> Iterator[Record]:
    """The records of articles as they were read, by id, without corrections."""
    kept, held = tables.article, tables.reading.c
    joined = select(kept, tables.reader.c.parts).join(
        tables.reader, tables.reader.c.id == kept.c.reader
    )
    for chunk in _chunks(sorted(ids)):
        rows = connection.execute(joined.where(kept.c.id.in_(chunk)).order_by(kept.c.id)).all()
        numbers = [row.number for row in rows]
        query = select(held.article, held.kind, held.facts).where(held.article.in_(numbers))
        facts: dict[int, dict[str, bytes]] = {number: {} for number in numbers}
        for number, kind, packed in connection.execute(query):
            facts[number][kind] = packed
        yield from (record_of(row, facts[row.number]) for row in rows)


def _is_beyond(connection: Connection, fitting: Select[Any], most: int) -> bool:
    """Whether facts of more than ``most`` reports fit, without reading them all."""
    found = fitting.order_by(None).subquery()
    counted = select(found.c.article).distinct().limit(most + 1)
    return len(connection.execute(counted).all()) > most


def _neighbours(
    parties: Sequence[str],
    kinds: Sequence[Kind],
    stretches: Sequence[tuple[str, str]],
) -> Iterator[Select[tuple[int]]]:
    """The numbers of the reports with more on the same parties.

    For happenings those of the time around, for positions all.
    """
    role, fact = tables.role.c, tables.fact.c
    article, seen = tables.article.c, tables.appearance.c
    if "event" in kinds:
        named = select(seen.article).where(seen.entity.in_(parties))
        near = select(article.number).where(article.number.in_(named))
        yield near.where(*_around(article.published, stretches))
    if "position" in kinds:
        held = select(role.fact).where(role.entity.in_(parties), role.part == "actor")
        held = held.where(role.kind == "position")
        yield select(fact.article).where(fact.number.in_(held)).distinct()


def _parties(connection: Connection, fitting: Select[Any], meant: Meant) -> Sequence[str]:
    """Those who are asked for; else all who act in what fits."""
    if meant.who is not None:
        return meant.who
    role = tables.role.alias().c
    ids = fitting.order_by(None).with_only_columns(tables.fact.c.number)
    acting = select(role.entity).where(role.fact.in_(ids), role.part == "actor").distinct()
    return connection.execute(acting).scalars().all()


def _around(
    published: ColumnElement[str], stretches: Iterable[tuple[str, str]]
) -> Iterator[ColumnElement[bool]]:
    """Published around the days that are told of; reports without a date count as always."""
    dated = [pair for pair in stretches if pair[0]]
    if not dated:
        return
    begin = _moved(min(day for day, _ in dated), -ROOM)
    end = _moved(max(last for _, last in dated), ROOM)
    within = (published >= begin) & (published <= end + BEYOND)
    yield or_(published == "", within)


def _moved(day: str, by: timedelta) -> str:
    """A day moved; one that is none, such as 31 February, is moved by its month."""
    year, month, _ = (*day.split("-"), "1", "1")[:3]
    try:
        return (date(int(year), int(month), 1 if by < timedelta(0) else 28) + by).isoformat()
    except (ValueError, OverflowError):
        return "" if by < timedelta(0) else BEYOND


def _marks(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[str, str]]:
    kept = tables.article.c
    columns = (kept.id, kept.digest, kept.reader)
    for chunk in _chunks(sorted(numbers)):
        for row in connection.execute(select(*columns).where(kept.number.in_(chunk))):
            yield row.id, f"{row.digest} {row.reader}"


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))
