"""``memcon brief`` as a user types it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests import briefings
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory holds a store of the usual name."""
    monkeypatch.chdir(tmp_path)
    briefings.kept(tmp_path, *briefings.records())
    return tmp_path


def test_markdown_is_written_unless_asked_otherwise(run: Run) -> None:
    """On a terminal and in a pipe."""
    ran = run("brief", "--who", "Norland")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Norland\n\nBriefing, 1–15 Mar 2024\n")


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_the_end_of_a_file_says_the_format(run: Run, store: Path, form: str) -> None:
    """What goes to a file is what the format writes to standard output."""
    out = store / f"norland.{form}"
    ran = run("brief", "--who", "Norland", "--out", out)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert out.read_bytes()[:1] == {"md": b"#", "html": b"<", "docx": b"P", "json": b"{"}[form]
    if form != "docx":
        assert run("brief", "--who", "Norland", "-f", form).out == out.read_text("utf-8")


def test_a_word_document_opens(run: Run, store: Path) -> None:
    """With the title of the briefing."""
    run("brief", "--who", "Norland", "--with", "Sudmark", "--out", store / "pair.docx")
    document = Document(io.BytesIO((store / "pair.docx").read_bytes()))
    assert document.paragraphs[0].text == "Norland and Sudmark"


def test_filters_are_options(run: Run) -> None:
    """The period, the issue and the length are as asked for."""
    asked = ("--issue", "ceasefire", "--since", "2024-03-05", "--lines", "5")
    made = json.loads(run("brief", *asked, "-f", "json").out)
    assert made["asked"] == {"issue": "ceasefire", "since": "2024-03-05"}
    dates = {line["date"] for section in made["sections"] for line in section["lines"]}
    assert dates == {None, "2024-03-10"}


def test_nothing_that_fits_is_no_failure(run: Run) -> None:
    """One honest line."""
    ran = run("brief", "--who", "Norland", "--since", "2031")
    assert (ran.code, ran.out) == (0, "# Norland\n\nNothing in the store fits what was asked.\n")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--who", "Norlund"], "near it: Norland"),
        (["--with", "Sudmark"], "name the first with --who"),
        (["--since", "yesterday"], "not a date"),
        (["--since", "2025", "--until", "2024"], "after --until"),
        (["--today", "soon"], "not a date"),
        (["--lines", "0"], "shows nothing"),
        (["--out", "missing/brief.md"], "--out missing/brief.md"),
    ],
)
def test_mistakes_are_told(run: Run, asked: list[str], told: str) -> None:
    """In one line, with the code for wrong usage; nothing is written."""
    ran = run("brief", *asked)
    assert (ran.code, ran.out) == (2, "")
    (complaint,) = ran.complaints
    assert told in complaint
