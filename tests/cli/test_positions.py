"""``memcon positions`` over reports and records, without a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REPORT = (
    "Kenya demands a ceasefire in the valley. Uganda rejected the plan for a ropeway on Monday."
)
OWN = "- {id: cable-cars, label: Cable cars, cues: [ropeway]}\n"

pytestmark = pytest.mark.usefixtures("knowledge")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as a plain text file."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_reports_are_asked_without_a_store(run: Run, report: Path) -> None:
    """A file is read and asked, filters apply, and nothing is left behind."""
    ran = run("positions", report, "--who", "Kenya")
    (row,) = (json.loads(line) for line in ran.out.splitlines())
    assert (row["name"], row["issue"]) == ("Kenya", "ceasefire")
    assert row["entries"][0]["stance"] == "demands"
    assert {path.name for path in report.parent.iterdir()} == {"report.txt"}


def test_records_are_asked_as_reports_are(run: Run, report: Path, tmp_path: Path) -> None:
    """A file of records, as ``memcon read`` writes it, gives the same rows as its reports."""
    records = tmp_path / "records.jsonl"
    assert run("read", report, "--out", records).code == 0
    assert run("positions", records).out == run("positions", report).out


def test_issues_of_ones_own(run: Run, report: Path, tmp_path: Path) -> None:
    """A file of issues is used by reading and by asking; a broken one is a usage error."""
    own = tmp_path / "own.yaml"
    own.write_text(OWN, "utf-8")
    ran = run("positions", report, "--issues", own, "--issue", "cable-cars")
    (row,) = (json.loads(line) for line in ran.out.splitlines())
    assert (row["name"], row["entries"][0]["stance"]) == ("Uganda", "rejects")
    bad = tmp_path / "bad.yaml"
    bad.write_text("- {id: x}\n", "utf-8")
    broken = run("read", report, "--issues", bad)
    assert broken.code == 2
    assert "issue x has no label" in broken.err


def test_what_cannot_be_read_is_named(run: Run, report: Path, tmp_path: Path) -> None:
    """The other sources are asked, and the exit code says that some failed."""
    ran = run("positions", report, tmp_path / "missing.txt", "--issue", "ceasefire")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 1
    assert "missing.txt" in ran.err
