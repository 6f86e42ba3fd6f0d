"""Data sets into files and folders: all of one or nothing, and nobody's own files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from memcon.app.answers import Answer
from memcon.app.dossier import Dossier, open_dossier
from memcon.app.exporting import export_lines, material_of, write_export
from memcon.errors import UsageError
from memcon.export import Material
from memcon.record import Record
from memcon.store import Writer
from tests import dossier
from tests import factories as make


def _material(count: int = 2) -> Material:
    return Material(lambda: dossier.records(count), tuple, tuple)


def _breaking() -> Material:
    def read() -> Iterator[Record]:
        yield from dossier.records(1)
        raise OSError(28, "No space left on device")

    return Material(read, tuple, tuple)


@pytest.fixture
def opened(new_store: Callable[[], str]) -> Iterator[Dossier]:
    """The dossier of four reports, on each engine."""
    store = new_store()
    with Writer.open(store) as writer:
        writer.add(list(dossier.records(4)))
    with open_dossier(store) as one:
        yield one


def test_a_dossier_is_exported_from_python(opened: Dossier, tmp_path: Path) -> None:
    """Formats of one file and of several, with the filters of the questions."""
    assert opened.export("jsonl", tmp_path / "all.jsonl") == [tmp_path / "all.jsonl"]
    lines = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    ids = [json.loads(line)["article"]["id"] for line in lines]
    assert ids == [record.article.id for record in opened.records()]
    assert opened.export("csv", tmp_path / "csv")[0] == tmp_path / "csv/articles.csv"
    name = dossier.SMALL.states[0].name
    opened.export("jsonl", tmp_path / "some.jsonl", who=name, type="CONSULT")
    some = (tmp_path / "some.jsonl").read_text("utf-8").splitlines()
    assert set(some) < set(lines)


def test_names_that_nobody_has_are_wrong_usage(opened: Dossier, tmp_path: Path) -> None:
    """Nothing is written for them."""
    with pytest.raises(UsageError, match="Atlantis"):
        opened.export("csv", tmp_path / "csv", who="Atlantis")
    assert list(tmp_path.glob("csv*")) == []


def test_what_has_to_be_known_of_the_rows_is_kept(tmp_path: Path) -> None:
    """A note of the dossier is still there when its rows have been written."""
    material = Material(
        lambda: dossier.records(1), lambda: Answer([], note="two are new"), lambda: Answer([])
    )
    assert material.note is None
    write_export("csv", material, tmp_path / "csv")
    assert material.note == "two are new"


@pytest.mark.parametrize(("name", "out"), [("jsonl", "out.jsonl"), ("csv", "out")])
def test_what_is_there_is_replaced_by_force_alone(name: str, out: str, tmp_path: Path) -> None:
    """Without it nothing changes; with it all is new, and files of other names stay."""
    target = tmp_path / out
    first = write_export(name, _material(1), target)
    before = [path.read_bytes() for path in first]
    (first[0].parent / "own.txt").write_text("mine")
    with pytest.raises(UsageError, match="is there already; --force replaces it"):
        write_export(name, _material(2), target)
    assert [path.read_bytes() for path in first] == before
    assert write_export(name, _material(2), target, force=True) == first
    assert first[0].read_bytes() != before[0]
    assert (first[0].parent / "own.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_what_breaks_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    """Neither half a file nor a draft, and what was there before is there still."""
    with pytest.raises(UsageError, match="No space left"):
        write_export(name, _breaking(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    (kept, *_) = write_export(name, _material(1), tmp_path / "out")
    before = kept.read_bytes()
    with pytest.raises(UsageError, match="No space left"):
        write_export(name, _breaking(), tmp_path / "out", force=True)
    assert kept.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is written."""
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_export("jsonl", _material(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").stat().st_size


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """It is never replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    record = make.record(make.article("Short."))
    write_export("jsonl", Material(lambda: iter([record]), tuple, tuple), pipe)
    assert json.loads(os.read(reader, 1 << 16))["article"]["text"] == "Short."
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "out", "told"),
    [
        ("xml", "out", "there is no format 'xml'; choose one of jsonl, csv"),
        ("jsonl", ".", "is a folder: name a file"),
        ("jsonl", "missing/out.jsonl", "No such file"),
        ("csv", "file", "is a file: name a folder"),
    ],
)
def test_wrong_names_are_wrong_usage(name: str, out: str, told: str, tmp_path: Path) -> None:
    """What cannot be written is said in a line."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match=told):
        write_export(name, _material(), tmp_path / out)
    assert (tmp_path / "file").read_text() == "mine"


def test_several_files_are_no_stream() -> None:
    """Whoever asks for one is told to name a folder."""
    with pytest.raises(UsageError, match="csv is 10 files: name a folder for them"):
        export_lines("csv", _material())


def test_records_are_counted_as_they_pass(opened: Dossier) -> None:
    """What shows progress sees every record once for each time that it is read."""
    seen: list[str] = []

    def counted(records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            seen.append(record.article.id)
            yield record

    list(export_lines("bibtex", material_of(opened, {}, counted=counted)))
    assert seen == [record.article.id for record in opened.records()]
