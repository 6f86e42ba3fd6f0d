"""Who, what and where: mentions and the entities that they mean."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.codebook.linking import load_weighing
from memcon.codebook.metonymy import load_readings
from memcon.codebook.titles import load_titles
from memcon.record import Entity, Fact, Link, Mention, Reading
from memcon.stage import Finder, Stage, each
from memcon.stages.mentions.finder import Lexicons, MentionFinder
from memcon.stages.tools import Tools

__all__ = ["MENTIONS"]


def _build(tools: Tools) -> Finder:
    lexicons = Lexicons(load_titles(), load_readings(), load_weighing())

    def find(reading: Reading) -> Iterable[Fact]:
        return MentionFinder(reading, tools.knowledge, lexicons).facts()

    return each(find)


MENTIONS: Stage[Tools] = Stage(
    name="mentions",
    version=4,
    reads=(),
    writes=(Entity, Mention, Link),
    build=_build,
)
