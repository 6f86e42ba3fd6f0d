"""``memcon add`` from its command line to the store; slow, so few calls check much each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REPORT = (
    "Talks go on in Geneva\n\nRussian Foreign Minister Sergey Lavrov said on October 21, 2025 "
    "that the talks would go on.\n"
)


@pytest.mark.usefixtures("knowledge")
def test_reports_are_added_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What became of each report is one line; failures are named; then the store can be asked."""
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, "utf-8")
    ran = run("add", "report.txt", "missing.txt")
    assert (ran.code, len(ran.complaints)) == (1, 1)
    assert "missing.txt" in ran.err
    line = json.loads(ran.out)
    assert (line["source"], line["outcome"]) == ("report.txt", "added")
    again = run("add", "report.txt", "--format", "text")
    assert (again.code, again.out) == (0, "1 there before -> memcon.db\n")
    (said,) = (json.loads(row) for row in run("statements", "--who", "lavrov").out.splitlines())
    assert said["source"]["name"] == "Sergey Lavrov"
    assert run("timeline", "--who", "Russia").out.count(said["id"]) == 1
