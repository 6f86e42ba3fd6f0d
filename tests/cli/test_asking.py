"""The questions as a user types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from memcon.store import Writer
from tests import dossier
from tests.cli.conftest import Run

QUESTIONS = ("timeline", "statements", "events", "positions")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory holds a store of the usual name with four reports."""
    monkeypatch.chdir(tmp_path)
    with Writer.open("memcon.db") as writer:
        writer.add(list(dossier.records(4)))
    return tmp_path / "memcon.db"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("question", [*QUESTIONS, f"search {dossier.SMALL.words[0]}"])
def test_every_form_shows_the_same_rows(run: Run, question: str) -> None:
    """JSON lines in a pipe; JSON, CSV, Markdown and text have as many rows."""
    words = question.split()
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert rows
    assert json.loads(run(*words, "--format", "json").out) == rows
    count = sum(len(row["entries"]) if "entries" in row else 1 for row in rows)
    table = list(csv.reader(io.StringIO(run(*words, "-f", "csv").out)))
    assert len(table) == count + 1
    assert len(run(*words, "-f", "md").out.splitlines()) == count + 2
    assert table[0][0] in run(*words, "-f", "text").out


@pytest.mark.usefixtures("store")
def test_filters_are_options(run: Run) -> None:
    """What is asked for on the command line is what is shown."""
    state = dossier.SMALL.states[0]
    rows = [json.loads(line) for line in run("positions", "--who", state.name).out.splitlines()]
    assert {row["holder"] for row in rows} == {state.id}
    assert len(run("timeline", "--limit", "3").out.splitlines()) == 3
    shown = json.loads(run("entity", state.name).out)
    assert shown["id"] == state.id


@pytest.mark.usefixtures("store")
def test_a_period_may_begin_in_the_month_that_it_ends_in(run: Run) -> None:
    """A day and the month around it are in order, however they compare as texts."""
    assert run("events", "--since", "2025-10-12", "--until", "2025-10").code == 0


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("timeline", "--who", "Atlantis"), "called 'Atlantis'"),
        (("events", "--since", "yesterday"), "--since 'yesterday' is not a date"),
        (("events", "--since", "2025-12", "--until", "2025-01"), "is after --until 2025-01"),
        (("entity", "Atlantis"), "called 'Atlantis'"),
        (("search", "!"), "give one or more words"),
        (("timeline", "--limit", "0"), "limit of 0"),
    ],
)
def test_wrong_questions_are_wrong_usage(run: Run, words: tuple[str, ...], told: str) -> None:
    """They leave with exit code 2 and say what is wrong."""
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_store_that_is_not_there_is_told_of(run: Run, tmp_path: Path) -> None:
    """Asking makes no store."""
    missing = tmp_path / "none.db"
    ran = run("timeline", "--store", missing)
    assert ran.code == 1
    assert "there is no store" in ran.err
    assert not missing.exists()


def test_corrections_are_made_listed_and_undone(run: Run, store: Path) -> None:
    """Each prints its id, by which it is undone; the list has them all."""
    (event, *_) = (json.loads(line) for line in run("events").out.splitlines())
    made = run("correct", "status", event["id"], "denied", "--author", "Ana", "--note", "by phone")
    assert (made.code, made.err) == (0, "")
    key = made.out.strip()
    assert _status(run, event["id"]) == "denied"
    assert run("correct", "undo", key, "--author", "Bo").code == 0
    assert _status(run, event["id"]) == event["status"]
    listed = run("correct", "list", "--store", store).out.splitlines()
    assert len(listed) == 2
    for words in (key, "Ana", "status", "denied", "by phone"):
        assert words in listed[0]


def _status(run: Run, event_id: str) -> str:
    rows = (json.loads(line) for line in run("events").out.splitlines())
    return next(str(row["status"]) for row in rows if row["id"] == event_id)


@pytest.mark.usefixtures("store")
def test_words_of_a_report_must_be_named(run: Run) -> None:
    """A link in a report needs the words that are meant."""
    ran = run("correct", "link", "article-1", "Q1")
    assert ran.code == 2
    assert "--words" in ran.err


@pytest.mark.usefixtures("store")
def test_attention_says_as_of_which_day(run: Run) -> None:
    """Rows name the day; below a table, and beside rows for programs, it is told once."""
    ran = run("attention", "--today", "2026-01-31")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert {row["as_of"] for row in rows} == {"2026-01-31"}
    assert ran.complaints == ["memcon: as of 2026-01-31"]
    shown = run("attention", "--format", "text")
    assert shown.err == ""
    assert "the day of the newest report" in shown.out
    assert run("attention", "--today", "soon").code == 2
