"""Rows of one article: written, replaced and read back, within a transaction that is given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from memcon.record import Record
from memcon.record.codec import to_dict
from memcon.record.correction import Correction, corrected
from memcon.record.decode import LateRecord
from memcon.store import tables
from memcon.store.among import as_one, is_among
from memcon.store.packing import Parcel, unpack, unpack_late
from memcon.store.projection import (
    appearances_of,
    facts_of,
    last_day,
    names_of,
    number_of,
)

COLUMNS: Final = ("id", "source", "url", "title", "site", "text")
"""Fields of an article that are columns; the rest is kept as JSON in ``about``."""

CHUNK: Final = 500
"""Values in one list of a query, far below the limit of any engine."""
Json = dict[str, Any]


def as_json(values: object) -> str:
    """JSON on one line without spaces; equal values give equal text."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def upsert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may say what to do on conflict, as the engine at hand writes it."""
    maker = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return maker(table)


def insert_article(connection: Connection, parcel: Parcel) -> int:
    """A new article with what was read in it; gives its number."""
    values = _columns(parcel)
    wanted = {values["id"]: number_of(last_day(values["published"]), values["id"])}
    number = free_numbers(connection, tables.article, wanted)[values["id"]]
    connection.execute(insert(tables.article).values(number=number, **values))
    _write_readings(connection, number, parcel, list(parcel.kinds))
    return number


def newer_kinds(connection: Connection, number: int, parcel: Parcel) -> list[str]:
    """The kinds of fact that a parcel has from a stage not older than the one kept."""
    held = tables.reading.c
    kept = connection.execute(select(held.kind, held.version).where(held.article == number))
    versions = {row.kind: row.version for row in kept}
    return [kind for kind, one in parcel.kinds.items() if one.version >= versions.get(kind, 0)]


def update_article(
    connection: Connection, number: int, parcel: Parcel, kinds: Sequence[str]
) -> None:
    """The article as it is now, with the given kinds of fact in place of those kept."""
    held = tables.reading.c
    connection.execute(delete(tables.reading).where(held.article == number, held.kind.in_(kinds)))
    connection.execute(
        tables.article.update().where(tables.article.c.number == number).values(**_columns(parcel))
    )
    _write_readings(connection, number, parcel, kinds)


def _columns(parcel: Parcel) -> Json:
    values = parcel.article
    rest = {name: value for name, value in values.items() if name not in COLUMNS}
    return {
        **{name: values[name] for name in COLUMNS},
        "published": values["published"] or "",
        "digest": parcel.digest,
        "reader": parcel.reader,
        "about": as_json(rest),
    }


def _write_readings(
    connection: Connection, number: int, parcel: Parcel, kinds: Sequence[str]
) -> None:
    rows = [
        {
            "article": number,
            "kind": kind,
            "version": parcel.kinds[kind].version,
            "reader": parcel.reader,
            "facts": parcel.kinds[kind].facts,
        }
        for kind in kinds
    ]
    if rows:
        connection.execute(insert(tables.reading), rows)


def write_reader(connection: Connection, parcel: Parcel) -> None:
    """Remember what read a record: its parts and their versions."""
    connection.execute(
        upsert(connection, tables.reader)
        .values(id=parcel.reader, parts=as_json(dict(sorted(parcel.made_by.items()))))
        .on_conflict_do_nothing()
    )


def load_record(connection: Connection, number: int) -> Record:
    """The record of one article as it was read, without corrections."""
    found = connection.execute(
        select(tables.article, tables.reader.c.parts)
        .join(tables.reader, tables.reader.c.id == tables.article.c.reader)
        .where(tables.article.c.number == number)
    ).one()
    held = tables.reading.c
    kinds = connection.execute(select(held.kind, held.facts).where(held.article == number)).all()
    return record_of(found, {row.kind: row.facts for row in kinds})


