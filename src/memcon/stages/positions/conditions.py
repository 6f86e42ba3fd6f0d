"""Stances that depend on something: "ready to talk if", "will not sign unless".

What a stance depends on is asked for in turn: "will withdraw only if the siege is lifted" is a
condition on the withdrawal and a demand on the siege.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from memcon.record.facts import Stance
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.syntax import mood_of
from memcon.stages.positions.verbs import asked
from memcon.stages.statements.clauses import trimmed

OPEN: Final[frozenset[Stance]] = frozenset({"supports", "offers", "undecided"})
REFUSED: Final[Stance] = "rejects"
THREATS: Final = frozenset({"threaten", "threat", "warn", "warning"})
UNLESS: Final = "unless"
LASTING: Final = frozenset({"as long as", "so long as"})
"""Words after which a refusal lasts while something else does: "no truce as long as"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that make a stance depend on something: first and last token, and the phrase."""

    first: int
    last: int
    phrase: str


def with_condition(scene: Scene, sign: Sign) -> Iterator[Sign]:
    """The sign; where it depends on something, as a condition, and what it depends on."""
    found = find_condition(scene, sign)
    if found is None:
        yield sign
        return
    stop = _clause_end(scene, found.last + 1, scene.sentence(sign.token).stop)
    first, last = sign.claim
    claim = trimmed(scene.parse, first, found.first) if first < found.first < last else sign.claim
    reason = f"{sign.reason}; depends on “{found.phrase}”"
    while_it = sign.stance == REFUSED and found.phrase in LASTING
    yield replace(sign, stance=REFUSED if while_it else "conditions", claim=claim, reason=reason)
    if found.last + 1 < stop:
        asks = trimmed(scene.parse, found.last + 1, stop)
        yield replace(
            sign,
            token=found.first,
            stance="opposes" if while_it or _is_threat(scene, sign, found) else "demands",
            claim=asks,
            toward=asked(scene, asks, sign.holders),
            reason=f"what it depends on after “{found.phrase}”",
            weight="full",
            needs_cue=True,
        )


def find_condition(scene: Scene, sign: Sign) -> Condition | None:
    """The first words after a sign that make it depend on something."""
    if sign.weight in ("stress", "assert"):
        return None
    if sign.stance not in OPEN and sign.stance != REFUSED:
        return None
    kept, words = scene.forms(range(sign.token, scene.sentence(sign.token).stop))
    without = (scene.tables.without,) if sign.absent else ()
    for phrases in (scene.tables.strict, *without, scene.tables.loose):
        hits = sorted(phrases.find(words), key=lambda hit: (hit[1][0], -len(hit[1])))
        for phrase, places in hits:
            last = kept[places[-1]]
            if _is_outside(scene, sign.token, last):
                continue
            strict = phrases is not scene.tables.loose
            if strict or sign.stance in OPEN or _is_negated(scene, last):
                return Condition(kept[places[0]], last, phrase.text)
    return None


def _is_threat(scene: Scene, sign: Sign, found: Condition) -> bool:
    """Whether what follows is what somebody is threatened not to do: "threatens to quit if"."""
    return scene.lemma(sign.token) in THREATS and not found.phrase.startswith(UNLESS)


def _is_outside(scene: Scene, token: int, mark: int) -> bool:
    """Whether a sign stands in a relative clause that a condition is no part of."""
    parse, chain = scene.parse, (token, *scene.parse.ancestors(token))
    top = next((t for t in chain if parse.deps[t] == "relcl"), None)
    return top is not None and not parse.subtree_range(top)[0] <= mark < parse.subtree_range(top)[1]


def _is_negated(scene: Scene, mark: int) -> bool:
    """Whether a clause says what is not done: "will boycott the talks if they are not moved"."""
    return mood_of(scene, scene.parse.heads[mark]).negated


def _clause_end(scene: Scene, first: int, stop: int) -> int:
    """The end of the clause that says what a stance depends on: before ", the minister said"."""
    for said in scene.said_in(first)[:1] if first < stop else ():
        inside = scene.parse.tokens_in(said.content.hull)
        return max(first, min(stop, inside.stop))
    return next((t for t in range(first + 2, stop) if scene.parse.words[t] == ","), stop)
