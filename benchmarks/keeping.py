"""The store: what keeping and asking cost, as ``benchmarks/store.py`` prints it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from benchmarks.rows import Note, Row

REPORTS: Final = 1000
FULL_REPORTS: Final = 100_000


def measure(*, full: bool) -> Iterator[Row | Note]:
    """What the store's own benchmark says of so many made-up reports."""
    command = [sys.executable, "-m", "benchmarks.store"]
    command += ["--reports", str(FULL_REPORTS if full else REPORTS)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    yield Note(text=done.stdout.strip(), verbatim=True)
