"""Processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class LocalEngine:
    """A pool of processes; one that broke because a process died is replaced by a new one.

    Processes are spawned, not forked: the networks' threads do not survive a fork.
    """

    died: tuple[type[BaseException], ...] = (BrokenProcessPool,)
    gone: tuple[type[BaseException], ...] = (CancelledError,)

    def __init__(self, workers: int) -> None:
        self._workers = max(1, workers)
        self._pool = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def workers(self) -> int:
        """The processes that were asked for."""
        return self._workers

    def submit(self, work: Callable[[Sequence[T]], R], items: Sequence[T]) -> Future[R]:
        """Hand a task to a process; work and items must be picklable."""
        try:
            return self._pool.submit(work, items)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._start()
            return self._pool.submit(work, items)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))
