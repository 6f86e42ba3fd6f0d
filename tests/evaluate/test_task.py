"""A measurement asks once per item, in order, and counts what could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.errors import SourceError, UsageError
from memcon.evaluate.plain import to_floor_lines, to_json, to_text
from memcon.evaluate.score import Floor
from memcon.evaluate.task import TASKS, attribution_task, measure
from memcon.knowledge.phrases import Resolution
from tests import factories as make
from tests.evaluate.hand import REPORT, REPORT_SAID, Answering, write_lines


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two copies of one article."""
    row = {"text": REPORT, "date": "2025-10-17", "attributions": list(REPORT_SAID)}
    return write_lines(tmp_path / "gold.jsonl", [{"id": "a", **row}, {"id": "b", **row}])


@pytest.fixture
def subject() -> Answering:
    """Reads the first article and refuses the second."""
    article = make.article(REPORT)
    statements = [
        make.statement(article, "talks would resume", source="The envoy of Norland", cue="said"),
        make.statement(article, "the bridge stays shut", cue="According to", kind="thought"),
    ]
    return Answering([make.record(article, statements), None])


def test_articles_are_read_and_scored(gold: Path, subject: Answering) -> None:
    """One of six found, one of two given; the second text counts as empty."""
    measured = measure("attribution", gold, subject)
    assert [json.loads(line)["id"] for line in subject.lines.splitlines()] == ["a", "b"]
    assert (measured.items, measured.unread, dict(measured.made_by)) == (2, 1, {"memcon": "0"})
    assert measured.score.figures["attribution.p"] == 0.5
    assert measured.score.figures["attribution.r"] == pytest.approx(1 / 6)


def test_classes_choose_statements(gold: Path, subject: Answering) -> None:
    """With speech alone the other one costs nothing."""
    task = attribution_task(frozenset({"speech"}))
    measured = measure("attribution", gold, subject, task=task)
    assert measured.score.figures["attribution.p"] == 1.0
    with pytest.raises(UsageError, match="no class of statement is called 'shout'"):
        attribution_task(frozenset({"shout"}))


def test_phrases_are_resolved(tmp_path: Path) -> None:
    """Phrases go to the resolver with date and context."""
    row = {"id": "a", "phrase": "the emir", "as_of": "2023-03-31", "context": "In Qatar"}
    path = write_lines(tmp_path / "g.jsonl", [row | {"none": True}])
    nobody = Resolution(entity=None, score=0.0, reason="")
    subject = Answering(resolutions=[nobody])
    assert measure("actors", path, subject).score.figures == {"joint": 1.0, "none": 1.0}
    assert [(one.text, one.date, one.context) for one in subject.phrases] == [
        ("the emir", "2023-03-31", "In Qatar")
    ]


@pytest.mark.parametrize("name", sorted(set(TASKS) - {"attribution"}))
def test_gold_of_another_task_is_refused(name: str, gold: Path) -> None:
    """No task takes the lines of another for its own."""
    with pytest.raises(SourceError, match="not a gold line of this task"):
        measure(name, gold, Answering())


def test_figures_in_text_and_json(gold: Path, subject: Answering) -> None:
    """Both hold every figure; JSON at full precision."""
    measured = measure("attribution", gold, subject)
    text = to_text(measured)
    assert "attribution: gold, 2 items, 1 not read, gold 6, found 2" in text
    assert "attribution                       0.500   0.167   0.250" in text
    assert "direct.source_given_content" in text
    row = json.loads(to_json(measured, below=["x"]))
    assert row["figures"]["attribution.r"] == 1 / 6
    assert (row["below"], row["unread"], row["counts"]["gold"]) == (["x"], 1, 6)


def test_floors_in_text(gold: Path, subject: Answering) -> None:
    """A line a floor says whether it holds."""
    measured = measure("attribution", gold, subject)
    floors = [Floor("attribution.p", 0.5), Floor("attribution.r", 0.5)]
    lines = to_floor_lines(measured, floors).splitlines()
    assert [line.split()[-1] for line in lines] == ["holds", "BROKEN"]
