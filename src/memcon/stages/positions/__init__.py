"""What each party wants: positions on issues, with stance, claim and whose word it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from memcon.record import Entity, Event, Fact, Link, Mention, Position, Reading, Statement
from memcon.stage import Finder, Stage, each
from memcon.stages.positions.adjectives import find_adjectives
from memcon.stages.positions.conditions import with_condition
from memcon.stages.positions.describe import describe_all, join
from memcon.stages.positions.listing import apart
from memcon.stages.positions.minutes import take_sides
from memcon.stages.positions.nouns import find_nouns
from memcon.stages.positions.said import find_said
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign, nested_out
from memcon.stages.positions.verbs import find_verbs
from memcon.stages.tools import Tools

__all__ = ["POSITIONS"]


def _build(tools: Tools) -> Finder:
    def find(reading: Reading) -> Iterable[Fact]:
        scene = Scene.of(reading, tools)
        held = join(scene, tuple(describe_all(scene, _signs(scene))))
        parties = [p for one in held for p in (one.holder, one.toward, one.teller) if p is not None]
        known = {entity.id for entity in reading.all(Entity)}
        new = {party.id: party for party in parties if party.id not in known}
        return (*new.values(), *(one.position for one in held))

    return each(find)


def _signs(scene: Scene) -> Iterator[Sign]:
    for sentence in scene.parse.sentences:
        tokens = range(sentence.first, sentence.last)
        found = [sign for token in tokens for sign in _at(scene, token)]
        for sign in take_sides(scene, tokens, nested_out(scene, found)):
            for one in with_condition(scene, sign):
                yield from apart(scene, one)


def _at(scene: Scene, token: int) -> Iterator[Sign]:
    """The signs of one token: the first kind that shows any."""
    for find in (find_adjectives, find_verbs, find_nouns, find_said):
        found = list(find(scene, token))
        if found:
            yield from found
            return


POSITIONS: Stage[Tools] = Stage(
    name="positions",
    version=5,
    reads=(Entity, Mention, Link, Statement, Event),
    writes=(Position, Entity),
    build=_build,
)
