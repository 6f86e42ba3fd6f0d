"""Records as they are shown: with the corrections that are in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import Connection, select

from memcon.record import Record
from memcon.record.correction import Correction, corrected
from memcon.store import tables
from memcon.store.judging import load_corrections
from memcon.store.keeping import load_late, load_records
from memcon.store.settling.rows import chunks, fetch

FEW: Final = 10
"""How many records are read at a time."""


def shown_all(connection: Connection, articles: Collection[str] | None) -> Iterator[Record]:
    """The records of some articles or of all, by article id, few at a time."""
    corrections = load_corrections(connection)
    for some in chunks(_numbers(connection, articles), FEW):
        read = dict(load_records(connection, some))
        yield from (corrected(read[one], corrections) for one in some if one in read)


def shown_late(connection: Connection, articles: Collection[str]) -> Iterator[Record]:
    """The records of some articles, by id; without corrections what is asked for is decoded then.

    A briefing shows little of many reports: to decode them whole would be most of its cost.
    """
    corrections = load_corrections(connection)
    read = {one.article.id: one for one in load_late(connection, _numbers(connection, articles))}
    for _, one in sorted(read.items()):
        is_touched = any(_may_touch(one, each) for each in corrections)
        yield corrected(one.whole(), corrections) if is_touched else one


def _may_touch(record: Record, correction: Correction) -> bool:
    return correction.kind == "merge" or correction.target.article == record.article.id


def _numbers(connection: Connection, articles: Collection[str] | None) -> list[int]:
    """The numbers of articles in order of their ids."""
    kept = tables.article.c
    columns = (kept.number, kept.id)
    if articles is None:
        return list(connection.execute(select(kept.number).order_by(kept.id)).scalars())
    rows = sorted(fetch(connection, columns, kept.id, articles), key=lambda row: str(row.id))
    return [row.number for row in rows]
