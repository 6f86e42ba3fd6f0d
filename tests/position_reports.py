"""Scores positions on our own short reports, the tuned half and the half put aside.

usage: python -m tests.position_reports

Counted as ``tests.held_out`` counts reports. What is found aside is not listed, to keep it so.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import yaml

from tests.held_out import tally, told

FOLDER: Final = Path(__file__).parent / "data"
HALVES: Final = {"tuned": "position_reports.yaml", "aside": "position_reports_aside.yaml"}


def counted(half: str) -> Counter[str]:
    """What is met, missed and spurious in the reports of ``tuned`` or ``aside``."""
    rows = yaml.safe_load((FOLDER / HALVES[half]).read_text("utf-8"))
    return tally(({**row, "published": str(row["published"])} for row in rows), repeats=True)


if __name__ == "__main__":
    for name in HALVES:
        print(told(name, counted(name)))  # noqa: T201
