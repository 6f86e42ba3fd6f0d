"""Rows written and read many at once, as settling does it.

Statements are made once for each table and column: to make one takes longer than to run it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy.sql import ColumnElement

from memcon.store.among import as_one, is_among
from memcon.store.keeping import CHUNK

T = TypeVar("T")
Columns = tuple[Table | ColumnElement[Any], ...]
Values = Mapping[str, Any]
MANY: Final = 10_000
"""Rows that are asked for at once."""


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """``values`` in lists of no more than ``size``."""
    listed = list(values)
    return (listed[at : at + size] for at in range(0, len(listed), size))


def fetch(
    connection: Connection, columns: Columns, column: ColumnElement[Any], among: Collection[Any]
) -> Iterator[Row[Any]]:
    """The values of ``columns`` in rows of which ``column`` is one of many values."""
    engine = connection.dialect.name
    for some in chunks(sorted(among), MANY):
        selected = connection.execute(_selecting(columns, column, engine), as_one(some, engine))
        yield from selected.all()


def put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Rows that are not there yet."""
    if rows:
        connection.execute(_inserting(table), list(rows))


def drop(
    connection: Connection, table: Table, column: ColumnElement[Any], among: Collection[Any]
) -> None:
    """Remove the rows of which ``column`` is one of many values."""
    engine = connection.dialect.name
    for some in chunks(sorted(among), MANY):
        connection.execute(_deleting(table, column, engine), as_one(some, engine))


def drop_each(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Remove the rows that have all of these values; all of ``rows`` name the same columns."""
    if rows:
        given = [{f"its_{name}": value for name, value in row.items()} for row in rows]
        connection.execute(_deleting_each(table, tuple(rows[0])), given)


@cache
def _selecting(columns: Columns, column: ColumnElement[Any], engine: str) -> Select[Any]:
    return select(*columns).where(is_among(column, engine))


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


@cache
def _deleting(table: Table, column: ColumnElement[Any], engine: str) -> Delete:
    return delete(table).where(is_among(column, engine))


@cache
def _deleting_each(table: Table, names: tuple[str, ...]) -> Delete:
    return delete(table).where(and_(*(table.c[name] == bindparam(f"its_{name}") for name in names)))
