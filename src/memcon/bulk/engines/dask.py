"""Workers of a Dask scheduler, on this machine or anywhere (``pip install 'memcon[cluster]'``)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any, Final, TypeVar

from memcon.errors import EngineError, UsageError

T = TypeVar("T")
R = TypeVar("R")

GONE: Final = "the scheduler is gone; what is written stays: run the same command again"

PATIENCE_S: Final = 60
"""How long a scheduler may take to answer and to have a first worker."""


class DaskEngine:
    """One client of a scheduler; deaths of workers are told when the scheduler gives up a task."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401  # untyped
        self._client = client
        self._executor: Executor = client.get_executor(pure=False)
        scheduler, of_client = map(import_module, ("distributed.scheduler", "distributed.client"))
        self.died: tuple[type[BaseException], ...] = (scheduler.KilledWorker,)
        self.gone: tuple[type[BaseException], ...] = (
            CancelledError,
            of_client.FutureCancelledError,
            import_module("distributed").comm.CommClosedError,
        )

    def workers(self) -> int:
        """Threads of all workers, as many as there are now."""
        try:
            threads: dict[str, int] = self._client.nthreads()
        except (OSError, ValueError) as error:  # a closed connection, a closed client
            raise EngineError(GONE) from error
        return max(1, sum(threads.values()))

    def submit(self, work: Callable[[Sequence[T]], R], items: Sequence[T]) -> Future[R]:
        """Hand a task to the scheduler."""
        if self._client.status != "running":
            raise EngineError(GONE)
        return self._executor.submit(work, items)


@contextmanager
def open_dask(*, workers: int, scheduler: str | None) -> Iterator[DaskEngine]:
    """Workers of the ``scheduler`` at an address, or so many processes of this machine.

    Raises ``UsageError`` where Dask is not installed, ``EngineError`` where nobody answers.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise UsageError("--engine dask needs: pip install 'memcon[cluster]'") from error
    with ExitStack() as stack:
        address: Any = scheduler
        if scheduler is None:
            once = {"distributed.scheduler.allowed-failures": 0}  # `run` counts deaths itself
            stack.enter_context(import_module("dask").config.set(once))
            address = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=max(1, workers),
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                )
            )
        try:
            client = stack.enter_context(distributed.Client(address, timeout=PATIENCE_S))
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(f"no worker answers at {scheduler}: {error}") from error
        yield DaskEngine(client)
