"""Claims that list several things: "a truce, the release of hostages and aid"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from memcon.stages.positions.matching import match_tokens
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.syntax import Tokens
from memcon.stages.statements.clauses import trimmed

CLAUSES: Final = frozenset({"VERB"})
THINGS: Final = CLAUSES | {"NOUN", "PROPN"}


def apart(scene: Scene, sign: Sign) -> Iterator[Sign]:
    """The sign; one for each thing that its claim lists, where they are about several issues."""
    for kinds in (THINGS, CLAUSES):
        parts = _parts(scene, sign.claim, kinds)
        if len(parts) > 1 and _differ(scene, parts):
            yield from (replace(sign, claim=part) for part in parts)
            return
    yield sign


def _differ(scene: Scene, parts: Sequence[Tokens]) -> bool:
    """Whether each part is about an issue, and not all about the same."""
    issues = {_issue(scene, part) for part in parts}
    return len(issues) > 1 and None not in issues


def _issue(scene: Scene, part: Tokens) -> str | None:
    match = match_tokens(scene, range(*part), cues_only=True)
    return match.issue if match else None


def _parts(scene: Scene, claim: Tokens, kinds: frozenset[str]) -> tuple[Tokens, ...]:
    """The claim cut where a thing joined to the first begins."""
    parse, joints = scene.parse, [claim[0]]
    for token in range(*claim):
        if parse.deps[token] == "conj" and parse.pos[token] in kinds:
            if _shares_object(scene, token):
                continue
            start = parse.subtree_range(token)[0]
            if joints[-1] < start and parse.heads[token] >= claim[0]:
                joints.append(start)
    edges = [*joints, claim[1]]
    cut = (_bare(scene, first, last) for first, last in pairwise(edges))
    return tuple(part for part in cut if part[0] < part[1])


def _shares_object(scene: Scene, token: int) -> bool:
    """Whether two words have one object: "the use and sale of"."""
    parse = scene.parse
    beside = parse.heads[token] == token - 2 and not parse.dependents(token, "det", "poss")
    return beside and scene.word(token + 1) == "of"


def _bare(scene: Scene, first: int, last: int) -> Tokens:
    while last - 1 > first and scene.word(last - 1) in ("and", "or", ",", "but"):
        last -= 1
    return trimmed(scene.parse, first, last)
