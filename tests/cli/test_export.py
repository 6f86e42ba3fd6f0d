"""``memcon export`` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.cli.export import NAMES
from memcon.export import FORMATS, Folder
from memcon.store import Writer
from tests import dossier
from tests.cli.conftest import Run


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory holds a store of the usual name with four reports."""
    monkeypatch.chdir(tmp_path)
    with Writer.open("memcon.db") as writer:
        writer.add(list(dossier.records(4)))
    return tmp_path / "memcon.db"


def test_the_help_names_every_format(run: Run) -> None:
    """What can be asked for is what is offered."""
    assert NAMES.split(", ") == list(FORMATS)
    assert all(name in run("export", "--help").out for name in FORMATS)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", [n for n, form in FORMATS.items() if not isinstance(form, Folder)])
def test_one_file_goes_out_or_into_a_file(run: Run, name: str, tmp_path: Path) -> None:
    """Standard output and a file have the same bytes; the name of the file is told."""
    out = run("export", name)
    assert (out.code, out.err) == (0, "")
    assert out.out
    assert run("export", name, "-").out == out.out
    told = run("export", name, "data.out")
    assert (told.code, told.out, told.err) == (0, "data.out\n", "")
    assert (tmp_path / "data.out").read_bytes() == out.out.encode()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", [n for n, form in FORMATS.items() if isinstance(form, Folder)])
def test_several_files_go_into_a_folder(run: Run, name: str, tmp_path: Path) -> None:
    """Each is named; without a folder nothing is written."""
    ran = run("export", name, "sets/here")
    assert (ran.code, ran.err) == (0, "")
    assert all((tmp_path / line).is_file() for line in ran.out.splitlines())
    assert len(ran.out.splitlines()) == len(list((tmp_path / "sets/here").iterdir()))
    without = run("export", name)
    assert (without.code, without.out) == (2, "")
    assert "name a folder" in without.err


@pytest.mark.usefixtures("store")
def test_filters_are_those_of_the_questions(run: Run) -> None:
    """What is asked for is what goes out."""
    state = dossier.SMALL.states[0]
    lines = run("export", "ftm", "--who", state.name, "--since", "2015").out.splitlines()
    asked = [json.loads(line) for line in run("events", "--who", state.name).out.splitlines()]
    happenings = {one["id"] for one in map(json.loads, lines) if one["schema"] == "Event"}
    assert happenings == {row["id"] for row in asked}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("xml",), "no format 'xml'"),
        (("jsonl", "memcon.db"), "is there already; --force replaces it"),
        (("jsonl", "--force"), "--force replaces files, and none is named"),
        (("jsonl", "--who", "Atlantis"), "called 'Atlantis'"),
        (("jsonl", "--since", "soon"), "--since 'soon' is not a date"),
        (("jsonl", "--since", "2025-12", "--until", "2025-01"), "is after --until"),
    ],
)
def test_wrong_words_are_wrong_usage(run: Run, words: tuple[str, ...], told: str) -> None:
    """They leave with exit code 2 and say what is wrong."""
    ran = run("export", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_store_that_is_not_there_is_told_of(run: Run, tmp_path: Path) -> None:
    """Nothing is written."""
    ran = run("export", "csv", tmp_path / "out", "--store", tmp_path / "none.db")
    assert ran.code == 1
    assert "there is no store" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_force_replaces(run: Run, store: Path) -> None:
    """The second run gives the same bytes."""
    out = store.with_name("calendar.ics")
    assert run("export", "ics", out).code == 0
    before = out.read_bytes()
    assert run("export", "ics", out, "--force").code == 0
    assert out.read_bytes() == before
