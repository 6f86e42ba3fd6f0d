"""The Dask engine on a scheduler of this machine with two worker processes, and their deaths."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.bulk import open_engine, run
from memcon.errors import EngineError
from tests.bulk.tasks import ONCE, POISON, deadly, die_once, double, linger

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what Dask warns of is its own

LOST = -99


def _lost(_: object) -> int:
    return LOST


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A scheduler and two workers, each a process."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        yield cluster


def test_the_same_results_as_on_this_machine_alone(cluster: Any, tmp_path: Path) -> None:
    """A task that kills once is done again, one that kills always is lost, no other is."""
    with open_engine("dask", workers=2, scheduler=cluster.scheduler_address) as engine:
        plain = dict(run([[n] for n in range(9)], double, engine, lost=_lost))
        assert plain == {n: [2 * n] for n in range(9)}
        mark = str(tmp_path / "died")
        once = dict(run([[(1, mark)], [(ONCE, mark)]], die_once, engine, lost=_lost))
        assert once == {0: [2], 1: [2 * ONCE]}
        always = dict(run([[1, 2], [3, POISON]], deadly, engine, lost=_lost))
        assert always == {0: [2, 4], 1: [6, LOST]}


def test_a_worker_killed_in_the_middle_loses_nothing(cluster: Any) -> None:
    """What it worked on is done by another."""
    with open_engine("dask", workers=2, scheduler=cluster.scheduler_address) as engine:
        results = run([[n] for n in range(12)], linger, engine, lost=_lost)
        found = dict([next(results)])
        os.kill(cluster.workers[0].pid, signal.SIGKILL)
        found.update(results)
    assert found == {n: [2 * n] for n in range(12)}


def test_a_scheduler_that_goes_is_an_error_that_says_what_to_do(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing hangs: what is written stays, and the same run goes on from there."""
    monkeypatch.setattr("memcon.bulk.engines.dask.PATIENCE_S", 5)
    with open_engine("dask", workers=2, scheduler=cluster.scheduler_address) as engine:
        results = run([[n] for n in range(40)], linger, engine, lost=_lost)
        next(results)
        cluster.close()
        with pytest.raises(EngineError, match="run the same command again"):
            list(results)


def test_a_scheduler_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the address."""
    monkeypatch.setattr("memcon.bulk.engines.dask.PATIENCE_S", 1)
    with (
        pytest.raises(EngineError, match=r"127[.]0[.]0[.]1:9"),
        open_engine("dask", workers=1, scheduler="tcp://127.0.0.1:9"),
    ):
        pass
