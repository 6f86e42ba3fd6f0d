"""A store of SQLite laid into PostgreSQL, row by row: quicker than to keep its reports anew."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Connection, Table, create_engine, inspect, select

from memcon.store import Writer, tables
from memcon.store.connecting import SCHEMA, open_reading
from memcon.store.location import locate
from memcon.store.migrations import COUNTED

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
        counts = [
            _copy(table, _columns(held, table), held, made)
            for table in tables.METADATA.tables.values()
            if table.name not in LEFT_OUT
        ]
        made.exec_driver_sql(f"SET search_path TO {SCHEMA}")
        made.exec_driver_sql(COUNTED)  # an older store has no such counts
        return sum(counts)


def _columns(held: Connection, table: Table) -> list[Column[Any]]:
    """The columns of a table that the source has: it may be of an older schema."""
    there = {column["name"] for column in inspect(held).get_columns(table.name)}
    return [column for column in table.columns if column.name in there]


def _copy(table: Table, columns: list[Column[Any]], held: Connection, made: Connection) -> int:
    names = ", ".join(f'"{column.name}"' for column in columns)
    options = {"yield_per": AT_ONCE}
    rows = held.execution_options(**options).execute(select(*columns))
    cursor = made.connection.cursor()
    count = 0
    with cursor.copy(f'COPY {SCHEMA}."{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(tuple(row))
            count += 1
    return count
