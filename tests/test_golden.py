"""Two short reports and the records that memcon makes of them: read changes here as diffs.

``python -m tests.test_golden`` writes the records anew; then read the difference before
keeping it. Left out are what read the report (``made_by``), which changes with every part, and
the scores of statements, whose last digits depend on the processor's arithmetic.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

import memcon
from memcon.record.codec import to_dict

FOLDER: Final = Path(__file__).parent / "golden"
TEXTS: Final = sorted(FOLDER.glob("*.txt"))


def _record(text: Path) -> str:
    record = to_dict(memcon.read_text(text.read_text("utf-8")))
    del record["made_by"], record["article"]["source"]
    for statement in record["statements"]:
        del statement["score"]
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("text", [pytest.param(path, id=path.stem) for path in TEXTS])
def test_records_stay_as_they_are(text: Path) -> None:
    """A report's record is the one kept beside it."""
    assert _record(text) == text.with_suffix(".json").read_text("utf-8")


if __name__ == "__main__":
    for path in TEXTS:
        path.with_suffix(".json").write_text(_record(path), "utf-8")
