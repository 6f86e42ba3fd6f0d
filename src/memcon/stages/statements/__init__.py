"""Who said what: statements with their sources."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.codebook.cues import load_cues
from memcon.codebook.titles import load_titles
from memcon.record import Entity, Fact, Link, Mention, Reading, Statement, Time
from memcon.stage import Finder, Stage, each
from memcon.stages.statements.describe import Scene, describe
from memcon.stages.statements.rules import find_triples

__all__ = ["STATEMENTS"]


def _build(_: object) -> Finder:
    cues, titles = load_cues(), load_titles()

    def find(reading: Reading) -> Iterable[Fact]:
        triples = find_triples(reading.article, reading.parse, cues)
        return describe(Scene.of(reading, cues, titles), triples)

    return each(find)


STATEMENTS: Stage[object] = Stage(
    name="statements",
    version=1,
    reads=(Entity, Mention, Link, Time),
    writes=(Statement,),
    build=_build,
)
