"""The tasks that are measured, in one table, and how one is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from memcon.errors import UsageError
from memcon.evaluate import (
    actors,
    attribution,
    chains,
    clusters,
    events,
    linking,
    metonymy,
    places,
    positions,
    times,
)
from memcon.evaluate.gold import (
    Item,
    Phrase,
    Report,
    Row,
    phrase_of,
    read_gold,
    report_of,
    to_lines,
)
from memcon.evaluate.score import Score
from memcon.knowledge.actors import Actor
from memcon.record import Record

A = TypeVar("A")
F = TypeVar("F")


class Subject(Protocol):
    """What is measured: something that reads reports and resolves phrases, one answer each."""

    def read(self, lines: bytes) -> Iterable[Record | None]:
        """A record, or ``None`` for what cannot be read, per line of a ``.jsonl`` source."""

    def resolve(self, phrases: Iterable[Phrase]) -> Iterable[Actor]:
        """What each phrase means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[A, F]):
    """What memcon is given, what is right, what memcon found in it, and how both are counted."""

    given: Callable[[Row], Report | Phrase] = report_of
    answer: Callable[[Row], A]
    find: Callable[[A, Any], F]
    """From the right answer (which may say where to look) and a record or an actor."""
    score: Callable[[Sequence[tuple[A, F | None]]], Score]
    is_read: bool = True
    """Whether texts are read, or taken as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The score of one task on one gold file.

    ``unread`` counts the texts that could not be read; ``made_by`` says what read the others.
    """

    task: str
    gold: str
    items: int
    unread: int
    score: Score
    made_by: Mapping[str, str] = field(default_factory=dict)


def attribution_task(classes: frozenset[str] = frozenset()) -> Task[Any, Any]:
    """Statements of ``classes``, or of all; raises ``UsageError`` for an unknown class."""
    unknown = sorted(classes.difference(attribution.CLASSES))
    if unknown:
        known = ", ".join(attribution.CLASSES)
        raise UsageError(f"no class of statement is called {unknown[0]!r}; there are {known}")
    return Task(
        answer=attribution.read_answer,
        find=lambda _, record: attribution.find(record, classes),
        score=attribution.score,
    )


TASKS: Final[Mapping[str, Task[Any, Any]]] = {
    "attribution": attribution_task(),
    "time": Task(
        answer=times.read_answer, find=lambda _, record: times.find(record), score=times.score
    ),
    "geo": Task(
        answer=places.read_answer, find=lambda _, record: places.find(record), score=places.score
    ),
    "metonymy": Task(answer=metonymy.read_answer, find=metonymy.find, score=metonymy.score),
    "linking": Task(
        answer=linking.read_answer, find=lambda _, record: linking.find(record), score=linking.score
    ),
    "events": Task(
        answer=events.read_answer, find=lambda _, record: events.find(record), score=events.score
    ),
    "actors": Task(
        given=phrase_of,
        answer=actors.read_answer,
        find=lambda _, actor: actors.find(actor),
        score=actors.score,
    ),
    "positions": Task(answer=positions.read_answer, find=positions.find, score=positions.score),
    "clusters": Task(
        answer=clusters.read_answer,
        find=lambda _, report: clusters.find(report),
        score=clusters.score,
        is_read=False,
    ),
    "chains": Task(
        answer=chains.read_answer,
        find=lambda _, record: chains.find(record),
        score=chains.score,
    ),
}


def measure(
    name: str,
    gold: Path,
    subject: Subject,
    *,
    first: int | None = None,
    task: Task[Any, Any] | None = None,
) -> Measurement:
    """Run memcon over a gold file and score it; ``task`` replaces the one called ``name``.

    Raises ``SourceError`` for a gold file that does not fit.
    """
    asked = task or TASKS[name]
    items = read_gold(gold, asked.given, asked.answer, first=first)
    pairs: list[tuple[Any, Any]] = []
    unread, made_by = 0, dict[str, str]()
    for item, got in zip(items, _answers(asked, items, subject), strict=True):
        unread += got is None
        made_by = dict(got.made_by) if isinstance(got, Record) else made_by
        pairs.append((item.answer, None if got is None else asked.find(item.answer, got)))
    return Measurement(
        task=name,
        gold=str(gold),
        items=len(items),
        unread=unread,
        score=asked.score(pairs),
        made_by=made_by,
    )


def _answers(
    asked: Task[Any, Any], items: Sequence[Item[Any]], subject: Subject
) -> Iterator[Record | Actor | Report | Phrase | None]:
    if not asked.is_read:
        yield from (item.given for item in items)
        return
    phrases = [item.given for item in items if isinstance(item.given, Phrase)]
    if phrases:
        yield from subject.resolve(phrases)
    else:
        yield from subject.read(to_lines(items))
