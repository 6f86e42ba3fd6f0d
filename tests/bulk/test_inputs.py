"""Inputs: the same reports however they are packed; a bad file is one error."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from memcon.bulk.inputs import Input, find_inputs, read_inputs
from memcon.errors import SourceError
from memcon.ingest import IngestOptions
from memcon.ingest.raw import Raw, article_of
from memcon.record import Article

ROWS = [{"id": str(n), "text": f"Oslo hosted the {n}th round of talks on water."} for n in range(3)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
LIMIT = 10_000


def _raws(*names: Path | str) -> list[Raw | SourceError]:
    found = list(find_inputs([str(name) for name in names]))
    inputs = [one for one in found if isinstance(one, Input)]
    errors = [one for one in found if isinstance(one, SourceError)]
    return [*read_inputs(inputs, max_bytes=LIMIT), *errors]


def _texts(raws: list[Raw | SourceError]) -> list[str]:
    articles = [article_of(raw, IngestOptions()) for raw in raws if isinstance(raw, Raw)]
    return [article.text for article in articles if isinstance(article, Article)]


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _zst(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    packed: bytes = zstandard.ZstdCompressor().compress(data)
    return packed


def _parquet(_: bytes) -> bytes:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    buffer = io.BytesIO()
    rows = [{**row, "published": "2026-03-01", "other": 1} for row in ROWS]
    parquet.write_table(arrow.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("in.jsonl", bytes),
        ("in.jsonl.gz", gzip.compress),
        ("in.jsonl.zst", _zst),
        ("in.parquet", _parquet),
    ],
)
def test_reports_are_the_same_however_they_are_packed(name: str, pack: Any, tmp_path: Path) -> None:
    """Lines of JSON, plain or compressed, and rows of a table."""
    raws = _raws(_write(tmp_path / name, pack(LINES)))
    assert _texts(raws) == [row["text"] for row in ROWS]


def test_a_folder_is_read_in_sorted_order_with_what_it_holds(tmp_path: Path) -> None:
    """All levels, packed and plain; files of no use are passed over."""
    (tmp_path / "b").mkdir()
    _write(tmp_path / "b" / "x.jsonl.gz", gzip.compress(LINES))
    _write(tmp_path / "a.txt", b"Rome and Cairo agreed on a visit.")
    _write(tmp_path / "c.png", b"\x89PNG")
    raws = _raws(tmp_path)
    assert [Path(raw.source).name for raw in raws] == ["a.txt", *["x.jsonl.gz"] * 3]


def test_object_storage_is_read_by_address() -> None:
    """Any place that fsspec knows; here one in memory."""
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    files.pipe_file("/corpus/in.jsonl", LINES)
    assert _texts(_raws("memory://corpus")) == [row["text"] for row in ROWS]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        # The time is left out of the gzip header: these bytes are in the name of the test,
        # which must be the same in every worker that collects it.
        ("cut.jsonl.gz", gzip.compress(LINES * 50, mtime=0)[:60]),
        ("not.jsonl.gz", b"plain"),
        ("not.jsonl.zst", b"plain"),
        ("not.parquet", b"plain"),
    ],
)
def test_a_damaged_file_is_one_error_that_names_it(name: str, data: bytes, tmp_path: Path) -> None:
    """The other files are read."""
    bad, good = _write(tmp_path / name, data), _write(tmp_path / "z.jsonl", LINES)
    raws = _raws(bad, good)
    errors = [raw for raw in raws if isinstance(raw, SourceError)]
    assert [error.source for error in errors] == [str(bad)]
    assert len(_texts(raws)) >= len(ROWS)


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A missing file, an unknown kind of file, an unknown kind of storage."""
    odd = _write(tmp_path / "x.exe", b"MZ")
    raws = _raws(tmp_path / "none.jsonl", odd, "nosuch://bucket/x.jsonl")
    assert [str(raw).partition(": ")[2].split(" (")[0] for raw in raws] == [
        "no such file or folder",
        "has no extension that memcon reads",
        "is of no kind of storage that is known",
    ]


def test_a_bomb_is_cut_off_at_the_limit(tmp_path: Path) -> None:
    """A line that unpacks to more than the limit is an error, not memory."""
    bomb = gzip.compress(b"x" * 3_000_000 + b"\n" + LINES)
    raws = _raws(_write(tmp_path / "bomb.jsonl.gz", bomb))
    assert isinstance(raws[0], SourceError)
    assert "longer than" in str(raws[0])
    assert len(_texts(raws)) == len(ROWS)


def test_progress_counts_the_bytes_of_all_inputs(tmp_path: Path) -> None:
    """What was told sums up to the sizes of the files."""
    path = _write(tmp_path / "in.jsonl.gz", gzip.compress(LINES * 200))
    told: list[int] = []
    inputs = [one for one in find_inputs([str(path)]) if isinstance(one, Input)]
    list(read_inputs(inputs, max_bytes=LIMIT, seen=told.append))
    assert sum(told) == path.stat().st_size
