"""What a bulk run reads: files, folders and object stores, compressed or not, cut into reports."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from memcon.errors import SourceError
from memcon.ingest.raw import Raw, cut
from memcon.ingest.sniff import Format, format_of
from memcon.text.spacing import without_surrogates

PARQUET: Final = ".parquet"
PACKED: Final = (".gz", ".zst")
COLUMNS: Final = ("id", "text", "title", "url", "published", "site")
"""Columns of a Parquet file that are read; they mean what the fields of a ``.jsonl`` line mean."""

ROWS: Final = 256
"""Rows of a Parquet file held at once."""

Seen = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Input:
    """One file: its name, as records will cite it, and its size in bytes."""

    name: str
    size: int

    @property
    def is_remote(self) -> bool:
        """Whether it lies in an object store."""
        return "://" in self.name


def find_inputs(names: Sequence[str]) -> Iterator[Input | SourceError]:
    """The files of ``names`` in order; folders are read in sorted order, all levels.

    A name with ``://`` is a place that fsspec knows (``s3://bucket/folder``).
    """
    for name in names:
        try:
            yield from _remote(name) if "://" in name else _local(Path(name))
        except SourceError as error:
            yield error
        except (OSError, ValueError) as error:
            yield SourceError(without_surrogates(name), f"cannot be read ({error})")


def read_inputs(
    inputs: Iterable[Input], *, max_bytes: int, seen: Seen = lambda _: None
) -> Iterator[Raw | SourceError]:
    """The reports of all files in order, none of them looked into; bad files are errors.

    ``seen`` is told how many bytes of the inputs have been read since it was told last.
    """
    for one in inputs:
        told = 0
        try:
            with _open(one) as stream:
                for raw in _reports(stream, one.name, max_bytes):
                    yield raw
                    now = min(_place(stream), one.size)
                    seen(now - told)
                    told = now
        except SourceError as error:
            yield error
        except (OSError, EOFError, ValueError, zlib.error) as error:
            yield SourceError(one.name, f"cannot be read to its end ({error})")
        seen(one.size - told)


def _local(path: Path) -> Iterator[Input]:
    name = without_surrogates(str(path))
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if _is_known(one.name) and one.is_file())
        if not files:
            raise SourceError(name, "holds no file that memcon reads")
        yield from (Input(str(one), one.stat().st_size) for one in files)
    elif not path.is_file():
        raise SourceError(name, "no such file or folder")
    elif not _is_known(path.name):
        raise SourceError(name, "has no extension that memcon reads")
    else:
        yield Input(str(path), path.stat().st_size)


def _remote(name: str) -> Iterator[Input]:
    files, path = file_system(name)
    found = sorted(files.find(path)) if files.isdir(path) else [path]
    known = [one for one in found if _is_known(one)]
    if not known:
        raise SourceError(name, "holds no file that memcon reads")
    for one in known:
        yield Input(str(files.unstrip_protocol(one)), int(files.size(one) or 0))


def file_system(name: str) -> tuple[Any, str]:
    """The file system of an address and the path in it; raises ``SourceError`` for none."""
    try:
        files, path = import_module("fsspec").core.url_to_fs(name)
    except ImportError as error:  # fsspec itself, or what it needs for this protocol
        reason = f"needs a package that is missing ({error}): pip install 'memcon[cluster]'"
        raise SourceError(name, f"{reason}, for s3:// also s3fs") from error
    except ValueError as error:
        raise SourceError(name, f"is of no kind of storage that is known ({error})") from error
    return files, str(path)


def _is_known(name: str) -> bool:
    return name.lower().endswith(PARQUET) or format_of(_unpacked(name)) is not None


def _unpacked(name: str) -> str:
    """The name without the end that says how it is packed; WARC unpacks itself."""
    lower = name.lower()
    packed = not lower.endswith(".warc.gz") and lower.endswith(PACKED)
    return name.rpartition(".")[0] if packed else name


def _open(one: Input) -> BinaryIO:
    if one.is_remote:
        files, path = file_system(one.name)
        return cast(BinaryIO, files.open(path, "rb"))
    return Path(one.name).open("rb")


def _place(stream: BinaryIO) -> int:
    return 0 if stream.closed else stream.tell()


def _reports(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Raw | SourceError]:
    if name.lower().endswith(PARQUET):
        yield from _rows(stream, name)
        return
    form = format_of(_unpacked(name)) or Format.TEXT
    yield from cut(_unpack(stream, name), name, form=form, max_bytes=max_bytes)


def _unpack(stream: BinaryIO, name: str) -> BinaryIO:
    end = name.lower().rpartition(".")[2] if _unpacked(name) != name else ""
    if end == "gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if end == "zst":
        try:
            zstandard = import_module("zstandard")
        except ImportError as error:
            raise SourceError(name, "reading .zst needs: pip install 'memcon[zim]'") from error
        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(_Unpacking(reader, zstandard.ZstdError)))
    return stream


class _Unpacking(io.RawIOBase):
    """A reader whose own error is told as any file's would be."""

    def __init__(self, reader: Any, error: type[Exception]) -> None:  # noqa: ANN401  # untyped
        self._reader, self._error = reader, error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # any buffer
        try:
            return int(self._reader.readinto(buffer))
        except self._error as error:
            raise OSError(str(error)) from error


def _rows(stream: BinaryIO, name: str) -> Iterator[Raw]:
    """The rows of a Parquet file as lines of JSON."""
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise SourceError(name, "reading Parquet needs: pip install 'memcon[parquet]'") from error
    try:
        table = parquet.ParquetFile(stream)
    except ValueError as error:  # pyarrow's own errors are of this kind
        raise SourceError(name, f"is no Parquet file ({error})") from error
    columns = [one for one in COLUMNS if one in table.schema_arrow.names]
    number = 0
    for batch in table.iter_batches(batch_size=ROWS, columns=columns):
        for row in batch.to_pylist():
            number += 1
            data = json.dumps(row, ensure_ascii=False, default=str).encode(errors="replace")
            yield Raw(source=name, form=Format.JSONL, data=data, line=number)
