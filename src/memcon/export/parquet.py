"""The tables as Parquet files with types: for pandas, Polars, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from memcon.export.extras import load_extra
from memcon.export.material import Material
from memcon.export.tables import TABLES, Sink, Table, Values, fill
from memcon.text.spacing import without_surrogates

FILES = tuple(f"{table.name}.parquet" for table in TABLES)
GROUP: Final = 20_000
"""Rows of a row group: what is held in memory of one table."""


def write(material: Material, folder: Path) -> None:
    """One file for each table, into a folder that is there."""
    arrow = load_extra("pyarrow", extra="parquet")
    load_extra("pyarrow.parquet", extra="parquet")
    with ExitStack() as stack:
        opened = {table.name: _open(arrow, table, folder, stack) for table in TABLES}
        fill(material, opened)


def _open(arrow: Any, table: Table, folder: Path, stack: ExitStack) -> Sink:  # noqa: ANN401  # untyped
    kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    schema = arrow.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
    path = folder / f"{table.name}.parquet"
    writer = stack.enter_context(arrow.parquet.ParquetWriter(path, schema, compression="zstd"))
    held: list[Values] = []

    def flush() -> None:
        columns = zip(*held, strict=True) if held else [()] * len(schema)
        arrays = [
            arrow.array(list(map(_storable, values)), one.type)
            for values, one in zip(columns, schema, strict=True)
        ]
        writer.write_table(arrow.table(arrays, schema=schema))
        held.clear()

    def put(rows: Iterator[Values]) -> None:
        held.extend(rows)
        if len(held) >= GROUP:
            flush()

    stack.callback(flush)
    return put


def _storable(value: object) -> object:
    return without_surrogates(value) if isinstance(value, str) else value
