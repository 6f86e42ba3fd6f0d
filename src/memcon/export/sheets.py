"""The tables as CSV files (RFC 4180, UTF-8): for spreadsheets, R and pandas."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from memcon.export.cells import csv_lines, to_bytes
from memcon.export.material import Material
from memcon.export.tables import TABLES, Sink, Table, Values, fill

FILES = tuple(f"{table.name}.csv" for table in TABLES)


def write(material: Material, folder: Path) -> None:
    """One file for each table, into a folder that is there."""
    with ExitStack() as stack:
        fill(material, {table.name: _open(table, folder, stack) for table in TABLES})


def _open(table: Table, folder: Path, stack: ExitStack) -> Sink:
    file = stack.enter_context((folder / f"{table.name}.csv").open("xb"))
    file.writelines(map(to_bytes, csv_lines([tuple(table.columns)])))

    def put(rows: Iterator[Values]) -> None:
        file.writelines(map(to_bytes, csv_lines(rows)))

    return put
