"""The contract of a pipeline step.

A stage is a value in one literal tuple (``memcon.stages.STAGES``): a name, a version, the
kinds of fact it reads and writes, and how to build its finder. ``build(tools)`` runs once per
worker and returns a :data:`Finder`: readings in, one tuple of facts per reading out. Nothing
registers itself and nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from memcon.record.reading import Fact, FactKind, Reading

Finder = Callable[[Sequence[Reading]], Sequence[tuple[Fact, ...]]]
ToolsT = TypeVar("ToolsT", contravariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Generic[ToolsT]):
    """One step: ``version`` goes up whenever the same reading may give other facts."""

    name: str
    version: int
    reads: tuple[FactKind, ...]
    writes: tuple[FactKind, ...]
    build: Callable[[ToolsT], Finder]


def each(find: Callable[[Reading], Iterable[Fact]]) -> Finder:
    """The finder that treats every reading on its own."""

    def find_all(readings: Sequence[Reading]) -> Sequence[tuple[Fact, ...]]:
        return tuple(tuple(find(reading)) for reading in readings)

    return find_all
