"""Processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Self, TypeVar

from loky.process_executor import ProcessPoolExecutor  # type: ignore[import-untyped]

T = TypeVar("T")
R = TypeVar("R")


class LocalEngine:
    """A pool of processes; one that broke because a process died is replaced by a new one.

    Processes are started afresh, not forked: the networks' threads do not survive a fork. The pool
    is loky's: that of Python 3.11 may be handed a task while it breaks, and then fail or hang.
    """

    died: tuple[type[BaseException], ...] = (BrokenProcessPool,)
    gone: tuple[type[BaseException], ...] = (CancelledError,)

    def __init__(self, workers: int) -> None:
        self._workers = max(1, workers)
        self._pool = ProcessPoolExecutor(self._workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, kill_workers=True)

    def workers(self) -> int:
        """The processes that were asked for."""
        return self._workers

    def submit(self, work: Callable[[Sequence[T]], R], items: Sequence[T]) -> Future[R]:
        """Hand a task to a process; work and items must be picklable."""
        try:
            future: Future[R] = self._pool.submit(work, items)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = ProcessPoolExecutor(self._workers)
            future = self._pool.submit(work, items)
        return future
