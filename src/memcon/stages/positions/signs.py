"""Signs of a stance: which words show it, on what, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from memcon.record import Entity, Statement
from memcon.record.facts import Stance
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.syntax import Tokens, is_misjoined

WITHIN: Final = ("ccomp", "xcomp", "pcomp", "conj", "acl", "dobj", "prep", "pobj", "attr")
DENYING: Final = frozenset({"deny", "refute", "rebut"})
Weight = Literal["full", "weak", "stress", "assert"]
"""How much a sign says: full; weak, where what is said inside may say otherwise; only stress,
which needs an issue; a bare assertion, which needs delegations that take sides on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A word that shows a stance: its claim as token ranges, its holders, and what it asks of whom.

    ``own`` says that the holders stand at the word itself, rather than being whoever speaks.
    """

    token: int
    stance: Stance
    claim: Tokens
    holders: tuple[Entity, ...]
    reason: str
    toward: Entity | None = None
    weight: Weight = "full"
    own: bool = True
    needs_issue: bool = False
    absent: bool = False
    """Whether it says that there will be none of what the claim names: "no deal without"."""
    needs_cue: bool = False
    """Whether its own words must show the issue."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what stands at a place; ``party`` is ``None`` where nobody knows."""

    party: Entity | None
    statement: Statement | None = None
    denied: bool = False


def voices_at(scene: Scene, token: int) -> tuple[Voice, ...]:
    """Those who say what stands at ``token``, the innermost first."""
    found = tuple(
        Voice(scene.holders.of_statement(said), said, _denies(scene, said))
        for said in scene.said_in(token)
        if said.kind in ("speech", "writing", "thought")
    )
    return found or tuple(_governing_voice(scene, token))


def _denies(scene: Scene, said: Statement) -> bool:
    cue = (t for span in said.cue.spans for t in scene.parse.tokens_in(span))
    return any(scene.lemma(token) in DENYING for token in cue)


def _governing_voice(scene: Scene, token: int) -> Iterator[Voice]:
    """The subject of a verb of saying above, where no statement was found."""
    parse, below = scene.parse, token
    for above in parse.ancestors(token):
        if parse.deps[below] in ("ccomp", "parataxis") and scene.lemma(above) in scene.cues.clause:
            for subject in parse.dependents(above, "nsubj"):
                party = scene.holders.of_head(subject)
                if party is not None:
                    yield Voice(party, None, scene.lemma(above) in DENYING)
                    return
        below = above


def nested_out(scene: Scene, signs: list[Sign]) -> list[Sign]:
    """The signs without those that only repeat what governs them or what they govern says better.

    A sign inside the claim of another falls away where it has no holder of its own; a weak outer
    one falls away where its claim holds a full one of the same party.
    """
    kept = []
    for sign in signs:
        outer = [o for o in signs if o is not sign and _inside(sign.token, o.claim)]
        if not sign.own and any(o.weight == "full" for o in outer):
            continue
        if any(o.weight == "full" and _is_asked(scene, sign, o) for o in outer):
            continue
        inner = [i for i in signs if i is not sign and _inside(i.token, sign.claim)]
        if sign.weight != "full" and any(_shared(i, sign) for i in inner):
            continue
        kept.append(sign)
    return kept


def _is_asked(scene: Scene, sign: Sign, outer: Sign) -> bool:
    """Whether a verb says what another asks for, not what its own subject wants."""
    parse = scene.parse
    if not scene.is_verb(sign.token) or not scene.is_verb(outer.token):
        return False
    if parse.dependents(sign.token, "agent"):
        return False  # "accepted a truce suggested by Oman"
    governed = sign.token
    while parse.deps[governed] in WITHIN and not is_misjoined(parse, governed):
        governed = parse.heads[governed]
        if governed == outer.token:
            return True
    return False


def _inside(token: int, claim: Tokens) -> bool:
    return claim[0] <= token < claim[1]


def _shared(one: Sign, other: Sign) -> bool:
    same = {party.id for party in one.holders} & {party.id for party in other.holders}
    return bool(same) and one.weight in ("full", "weak")


def moved(sign: Sign, stance: Stance, why: str) -> Sign:
    """The sign with another stance and the reason for it."""
    return replace(sign, stance=stance, reason=f"{sign.reason}; {why}")
