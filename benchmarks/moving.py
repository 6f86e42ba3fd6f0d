"""A store of SQLite laid into PostgreSQL, row by row: quicker than to keep its reports anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table, create_engine, select

from memcon.store import Writer, tables
from memcon.store.connecting import SCHEMA, open_reading
from memcon.store.location import locate

LEFT_OUT: Final = frozenset({"migration", "resolver"})
"""Tables that a new store has filled already."""
AT_ONCE: Final = 5000


def move(source: str, target: str) -> int:
    """Lay the SQLite store ``source`` into the empty database ``target``; gives the rows moved."""
    with Writer.open(target):
        pass  # makes the tables
    with (
        open_reading(locate(source), wait_s=30).connect() as held,
        create_engine(locate(target)).begin() as made,
    ):
        return sum(
            _copy(table, _rows(held, table), made)
            for table in tables.METADATA.tables.values()
            if table.name not in LEFT_OUT
        )


def _rows(held: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    options = {"yield_per": AT_ONCE}
    yield from (tuple(row) for row in held.execution_options(**options).execute(select(table)))


def _copy(table: Table, rows: Iterator[tuple[Any, ...]], made: Connection) -> int:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    cursor = made.connection.cursor()
    count = 0
    with cursor.copy(f'COPY {SCHEMA}."{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
