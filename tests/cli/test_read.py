"""``memcon read`` from its command line to its output; slow, so few calls check much each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.knowledge.base import KnowledgeBase
from tests.cli.conftest import Run

REPORT = """Talks go on in Geneva

Russian Foreign Minister Sergey Lavrov said on October 21, 2025 that the talks would go on.

“We have not closed any door,” Lavrov added.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as a plain text file."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.mark.usefixtures("knowledge")
def test_one_report_becomes_one_line(run: Run, report: Path) -> None:
    """In a pipe a readable source is one JSON line, exit code 0, and nothing on standard error."""
    ran = run("read", report)
    assert (ran.code, ran.err) == (0, "")
    (line,) = ran.out.splitlines()
    record = json.loads(line)
    assert record["article"]["text"] == REPORT
    assert record["article"]["source"] == str(report)
    assert [said["cue"]["quote"] for said in record["statements"]] == ["said", "added"]
    by_id = {entity["id"]: entity["name"] for entity in record["entities"]}
    speakers = [by_id.get(said["source"]["entity"]) for said in record["statements"]]
    assert speakers == ["Sergey Lavrov", "Sergey Lavrov"]
    assert "2025-10-21" in [time["value"] for time in record["times"]]


@pytest.mark.usefixtures("knowledge")
def test_failed_sources_are_named_and_the_others_read(
    run: Run, report: Path, tmp_path: Path
) -> None:
    """Each source that fails is one line on standard error, exit code 1, the others are printed."""
    lines = [json.dumps({"id": f"a{n}", "text": REPORT}) for n in range(2)]
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join([lines[0], "{broken", lines[1]]), "utf-8")
    empty, missing = tmp_path / "empty.txt", tmp_path / "missing.txt"
    empty.write_text("", "utf-8")
    ran = run("read", missing, rows, empty, report)
    assert ran.code == 1
    sources = [json.loads(line)["article"]["source"] for line in ran.out.splitlines()]
    assert sources == [f"{rows}#a0", f"{rows}#a1", str(report)]
    assert len(ran.complaints) == 3
    for line, name in zip(ran.complaints, [missing, rows, empty], strict=True):
        assert line.startswith("memcon: ")
        assert str(name) in line


@pytest.mark.usefixtures("knowledge")
def test_the_same_report_twice_gives_the_same_bytes(run: Run, report: Path, tmp_path: Path) -> None:
    """Every form of output is the same when it is made again, and goes to a file where asked."""
    page = tmp_path / "page.html"
    assert run("read", report, "--format", "html", "--out", page).code == 0
    first = page.read_bytes()
    assert first.startswith(b"<!doctype html>")
    assert run("read", report, "--format", "html", "--out", page).out == ""
    assert page.read_bytes() == first


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("read",), id="no source"),
        pytest.param(("read", "x.txt", "--format", "pdf"), id="unknown format"),
        pytest.param(("read", "x.txt", "--wrong"), id="unknown option"),
        pytest.param(("read", "x.txt", "--published", "soon"), id="no date"),
        pytest.param(("kb", "resolve", "the leader", "--date", "nonsense"), id="no date at all"),
        pytest.param(("kb", "find", "Putin", "--date", "2024-02-31"), id="no such day"),
        pytest.param(("fly",), id="unknown command"),
    ],
)
def test_wrong_usage_is_two(run: Run, arguments: tuple[str, ...]) -> None:
    """Wrong usage leaves with exit code 2, a message, and no output."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()


def test_a_missing_knowledge_base_is_one_line(run: Run, report: Path, tmp_path: Path) -> None:
    """A part that cannot be opened is one line with its name and exit code 1, no traceback."""
    ran = run("read", report, "--kb", tmp_path / "none.sqlite")
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.complaints
    assert line.startswith("memcon: ")
    assert "none.sqlite" in line


def test_help_needs_no_pipeline(run: Run) -> None:
    """Help is there at once and names every format."""
    ran = run("read", "--help")
    assert ran.code == 0
    assert "--published" in ran.out


def test_the_version_is_shown(run: Run) -> None:
    """The version is one line."""
    ran = run("--version")
    assert (ran.code, ran.out.split()[0]) == (0, "memcon")


def test_the_knowledge_base_opens(knowledge: KnowledgeBase) -> None:
    """The tests above are not skipped for want of a knowledge base once one ships."""
    assert knowledge.candidates("Geneva")
