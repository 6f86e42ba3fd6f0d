"""Rows written and read many at once, as settling does it.

Statements are made once for each table and column: to make one takes longer than to run it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

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

from memcon.store.keeping import CHUNK

T = TypeVar("T")
Columns = tuple[Table | ColumnElement[Any], ...]
Values = Mapping[str, Any]


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """``values`` in lists of no more than ``size``."""
    listed = list(values)
    return (listed[at : at + size] for at in range(0, len(listed), size))


def fetch(
    connection: Connection, columns: Columns, column: ColumnElement[Any], among: Collection[Any]
) -> Iterator[Row[Any]]:
    """The values of ``columns`` in rows of which ``column`` is one of many values."""
    for some in chunks(sorted(among)):
        yield from connection.execute(_selecting(columns, column), {"among": some}).all()


def put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Rows that are not there yet."""
    if rows:
        connection.execute(_inserting(table), list(rows))


def drop(
    connection: Connection, table: Table, column: ColumnElement[Any], among: Collection[Any]
) -> None:
    """Remove the rows of which ``column`` is one of many values."""
    for some in chunks(sorted(among)):
        connection.execute(_deleting(table, column), {"among": some})


def drop_each(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Remove the rows that have all of these values; all of ``rows`` name the same columns."""
    if rows:
        given = [{f"its_{name}": value for name, value in row.items()} for row in rows]
        connection.execute(_deleting_each(table, tuple(rows[0])), given)


@cache
def _selecting(columns: Columns, column: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).where(column.in_(bindparam("among", expanding=True)))


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)


@cache
def _deleting(table: Table, column: ColumnElement[Any]) -> Delete:
    return delete(table).where(column.in_(bindparam("among", expanding=True)))


@cache
def _deleting_each(table: Table, names: tuple[str, ...]) -> Delete:
    return delete(table).where(and_(*(table.c[name] == bindparam(f"its_{name}") for name in names)))
