"""Bulk runs of the examples: the local engine and Dask on this machine, two processes each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks import bulk
from benchmarks.reports import EXAMPLES
from benchmarks.rows import Note, Row
from benchmarks.turns import Took, compared, rates
from memcon.app.bulk import Plan

ENGINES: Final = ("local", "dask")
TABLE: Final = "The same reports by two processes"


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Both engines in turn, and whether they wrote the same bytes."""
    rounds = [_round() for _ in range(3 if full else 1)]
    took = [{name: Took(one.cpu, one.wall) for name, one in round.items()} for round, _ in rounds]
    reports = next(iter(rounds[0][0].values())).last.reports
    yield from compared(TABLE, took)
    yield from rates(TABLE, took, count=reports, what="reports")
    same = all(same for _, same in rounds)
    yield Note(
        text=f"{reports} reports; both wrote {'the same' if same else 'DIFFERENT'} bytes. So small "
        "a corpus is mostly start-up, of which Dask has more; [bulk runs](bulk.md) has larger ones."
    )


def _round() -> tuple[dict[str, bulk.Took], bool]:
    with tempfile.TemporaryDirectory() as name:
        folders = {engine: Path(name) / engine for engine in ENGINES}
        took = {
            engine: bulk.measure(
                Plan((str(EXAMPLES),), str(folder), engine=engine, workers=2), kill=False
            )
            for engine, folder in folders.items()
        }
        return took, bulk.same(*folders.values())
