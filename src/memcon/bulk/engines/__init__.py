"""Who does the work: processes of this machine, or the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from memcon.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Workers that are handed tasks; entered by ``with``."""

    died: tuple[type[BaseException], ...]
    """What a task raises whose worker died."""
    gone: tuple[type[BaseException], ...]
    """What a task raises where nobody can take tasks any more."""

    def workers(self) -> int:
        """How many tasks are worked on at once, one at least."""
        ...

    def submit(self, work: Callable[[Sequence[T]], R], items: Sequence[T]) -> Future[R]:
        """Hand out a task; raises ``EngineError`` where nobody can take it any more."""
        ...


def open_engine(
    name: str, *, workers: int, scheduler: str | None = None
) -> AbstractContextManager[Engine]:
    """The engine ``local`` or ``dask``; without a ``scheduler`` Dask runs on this machine.

    Raises ``UsageError`` for other names and where Dask is not installed.
    """
    if name == "local":
        if scheduler is not None:
            raise UsageError("--scheduler is for --engine dask")
        from memcon.bulk.engines.local import LocalEngine

        return LocalEngine(workers)
    if name == "dask":
        from memcon.bulk.engines.dask import open_dask

        return open_dask(workers=workers, scheduler=scheduler)
    raise UsageError(f"there is no engine {name!r}; known are local and dask")
