"""Sources are added to a store one by one, and asked for again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import memcon
from memcon.app import Reader
from memcon.app.dossier import Kept, add_sources
from memcon.config import load_settings
from memcon.errors import MemconError, SourceError, StageError, StoreError
from memcon.pipeline import Pipeline
from memcon.record import Article, Reading, Time
from memcon.stage import Stage, each
from memcon.store import View, Writer
from tests import dossier
from tests import factories as make

BAD = "bad"
TEXT = "The two ministers met by the lake on Monday and parted late without a text."


class Parsing:
    """A parser that sees nothing, and counts the articles that it was given."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, articles: Sequence[Article]) -> Sequence[Reading]:
        """Readings without anything in them."""
        self.count += len(articles)
        return [make.reading(article) for article in articles]


def _find(reading: Reading) -> Sequence[Time]:
    if BAD in reading.article.text:
        raise KeyError("no such thing")
    return [make.time(reading.article, "Monday", "2025-10-20")]


def _reader(parsing: Parsing, version: int = 1) -> Reader:
    stage: Stage[None] = Stage(
        name="times", version=version, reads=(), writes=(Time,), build=lambda _: each(_find)
    )
    return Reader(load_settings(), build=lambda _: Pipeline(parsing, (stage,), None))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Four reports of which the second breaks a stage, and a line that is none."""
    words = ("one", BAD, "two", "three")
    rows = [json.dumps({"id": word, "text": f"{TEXT} {word}"}) for word in words]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join([*rows, "{"]), "utf-8")
    return path


def _add(reader: Reader, store: str, *names: Path) -> list[Kept | MemconError]:
    with Writer.open(store) as writer:
        return list(add_sources(reader, writer, list(map(str, names))))


def test_what_can_be_read_is_kept_and_the_rest_named(tmp_path: Path, reports: Path) -> None:
    """One result for each report in order; faults stop nothing."""
    store = str(tmp_path / "memcon.db")
    missing = tmp_path / "missing.txt"
    results = _add(_reader(Parsing()), store, missing, reports)
    assert [type(one) for one in results] == [
        SourceError,
        Kept,
        StageError,
        Kept,
        Kept,
        SourceError,
    ]
    kept = [one for one in results if isinstance(one, Kept)]
    assert [one.source for one in kept] == [f"{reports}#{word}" for word in ("one", "two", "three")]
    with View.open(store) as view:
        assert {record.article.id for record in view.records()} == {one.article for one in kept}


def test_reports_that_are_kept_are_not_read_again(tmp_path: Path, reports: Path) -> None:
    """A second run reads only what failed before; a newer stage reads all anew."""
    store, parsing = str(tmp_path / "memcon.db"), Parsing()
    _add(_reader(parsing), store, reports)
    again = _add(_reader(parsing), store, reports)
    assert [one.outcome for one in again if isinstance(one, Kept)] == ["same"] * 3
    newer = _add(_reader(parsing, version=2), store, reports)
    assert [one.outcome for one in newer if isinstance(one, Kept)] == ["changed"] * 3
    first, second, third = 4 + 3, 1 + 1, 4 + 3  # the batch of one that fails is halved and retried
    assert parsing.count <= first + second + third


def test_a_dossier_is_opened_from_python(store: str) -> None:
    """``memcon.open_store`` answers with filters as keywords."""
    with Writer.open(store) as writer:
        writer.add(list(dossier.records(4)))
    with memcon.open_store(store) as opened:
        state = dossier.SMALL.states[0].name
        for row in opened.positions(who=state, issue="borders"):
            assert (row["name"], row["issue"]) == (state, "borders")
        assert len(opened.timeline(limit=3)) == 3
        assert len(opened.statements()) == 24
        assert opened.events(type="CONSULT") == [
            row for row in opened.events() if row["type"] == "CONSULT"
        ]
        assert opened.search(dossier.SMALL.words[0], limit=1)
        assert opened.entity(state)["name"] == state
        assert len(list(opened.records())) == 4
        assert opened.corrections() == []


def test_the_store_of_the_settings_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an address it is that of the environment; a store that is not there is told of."""
    monkeypatch.setenv("MEMCON_STORE", str(tmp_path / "other.db"))
    with pytest.raises(StoreError, match=r"no store .*other\.db"):
        memcon.open_store()
