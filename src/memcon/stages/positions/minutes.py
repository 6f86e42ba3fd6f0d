"""Delegations that take sides on what one of them says: allies hold it, opponents the opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.record import Entity
from memcon.record.facts import Stance
from memcon.record.stance import side_of
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.subjects import subject_parties, turn_of
from memcon.stages.positions.syntax import claim_after
from memcon.stages.positions.turns import SIDING, Marker, listed_after, markers_in
from memcon.stages.statements.clauses import trimmed

BARE: Final = frozenset({"oppose", "object", "disagree", "agree", "concur", "support"})
AGAINST: Final = frozenset({"oppose", "object", "disagree"})


def take_sides(scene: Scene, sentence: range, signs: Sequence[Sign]) -> Iterator[Sign]:
    """The signs of a sentence with those who stand by their holders, and those against them."""
    if not signs:
        return
    ordered = sorted(signs, key=lambda sign: sign.token)
    trailing = [m for m in markers_in(scene, sentence) if _is_siding(scene, m)]
    for whole in ordered:
        if not scene.is_verb(whole.token):
            yield whole
            continue
        if _is_bare(scene, whole.token) and _before(scene, ordered, whole.token):
            continue  # below, with the claim before it
        sign = _before_next(scene, whole, ordered)
        after = [m for m in trailing if _follows(scene, m, sign, ordered)]
        yield from _sided(scene, sign, after)
    yield from _bare(scene, sentence, ordered)


def _before_next(scene: Scene, sign: Sign, signs: Sequence[Sign]) -> Sign:
    """The sign, its claim cut where a list before a later verb begins."""
    for later in signs:
        inside = sign.claim[0] < later.token < sign.claim[1] or later.token == sign.claim[1]
        turn = turn_of(scene, later.token) if later.token > sign.token else None
        if turn is not None and turn.marked and sign.claim[0] < turn.start < sign.claim[1]:
            stop = turn.start
            while stop > sign.claim[0] + 1 and scene.word(stop - 1) in (",", "and", "but"):
                stop -= 1
            return replace(sign, claim=(sign.claim[0], stop))
        if inside and turn is not None:
            continue
    return sign


def _is_siding(scene: Scene, marker: Marker) -> bool:
    """Whether a marker is a participle on its own: ", opposed by"; not "was opposed by"."""
    parse, first = scene.parse, marker.first
    if scene.lemma(first) not in SIDING:
        return False
    return not parse.dependents(first, "auxpass", "nsubjpass")


def _follows(scene: Scene, marker: Marker, sign: Sign, signs: Sequence[Sign]) -> bool:
    """Whether a marker stands after the verb of a sign and before the next one."""
    later = [one.token for one in signs if one.token > sign.token and scene.is_verb(one.token)]
    stop = min([token for token in later if token != marker.first], default=len(scene.parse))
    return sign.token < marker.first < stop and (not _is_before_verb(scene, marker, stop))


def _is_before_verb(scene: Scene, marker: Marker, verb: int) -> bool:
    """Whether a marker belongs to the list before the next verb."""
    if verb >= len(scene.parse):
        return False
    turn = turn_of(scene, verb)
    return turn is not None and turn.marked


def _sided(scene: Scene, sign: Sign, after: Sequence[Marker]) -> Iterator[Sign]:
    same = {party.id: party for party in sign.holders}
    turn = turn_of(scene, sign.token)
    other = {party.id: party for party in (turn.other if turn else ())}
    claim, stop = sign.claim, scene.sentence(sign.token).stop
    for marker in after:
        if claim[0] < marker.first < claim[1]:
            claim = trimmed(scene.parse, claim[0], marker.first)
        side = same if marker.same else other
        side.update({party.id: party for party in listed_after(scene, marker.last + 1, stop)})
    taken = bool(after) or (turn is not None and turn.marked)
    heard = replace(sign, claim=claim, weight="full" if taken else sign.weight)
    yield replace(heard, holders=tuple(p for id, p in same.items() if id not in other))
    if other:
        yield _against(heard, tuple(other.values()))


def _against(sign: Sign, holders: tuple[Entity, ...]) -> Sign:
    stance: Stance = "supports" if side_of(sign.stance) == "against" else "opposes"
    return replace(sign, holders=holders, stance=stance, reason="listed as opposed to it")


def _bare(scene: Scene, sentence: range, signs: Sequence[Sign]) -> Iterator[Sign]:
    for token in sentence:
        before = _before(scene, signs, token)
        if not before or not _is_bare(scene, token):
            continue
        holders, _ = subject_parties(scene, token)
        sign = before[-1]
        claim, start = sign.claim, scene.parse.subtree_range(token)[0]
        if claim[0] < start < claim[1]:
            claim = trimmed(scene.parse, claim[0], start)
        heard = replace(sign, claim=claim, weight="full")
        if holders and scene.lemma(token) in AGAINST:
            yield _against(heard, holders)
        elif holders:
            yield replace(heard, holders=holders)


def _before(scene: Scene, signs: Sequence[Sign], token: int) -> list[Sign]:
    return [sign for sign in signs if sign.token < token and scene.is_verb(sign.token)]


def _is_bare(scene: Scene, token: int) -> bool:
    """Whether a verb of siding stands without saying what: "while Peru opposed"."""
    parse = scene.parse
    if scene.lemma(token) not in BARE or parse.pos[token] != "VERB" or parse.deps[token] == "relcl":
        return False
    return bool(parse.dependents(token, "nsubj")) and claim_after(scene, token) is None
