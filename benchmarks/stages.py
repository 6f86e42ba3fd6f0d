"""The parts of reading one by one, so that each can be measured alone."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from memcon.knowledge import KnowledgeBase
from memcon.nlp import Language
from memcon.record import Article, Reading, fold
from memcon.stage import Finder
from memcon.stages import STAGES, Tools

NETWORKS: Final = "parse and encoder"


class Stages:
    """Networks and finders, built once; computes on one thread."""

    @cached_property
    def _language(self) -> Language:
        return Language.load(threads=1)

    @cached_property
    def finders(self) -> dict[str, Finder]:
        """The finder of each stage by the name of the stage, in order."""
        tools = Tools(knowledge=KnowledgeBase.open())
        return {stage.name: stage.build(tools) for stage in STAGES}

    def parse(self, articles: Sequence[Article]) -> Sequence[Reading]:
        """What the networks alone give."""
        return self._language.read(articles)

    def before(self, stage: str, articles: Sequence[Article]) -> Sequence[Reading]:
        """The readings as ``stage`` is given them."""
        readings = self.parse(articles)
        for name, finder in self.finders.items():
            if name == stage:
                return readings
            readings = _added(readings, finder)
        raise KeyError(stage)

    def seconds(self, articles: Sequence[Article]) -> dict[str, float]:
        """CPU seconds of the networks, of each stage and of folding the record."""
        found = {}
        begin = time.process_time()
        readings = self.parse(articles)
        found[NETWORKS] = time.process_time() - begin
        for name, finder in self.finders.items():
            begin = time.process_time()
            readings = _added(readings, finder)
            found[name] = time.process_time() - begin
        begin = time.process_time()
        for reading in readings:
            fold(reading, made_by={})
        found["fold"] = time.process_time() - begin
        return found


def _added(readings: Sequence[Reading], finder: Finder) -> Sequence[Reading]:
    facts: Iterable = finder(readings)  # type: ignore[type-arg]
    return [reading.adding(new) for reading, new in zip(readings, facts, strict=True)]
