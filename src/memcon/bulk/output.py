"""What a bulk run writes: a file of records for each shard, a note beside it, and a manifest.

``shards/KEY.jsonl.gz`` (or ``.parquet``) holds the records, ``shards/KEY.json`` counts them and
lists what failed; the note is written last, so a shard with a note is whole. ``manifest.json``
names the shards of the last run in the order of its input; ``failures.jsonl`` lists all failures.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

from memcon.bulk.inputs import file_system
from memcon.bulk.shards import Outcome
from memcon.errors import SourceError, UsageError

MANIFEST: Final = "manifest.json"
FAILURES: Final = "failures.jsonl"
VERSION: Final = 1
LEVEL: Final = 6
COLUMNS: Final = ("id", "source", "url", "title", "site", "published", "language")
"""Fields of the article that are columns of a Parquet file, beside the whole ``record``."""

Note = dict[str, Any]


class Form(StrEnum):
    """How records are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


class Folder(Protocol):
    """Where files are kept; a file is written whole or not at all."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; ``None`` where there is none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write or replace a file."""
        ...


class _Local:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str) -> bytes | None:
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = self._path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(path.name + ".part")
        aside.write_bytes(data)
        aside.replace(path)


class _Remote:
    """Objects of a store: each is put whole by its very nature."""

    def __init__(self, address: str) -> None:
        self._files, self._root = file_system(address)

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._files.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        path = f"{self._root}/{name}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(path, data)


class Output:
    """The folder of one bulk run."""

    def __init__(self, folder: Folder, form: Form) -> None:
        self._folder = folder
        self._form = form

    def note(self, key: str) -> Note | None:
        """The note of a shard that is there already, in this form; else ``None``."""
        data = self._folder.read(f"shards/{key}.json")
        try:
            note: Note | None = json.loads(data) if data else None
        except ValueError:
            return None  # written by somebody else; it is made anew
        return note if note and note["file"] == self._file(key) else None

    def write(self, key: str, outcomes: Sequence[Outcome]) -> Note:
        """Write the records of a shard and its note, which is given back."""
        lines = [one.line for one in outcomes if not one.failed]
        self._folder.write(self._file(key), _packed(lines, self._form))
        failures = [json.loads(one.line) for one in outcomes if one.failed]
        note = {"key": key, "file": self._file(key), "records": len(lines), "failures": failures}
        self._folder.write(f"shards/{key}.json", _json(note))
        return note

    def finish(self, notes: Sequence[Note], made_by: Mapping[str, str]) -> None:
        """Write the manifest and the list of failures."""
        failures = [row for note in notes for row in note["failures"]]
        rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in failures)
        self._folder.write(FAILURES, "".join(rows).encode())
        manifest = {
            "memcon_bulk": VERSION,
            "made_by": dict(sorted(made_by.items())),
            "records": sum(note["records"] for note in notes),
            "failures": len(failures),
            "shards": [{name: note[name] for name in ("key", "file", "records")} for note in notes],
        }
        self._folder.write(MANIFEST, _json(manifest))

    def _file(self, key: str) -> str:
        return f"shards/{key}.{'parquet' if self._form is Form.PARQUET else 'jsonl.gz'}"


def open_output(address: str, form: Form) -> Output:
    """The output folder at a path or an address of object storage; it is made when written."""
    if form is Form.PARQUET:
        _pyarrow()
    return Output(_folder(address), form)


def is_bulk_output(address: str) -> bool:
    """Whether a path is a folder that a bulk run has finished."""
    return (Path(address) / MANIFEST).is_file()


def read_output(address: str) -> Iterator[Mapping[str, Any]]:
    """The records of a finished run in the order of its input, as JSON values.

    Raises ``SourceError`` where the manifest or a file that it names is missing or damaged.
    """
    folder = _folder(address)
    try:
        manifest = json.loads(folder.read(MANIFEST) or b"")
        for shard in manifest["shards"]:
            data = folder.read(shard["file"])
            if data is None:
                raise SourceError(address, f"{shard['file']} is missing; run memcon bulk again")
            yield from map(json.loads, _unpacked(data, shard["file"]))
    except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
        raise SourceError(address, f"is no whole output of memcon bulk ({error})") from error


def _folder(address: str) -> Folder:
    return _Remote(address) if "://" in address else _Local(Path(address))


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def _packed(lines: Sequence[str], form: Form) -> bytes:
    if form is Form.PARQUET:
        return _table(lines)
    text = "".join(f"{line}\n" for line in lines).encode(errors="replace")
    return gzip.compress(text, LEVEL, mtime=0)


def _unpacked(data: bytes, name: str) -> list[str]:
    if name.endswith(".parquet"):
        table = _pyarrow().parquet.read_table(io.BytesIO(data), columns=["record"])
        found: list[str] = table.column("record").to_pylist()
        return found
    return gzip.decompress(data).decode().split("\n")[:-1]


def _table(lines: Sequence[str]) -> bytes:
    """Articles as a table: a column for each of ``COLUMNS``, the record as a string of JSON."""
    arrow = _pyarrow()
    articles = [json.loads(line)["article"] for line in lines]
    columns = {name: [article[name] for article in articles] for name in COLUMNS}
    schema = arrow.schema([(name, arrow.string()) for name in (*COLUMNS, "record")])
    table = arrow.table({**columns, "record": list(lines)}, schema=schema)
    buffer = io.BytesIO()
    arrow.parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _pyarrow() -> Any:  # noqa: ANN401  # its types are not known here
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise UsageError("--format parquet needs: pip install 'memcon[parquet]'") from error
