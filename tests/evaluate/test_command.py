"""``memcon evaluate``: exit codes, formats and messages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from memcon.cli import main
from tests.evaluate.hand import REPORT, REPORT_SAID, write_lines


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Phrases that need no language pipeline."""
    rows = [
        {"id": "a", "phrase": "Norway", "none": False, "expect": {"country": "NOR"}},
        {"id": "b", "phrase": "a slice of bread", "none": True, "expect": None},
        {"id": "c", "phrase": "Sweden", "none": False, "expect": {"country": "NOR"}},
    ]
    return write_lines(tmp_path / "gold.jsonl", rows)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """The exit code of a command."""
    monkeypatch.setattr(sys, "argv", ["memcon", "evaluate", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.mark.usefixtures("knowledge")
def test_floors_decide_the_exit_code(
    gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 where all hold; 1 where one is broken, which is named."""
    assert run(monkeypatch, "actors", gold, "--floor", "none=1") == 0
    assert "country" in capsys.readouterr().out
    floors = ("--floor", "country=0.6", "--floor", "none=1")
    assert run(monkeypatch, "actors", gold, *floors, "--format", "json") == 1
    printed = capsys.readouterr()
    assert printed.err == "memcon: country is 0.5000, below its floor of 0.6000\n"
    assert json.loads(printed.out)["figures"] == {"country": 0.5, "joint": 2 / 3, "none": 1.0}


@pytest.mark.usefixtures("knowledge")
def test_wrong_usage_is_exit_2(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown tasks, figures, formats and classes; slices of nothing."""
    wrong = (
        ("weather", gold),
        ("actors",),
        ("actors", gold, "--first", "0"),
        ("actors", gold, "--format", "html"),
        ("actors", gold, "--floor", "country"),
        ("actors", gold, "--floor", "height=1"),
        ("attribution", gold, "--classes", "shout"),
    )
    assert [run(monkeypatch, *arguments) for arguments in wrong] == [2] * len(wrong)


@pytest.mark.parametrize("command", ["actors", "time", "quick", "report"])
def test_missing_gold_is_exit_1(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file or folder is named."""
    assert run(monkeypatch, command, "no-such-gold") == 1
    assert capsys.readouterr().err.startswith("memcon: no-such-gold: ")


@pytest.mark.usefixtures("knowledge", "parser")
def test_articles_are_read_as_memcon_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The real pipeline on a text of our own finds some of what is said in it."""
    row = {"id": "a", "text": REPORT, "attributions": list(REPORT_SAID)}
    path = write_lines(tmp_path / "gold.jsonl", [row])
    assert run(monkeypatch, "attribution", path, "--floor", "detection.r=0.3") == 0
    assert "1 items, gold 3" in capsys.readouterr().out
