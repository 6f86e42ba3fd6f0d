"""The tables as Parquet, as pyarrow reads them."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow
import pytest
from pyarrow.parquet import read_table

from memcon.errors import UsageError
from memcon.export import Material, cells, extras, parquet, sheets
from memcon.export.tables import TABLES
from tests.export import rows

KINDS = {
    str: pyarrow.string(),
    int: pyarrow.int64(),
    float: pyarrow.float64(),
    bool: pyarrow.bool_(),
}


def test_they_hold_what_the_csv_files_hold(material: Material, tmp_path: Path) -> None:
    """The same columns and rows, with types, and no apostrophes before formulas."""
    parquet.write(material, tmp_path)
    sheets.write(material, tmp_path)
    for table in TABLES:
        read = read_table(tmp_path / f"{table.name}.parquet")
        assert {one.name: one.type for one in read.schema} == {
            name: KINDS[kind] for name, kind in table.columns.items()
        }
        with (tmp_path / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            _, *shown = csv.reader(file)
        values = [[str(cells.as_cell(cell)) for cell in row.values()] for row in read.to_pylist()]
        assert values == shown


def test_many_rows_are_written_in_groups(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than a group is held in memory; none is lost between groups."""
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    parquet.write(material, whole)
    monkeypatch.setattr(parquet, "GROUP", 7)
    parquet.write(material, parts)
    for name in parquet.FILES:
        assert read_table(parts / name).equals(read_table(whole / name))


def test_empty_tables_have_their_columns(tmp_path: Path) -> None:
    """A table without rows can be read all the same."""
    parquet.write(rows.material(), tmp_path)
    read = read_table(tmp_path / "positions.parquet")
    assert (read.num_rows, read.column_names[0]) == (0, "position_id")


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the library, it is said how to get it, and nothing is written."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(UsageError, match=r"needs pyarrow: pip install 'memcon\[parquet\]'"):
        parquet.write(rows.material(), tmp_path)
    assert list(tmp_path.iterdir()) == []