def load_records(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, Record]]:
    """The records of articles as they were read, by their numbers, without corrections.

    Those that are superseded are left out.
    """
    return ((row.number, record_of(row, kinds)) for row, kinds in _load(connection, numbers))


def load_late(connection: Connection, numbers: Iterable[int]) -> Iterator[LateRecord]:
    """The same records in order of their numbers, of each what is asked for decoded then."""
    for row, kinds in _load(connection, numbers):
        yield unpack_late(_article(row), kinds, row.parts)


def _load(
    connection: Connection, numbers: Iterable[int]
) -> Iterator[tuple[Row[Any], Mapping[str, bytes]]]:
    """Rows of ``article``, each joined with ``parts``, and its packed facts by kind."""
    kept, held = tables.article, tables.reading.c
    joined = select(kept, tables.reader.c.parts).join(
        tables.reader, tables.reader.c.id == kept.c.reader
    )
    listed, engine = sorted(set(numbers)), connection.dialect.name
    for at in range(0, len(listed), CHUNK):
        chunk = listed[at : at + CHUNK]
        own, given = is_among(kept.c.number, engine), as_one(chunk, engine)
        rows = connection.execute(joined.where(own, kept.c.superseded.is_(None)), given).all()
        query = select(held.article, held.kind, held.facts).where(is_among(held.article, engine))
        facts: dict[int, dict[str, bytes]] = {number: {} for number in chunk}
        for number, kind, packed in connection.execute(query, given):
            facts[number][kind] = packed
        yield from ((row, facts[row.number]) for row in rows)


def record_of(row: Row[Any], kinds: Mapping[str, bytes]) -> Record:
    """The record of a row of ``article``, joined with ``parts``, and its packed facts."""
    return unpack(_article(row), kinds, json.loads(row.parts))


def _article(row: Row[Any]) -> Json:
    return {**{name: getattr(row, name) for name in COLUMNS}, **json.loads(row.about)}


def refold(
    connection: Connection,
    number: int,
    corrections: Iterable[Correction],
    *,
    read: Record | None = None,
    before: Record | None = None,
) -> None:
    """Make the rows of one article anew from what was read and the corrections in force.

    ``read`` is the record as it was read, loaded where it is not given; ``before`` is the record
    whose rows stand there now. An article that is superseded has no rows.
    """
    record = corrected(read or load_record(connection, number), corrections)
    if before is not None:
        if _is_superseded(connection, number):
            return
        _drop(connection, number)
    _write_facts(connection, number, record)
    _write_appearances(connection, number, record)
    _write_entities(connection, record)
    _count_names(connection, names_of(record), names_of(before) if before else Counter())
    _count_reports(connection, appearances_of(record), appearances_of(before) if before else {})


def _is_superseded(connection: Connection, number: int) -> bool:
    kept = tables.article.c
    by = connection.execute(select(kept.superseded).where(kept.number == number)).scalar()
    return by is not None


def unfold(connection: Connection, number: int, before: Record) -> None:
    """Remove the rows of one article, which were those of the record ``before``."""
    _drop(connection, number)
    _count_names(connection, Counter(), names_of(before))
    _count_reports(connection, {}, appearances_of(before))


def _drop(connection: Connection, number: int) -> None:
    facts = select(tables.fact.c.number).where(tables.fact.c.article == number)
    connection.execute(delete(tables.role).where(tables.role.c.fact.in_(facts)))
    connection.execute(delete(tables.fact).where(tables.fact.c.article == number))
    connection.execute(delete(tables.appearance).where(tables.appearance.c.article == number))


def _write_facts(connection: Connection, number: int, record: Record) -> None:
    rows = facts_of(record)
    if not rows:
        return
    wanted = {row.id: number_of(row.last, row.id) for row in rows}
    numbers = free_numbers(connection, tables.fact, wanted)
    names = ("id", "kind", "topic", "status", "day", "last", "start", "end", "words")
    values = [
        {name: getattr(row, name) for name in names}
        | {"number": numbers[row.id], "article": number, "body": as_json(row.body)}
        for row in sorted(rows, key=lambda row: numbers[row.id])
    ]
    connection.execute(insert(tables.fact), values)
    roles = {
        (role.entity, role.part, row.last, row.day, row.kind, numbers[row.id])
        for row in rows
        for role in row.roles
    }
    columns = [column.name for column in tables.role.columns]
    if roles:
        listed = [dict(zip(columns, role, strict=True)) for role in sorted(roles)]
        connection.execute(insert(tables.role), listed)


