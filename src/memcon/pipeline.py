"""From articles to records: checks the order of stages, runs them, folds, catches what fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from memcon.errors import StageError
from memcon.record import EMPTY_PARSE, Article, FactKind, Reading, Record, fold
from memcon.stage import Finder, Stage

ToolsT = TypeVar("ToolsT")
Parse = Callable[[Sequence[Article]], Sequence[Reading]]


@dataclass(frozen=True, slots=True)
class Failure:
    """One article that could not be read, and why; it never stops the others."""

    error: StageError

    @property
    def source(self) -> str:
        """Where the article came from."""
        return self.error.source


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    run: Callable[[Sequence[Reading]], Sequence[Reading]]


def check(stages: Sequence[Stage[ToolsT]]) -> None:
    """Raise ``ValueError`` when a stage reads a kind of fact that none before it writes."""
    written: set[FactKind] = set()
    for stage in stages:
        missing = [kind.__name__ for kind in stage.reads if kind not in written]
        if missing:
            raise ValueError(f"stage {stage.name} reads {missing} before they are written")
        written.update(stage.writes)


class Pipeline:
    """Stages built once for one worker; reads any number of articles after that."""

    def __init__(
        self,
        parse: Parse,
        stages: Sequence[Stage[ToolsT]],
        tools: ToolsT,
        *,
        made_by: Iterable[tuple[str, str]] = (),
    ) -> None:
        check(stages)
        self._parse = parse
        self._steps = tuple(_Step(stage.name, _adder(stage.build(tools))) for stage in stages)
        versions = ((f"stage:{stage.name}", str(stage.version)) for stage in stages)
        self.made_by = dict(sorted((*made_by, *versions)))

    def read(self, articles: Sequence[Article]) -> Iterator[Record | Failure]:
        """One record or failure per article, in order."""
        started: list[Reading | Failure] = list(self._start(articles))
        for step in self._steps:
            started = _run(step, started)
        for result in started:
            yield result if isinstance(result, Failure) else self._folded(result)

    def _folded(self, reading: Reading) -> Record | Failure:
        try:
            return fold(reading, made_by=self.made_by)
        except Exception as error:  # facts that do not fit together are a fault like any other
            return _failure("fold", reading.article, error)

    def _start(self, articles: Sequence[Article]) -> Iterator[Reading | Failure]:
        step = _Step("parse", lambda readings: self._parse([r.article for r in readings]))
        yield from _halving(step, [Reading(article, EMPTY_PARSE) for article in articles])


def _adder(finder: Finder) -> Callable[[Sequence[Reading]], Sequence[Reading]]:
    def run(readings: Sequence[Reading]) -> Sequence[Reading]:
        found = finder(readings)
        return [reading.adding(facts) for reading, facts in zip(readings, found, strict=True)]

    return run


def _run(step: _Step, results: Sequence[Reading | Failure]) -> list[Reading | Failure]:
    """The results after one more step; failures of earlier steps pass through."""
    done = _halving(step, [result for result in results if isinstance(result, Reading)])
    return [next(done) if isinstance(result, Reading) else result for result in results]


def _halving(step: _Step, readings: Sequence[Reading]) -> Iterator[Reading | Failure]:
    """Run a batch; when it fails, halve it until the bad article stands alone."""
    if not readings:
        return
    try:
        done = step.run(readings)
        if len(done) != len(readings):  # one too few or too many would shift all that follow
            raise ValueError(f"{len(done)} results instead of {len(readings)}")
    except Exception as error:  # any fault of a stage becomes a failure row
        if len(readings) == 1:
            yield _failure(step.name, readings[0].article, error)
            return
        middle = len(readings) // 2
        yield from _halving(step, readings[:middle])
        yield from _halving(step, readings[middle:])
        return
    yield from done


def _failure(stage: str, article: Article, fault: Exception) -> Failure:
    reason = f"{type(fault).__name__}: {fault}"
    return Failure(StageError(article.source, article_id=article.id, stage=stage, reason=reason))
