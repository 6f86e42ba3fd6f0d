"""Reads the hand-written tables: YAML lists of rows, with dates as text.

The format is described in ``tables/README.md`` beside this module; ``check`` says where a
table breaks it. Nothing here knows what a field means.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import yaml

from memcon.errors import ResourceError

TABLES: Final = Path(__file__).parent / "tables"
"""Where the tables of the built-in knowledge base lie."""

ENTITY_FILES: Final = (
    "regions.yaml",
    "places.yaml",
    "organisations.yaml",
    "companies.yaml",
    "groups.yaml",
    "agreements.yaml",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the file it stands in (relative to the tables) and its fields."""

    file: str
    fields: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The row's id; empty where it has none."""
        return str(self.fields.get("id") or "")

    @property
    def label(self) -> str:
        """How to name the row to a person: file and id, else name."""
        return f"{self.file}: {self.id or self.fields.get('iso') or self.fields.get('name')}"

    def text(self, field: str) -> str | None:
        """A text field; ``None`` where absent or empty."""
        value = self.fields.get(field)
        return str(value) if value not in (None, "") else None

    def number(self, field: str) -> float | None:
        """A number; ``None`` where absent."""
        value = self.fields.get(field)
        return None if value is None else float(value)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; empty where absent."""
        return tuple(str(value) for value in self.fields.get(field) or ())


def read_table(path: Path, *, root: Path) -> tuple[Row, ...]:
    """The rows of one file; raises ``ResourceError`` where it is not a list of mappings."""
    file = path.relative_to(root).as_posix()
    try:
        found = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - safe loaders both
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ResourceError(f"{file}: not readable as YAML: {error}") from error
    rows = [] if found is None else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ResourceError(f"{file}: must be a list of rows")
    return tuple(Row(file, _row_fields(row)) for row in rows)


def table_files(root: Path = TABLES) -> tuple[Path, ...]:
    """All tables below ``root`` in a fixed order."""
    return tuple(sorted(root.rglob("*.yaml")))


def read_tables(root: Path = TABLES) -> dict[str, tuple[Row, ...]]:
    """All rows by file, in a fixed order; raises ``ResourceError`` as ``read_table`` does."""
    return {
        path.relative_to(root).as_posix(): read_table(path, root=root) for path in table_files(root)
    }


def rows_of(tables: Mapping[str, tuple[Row, ...]], *files: str) -> Iterator[Row]:
    """The rows of the named files; a name ending in ``/`` is a folder."""
    for file, rows in tables.items():
        if any(file == name or (name.endswith("/") and file.startswith(name)) for name in files):
            yield from rows


def _row_fields(row: Mapping[object, object]) -> dict[str, Any]:
    return {str(key): value for key, value in cast(dict[str, Any], _dates_to_text(row)).items()}


def _dates_to_text(value: object) -> object:
    """YAML reads ``2012-05-07`` as a date and ``2012`` as a number under from/to/as_of."""
    if isinstance(value, dict):
        return {
            str(key): str(item)
            if key in ("from", "to", "as_of") and item is not None
            else _dates_to_text(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_dates_to_text(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