def free_numbers(connection: Connection, table: Table, wanted: Mapping[str, int]) -> dict[str, int]:
    """The wanted numbers, or the next that are free where two rows of a day share a hash.

    ``wanted`` are numbers by the keys of rows.
    """
    numbers: dict[str, int] = {}
    waiting = dict(sorted(wanted.items()))
    while waiting:
        column = table.c.number
        query = select(column).where(column.in_(list(waiting.values())))
        taken = {*connection.execute(query).scalars(), *numbers.values()}
        for key, number in tuple(waiting.items()):
            if number in taken:
                waiting[key] = number + 1
            else:
                taken.add(number)
                numbers[key] = waiting.pop(key)
    return numbers


def _write_appearances(connection: Connection, number: int, record: Record) -> None:
    rows = [
        {"entity": entity_id, "article": number, "mentions": count}
        for entity_id, count in sorted(appearances_of(record).items())
    ]
    if rows:
        connection.execute(insert(tables.appearance), rows)


def _write_entities(connection: Connection, record: Record) -> None:
    """Each entity as the latest report knows it: its office may be another than in older ones."""
    as_of = f"{record.article.published or ''} {record.article.id}"
    values = to_dict(record)["entities"]
    rows = [
        {
            **{name: one[name] for name in ("id", "name", "kind", "country")},
            "as_of": as_of,
            "body": as_json(one),
        }
        for one in sorted(values, key=lambda one: str(one["id"]))
    ]
    if not rows:
        return
    made = upsert(connection, tables.entity)
    new = {name: made.excluded[name] for name in ("name", "kind", "country", "as_of", "body")}
    connection.execute(
        made.on_conflict_do_update(
            index_elements=["id"], set_=new, where=made.excluded.as_of >= tables.entity.c.as_of
        ),
        rows,
    )


def _count_names(
    connection: Connection, now: Counter[tuple[str, str]], before: Counter[tuple[str, str]]
) -> None:
    """Add what changed to the count of how often each name stands for each entity."""
    changed = {key: now[key] - before[key] for key in {*now, *before} if now[key] != before[key]}
    rows = [
        {"name": name, "entity": entity_id, "mentions": by}
        for (name, entity_id), by in sorted(changed.items())
    ]
    if not rows:
        return
    made = upsert(connection, tables.called)
    total = tables.called.c.mentions + made.excluded.mentions
    connection.execute(
        made.on_conflict_do_update(index_elements=["name", "entity"], set_={"mentions": total}),
        rows,
    )
    if before:
        connection.execute(delete(tables.called).where(tables.called.c.mentions <= 0))


def _count_reports(
    connection: Connection, now: Mapping[str, int], before: Mapping[str, int]
) -> None:
    """Add what changed to the count of how many reports speak of each entity, and how often."""
    entity = tables.entity
    by = {
        key: ((key in now) - (key in before), now.get(key, 0) - before.get(key, 0))
        for key in sorted({*now, *before})
    }
    rows = [{"its": key, "more": a, "often": b} for key, (a, b) in by.items() if a or b]
    if rows:
        counted = {
            "reports": entity.c.reports + bindparam("more"),
            "mentions": entity.c.mentions + bindparam("often"),
        }
        its = entity.c.id == bindparam("its")
        connection.execute(entity.update().where(its).values(counted), rows)


def article_count(connection: Connection) -> int:
    """How many articles there are."""
    return int(connection.execute(select(func.count()).select_from(tables.article)).scalar_one())
