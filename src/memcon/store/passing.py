"""All that is resolved, some at a time: for who passes it on and must not hold it all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from memcon.store import tables
from memcon.store.answering import entries_of
from memcon.store.settling.rows import chunks, fetch

Json = dict[str, Any]


def pass_happenings(connection: Connection) -> Iterator[list[Json]]:
    """The happenings as they are kept, some hundreds at a time."""
    happening = tables.happening.c
    numbers = connection.execute(select(happening.number).order_by(happening.number))
    for some in chunks(numbers.scalars().all()):
        rows = fetch(connection, (happening.body,), happening.number, some)
        yield [json.loads(row.body) for row in rows]


def pass_entries(connection: Connection) -> Iterator[list[Json]]:
    """The entries of positions in order, those of one holder at a time."""
    held = tables.held.c
    holders = select(held.holder).distinct().order_by(held.holder)
    for holder in connection.execute(holders).scalars().all():
        own = select(held.fact).where(held.holder == holder, held.of.is_(None))
        yield entries_of(connection, connection.execute(own).scalars())
