"""Tasks given to workers that may die, and their results as they come.

A task whose worker died is given out again; dead twice, it waits until all others are done and its
items are read one by one, so that the one that kills is known and nobody else is blamed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from memcon.bulk.engines import Engine
from memcon.errors import EngineError

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Sequence[T]], list[R]]

AHEAD: Final = 2
"""Tasks under way for each worker: one it does, one that waits at its side."""
DEATHS: Final = 2
"""Deaths after which the items of a task are tried one by one, and one item is given up."""


@dataclass(frozen=True, slots=True)
class _Flight(Generic[T]):
    number: int
    items: Sequence[T]
    deaths: int = 0


def run(
    tasks: Iterable[Sequence[T]], work: Work[T, R], engine: Engine, *, lost: Callable[[T], R]
) -> Iterator[tuple[int, list[R]]]:
    """The number of each task, from 0, and its results, one for each item, as they come.

    ``lost`` gives the result of an item that kills whoever works on it. Raises ``EngineError``
    where the engine as a whole fails, and what ``work`` raises.
    """
    waiting = (_Flight(number, items) for number, items in enumerate(tasks))
    again: deque[_Flight[T]] = deque()
    suspects: list[_Flight[T]] = []
    flying: dict[Future[list[R]], _Flight[T]] = {}
    while True:
        while len(flying) < AHEAD * engine.workers():
            flight = again.popleft() if again else next(waiting, None)
            if flight is None:
                break
            flying[engine.submit(work, flight.items)] = flight
        if not flying:
            break
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in done:
            flight = flying.pop(future)
            result = _result(future, engine)
            if result is not None:
                yield flight.number, result
                continue
            flight = replace(flight, deaths=flight.deaths + 1)
            (again if flight.deaths < DEATHS else suspects).append(flight)
    for flight in suspects:
        yield flight.number, [_alone(item, work, engine, lost) for item in flight.items]


def in_order(results: Iterable[tuple[int, list[R]]]) -> Iterator[list[R]]:
    """Results that come as they are done, in the order of their tasks."""
    early: dict[int, list[R]] = {}
    due = 0
    for number, result in results:
        early[number] = result
        while due in early:
            yield early.pop(due)
            due += 1


def _alone(item: T, work: Work[T, R], engine: Engine, lost: Callable[[T], R]) -> R:
    for _ in range(DEATHS):
        result = _result(engine.submit(work, [item]), engine)
        if result is not None:
            return result[0]
    return lost(item)


def _result(future: Future[list[R]], engine: Engine) -> list[R] | None:
    """The result of a task; ``None`` where its worker died."""
    try:
        return future.result()
    except engine.died:
        return None
    except engine.gone as error:
        raise EngineError(
            "the engine let go of the work; what is written stays: run the same command again"
        ) from error
