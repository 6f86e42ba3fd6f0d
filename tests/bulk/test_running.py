"""Tasks on processes that may die: every item has one result, and only the guilty is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.bulk import in_order, open_engine, run
from memcon.bulk.engines.local import LocalEngine
from memcon.errors import SourceError, UsageError
from tests.bulk.tasks import ONCE, POISON, deadly, die_once, double, refuse

LOST = -99


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    """Two processes."""
    with LocalEngine(2) as engine:
        yield engine


def _lost(_: object) -> int:
    return LOST


def test_every_task_gives_its_results(engine: LocalEngine) -> None:
    """More tasks than are under way at once; each result comes with the number of its task."""
    tasks = [[number, number + 1] for number in range(20)]
    found = dict(run(tasks, double, engine, lost=_lost))
    assert found == {number: [2 * number, 2 * number + 2] for number in range(20)}


def test_only_what_kills_is_lost(engine: LocalEngine) -> None:
    """Its neighbours in the task, and the tasks beside it, are read all the same."""
    tasks = [[1, 2], [3, POISON, 4], [5], [6]]
    found = dict(run(tasks, deadly, engine, lost=_lost))
    assert found == {0: [2, 4], 1: [6, LOST, 8], 2: [10], 3: [12]}


def test_a_worker_that_dies_once_loses_nothing(engine: LocalEngine, tmp_path: Path) -> None:
    """Its task is given out again."""
    mark = str(tmp_path / "died")
    tasks = [[(1, mark)], [(ONCE, mark)], [(3, mark)]]
    assert dict(run(tasks, die_once, engine, lost=_lost)) == {0: [2], 1: [2 * ONCE], 2: [6]}


def test_what_a_task_raises_is_raised(engine: LocalEngine) -> None:
    """Errors of memcon come through from the other process as they are."""
    with pytest.raises(SourceError, match=r"x[.]html: cannot be read") as caught:
        list(run([[1]], refuse, engine, lost=_lost))
    assert caught.value.source == "x.html"


def test_unknown_engines_are_named() -> None:
    """The error says which there are."""
    with pytest.raises(UsageError, match="local and dask"):
        open_engine("spark", workers=1)
    with pytest.raises(UsageError, match="--engine dask"):
        open_engine("local", workers=1, scheduler="tcp://x:1")


def test_results_are_put_in_order() -> None:
    """Those that come early wait for those before them."""
    done = [(2, ["c"]), (0, ["a"]), (1, ["b"]), (3, ["d"])]
    assert list(in_order(done)) == [["a"], ["b"], ["c"], ["d"]]
