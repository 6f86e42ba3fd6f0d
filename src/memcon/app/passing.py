"""A dossier for one question: sources and kept records are read, asked and let go again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from memcon.app.dossier import Dossier, add_sources, open_dossier
from memcon.app.reading import Reader
from memcon.errors import MemconError, SourceError
from memcon.record import Record
from memcon.record.decode import from_dict
from memcon.store import Writer


@contextmanager
def passing_dossier(
    reader: Reader, names: Sequence[str], failures: list[MemconError]
) -> Iterator[Dossier]:
    """The dossier of ``names``: sources, or files of records as ``memcon read`` writes them.

    What cannot be read is added to ``failures``; the others are asked.
    """
    with TemporaryDirectory(prefix="memcon-") as folder:
        store = str(Path(folder) / "passing.db")
        with Writer.open(store) as writer:
            for name in names:
                failures.extend(_added(reader, writer, name))
        with open_dossier(store) as dossier:
            yield dossier


def _added(reader: Reader, writer: Writer, name: str) -> Iterator[MemconError]:
    try:
        records = read_records(name)
    except SourceError as error:
        yield error
        return
    if records is None:
        kept = add_sources(reader, writer, [name])
        yield from (one for one in kept if isinstance(one, MemconError))
    else:
        writer.add(records)


def read_records(name: str) -> tuple[Record, ...] | None:
    """The records in a file of records, JSON or one a line; ``None`` for any other source.

    Raises ``SourceError`` where the file holds records that are damaged.
    """
    path = Path(name)
    if path.suffix not in (".json", ".jsonl") or not path.is_file():
        return None
    try:
        text = path.read_text("utf-8")
        lines = [text] if path.suffix == ".json" else text.splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError):
        return None  # the reader of sources says what is wrong
    listed = rows[0] if len(rows) == 1 and isinstance(rows[0], list) else rows
    if not listed or not all(isinstance(row, dict) and "memcon" in row for row in listed):
        return None
    try:
        return tuple(from_dict(row) for row in listed)
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(name, f"holds a record that is damaged: {error}") from error
