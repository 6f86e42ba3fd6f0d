"""Claims that only take up what was spoken of: "rejected the demand", "wants them gone"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.issues import OTHER
from memcon.record.facts import Stance
from memcon.record.stance import side_of
from memcon.stages.positions.matching import Match, match_tokens
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign

BACK: Final = 0.8
SHORT: Final = 3
NEAR: Final = 3
"""Sentences back, at most, to what is taken up."""
ADJUNCTS: Final = frozenset({"in", "on", "at", "during", "as", "after", "before", "via", "through"})
FEW: Final = 2
TAKING: Final = frozenset({"it", "them", "this", "that", "these", "those"})
POINTING: Final = frozenset({"the", "this", "that", "these", "those", "such"})
ARTICLES: Final = frozenset({"the", "a", "an", "its", "his", "her", "their"})
ASKED: Final[frozenset[Stance]] = frozenset({"demands", "supports", "offers", "conditions"})
"""Stances that a demand, an offer or a plan can be taken up from."""
FLIPPED: Final[dict[Stance, Stance]] = {
    "demands": "opposes",
    "supports": "opposes",
    "offers": "opposes",
    "opposes": "supports",
    "rejects": "supports",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A claim spoken of: what shows a stance on it, the stance on its issue, and the issue."""

    sign: Sign
    stance: Stance
    match: Match


def points_back(scene: Scene, sign: Sign) -> bool:
    """Whether a claim has words only for what was spoken of, beside adjuncts: "in a post"."""
    things = things_in(scene, sign)
    if not things and sign.claim[1] - sign.claim[0] > 1:
        return _does_so(scene, sign)
    vague = scene.tables.vague | scene.tables.telling
    return all(scene.lemma(t) in vague or scene.word(t) in vague for t in things)


def _does_so(scene: Scene, sign: Sign) -> bool:
    """Whether a claim is "to do so" or "to do it"."""
    words = {scene.word(token) for token in range(*sign.claim)}
    return "so" in words and any(scene.lemma(token) == "do" for token in range(*sign.claim))


def things_in(scene: Scene, sign: Sign) -> list[int]:
    """The nouns and pronouns of a claim, without dates and what adjuncts hold."""
    parse = scene.parse
    claim = range(*sign.claim)
    aside = {
        inner
        for token in claim
        if parse.deps[token] == "prep" and scene.lemma(token) in ADJUNCTS
        for inner in parse.subtree(token)
    }
    return [
        token
        for token in claim
        if parse.pos[token] in ("NOUN", "PROPN", "PRON", "DET")
        and token not in aside
        and scene.word(token) not in ARTICLES
        and not ((name := parse.name_at(token)) and name.label in ("DATE", "TIME"))
    ]


def is_empty(scene: Scene, sign: Sign) -> bool:
    """Whether a claim is a bare verb or only says when: "to give up", "for years"."""
    first, last = sign.claim
    things = things_in(scene, sign)
    if things and all(scene.lemma(thing) in scene.tables.moments for thing in things):
        return True  # "for years"
    return 1 < last - first <= SHORT and not _does_so(scene, sign) and not things


def names_a_proposal(scene: Scene, sign: Sign) -> bool:
    """Whether a claim at least says that somebody asked or proposed: "this proposal"."""
    return any(scene.lemma(token) in scene.tables.asking for token in things_in(scene, sign))


def names_texts(scene: Scene, sign: Sign) -> bool:
    """Whether a claim names what a conference adopts: "the decisions", not "the decision"."""
    return any(scene.parse.tags[token] == "NNS" for token in things_in(scene, sign))


def taken_up(scene: Scene, sign: Sign, spoken: Sequence[Spoken]) -> tuple[Sign, Match] | None:
    """The sign and the issue of what it takes up; its stance turned where that was against it."""
    words = {scene.lemma(token) for token in things_in(scene, sign)}
    telling, here = words & scene.tables.telling, scene.parse.sentence_index(sign.token)
    asking = words & scene.tables.asking
    for one in reversed(spoken):
        if here - scene.parse.sentence_index(one.sign.token) > NEAR:
            return None
        if asking and one.sign.stance not in ASKED:
            continue
        if telling and _block(scene, one.sign) != _block(scene, sign):
            return None
        match = one.match
        if match.hinted and not words & scene.tables.asking:
            return None
        turn = (asking or telling) and side_of(one.stance) == "against" and match.issue != OTHER
        stance = FLIPPED.get(sign.stance, sign.stance) if turn else sign.stance
        return replace(sign, stance=stance), _again(match)
    return None


def named_before(scene: Scene, sign: Sign, spoken: Sequence[Spoken]) -> Match | None:
    """The issue of what a claim names again in short: "the association", after its full name."""
    things = things_in(scene, sign)
    first, last = sign.claim
    if len(things) != 1 or last - first > SHORT or scene.word(things[0] - 1) != "the":
        return None
    named = scene.lemma(things[0])
    if named in scene.tables.vague | scene.tables.telling:
        return None
    for one in reversed(spoken):
        if any(scene.lemma(token) == named for token in scene.sentence(one.sign.token)):
            return _again(one.match)
    before = issue_before(scene, sign)
    return before if before and named in map(scene.lemma, _sentence_before(scene, sign)) else None


def meant(scene: Scene, sign: Sign, spoken: Sequence[Spoken]) -> Match | None:
    """The issue last spoken of, for a claim on "it", "them" or "the plants" and no party."""
    things = things_in(scene, sign)
    if not things or len(things) > FEW or any(not _is_definite(scene, one) for one in things):
        return None
    here = scene.parse.sentence_index(sign.token)
    for one in reversed(spoken):
        if here - scene.parse.sentence_index(one.sign.token) > NEAR or one.match.hinted:
            return None
        return _again(one.match) if _spoke_of(scene, one, things) else None
    return None


def _spoke_of(scene: Scene, one: Spoken, things: Sequence[int]) -> bool:
    """Whether what was spoken of may be taken up: a pronoun, a deal, or a thing named there."""
    tables = scene.tables
    named = {scene.lemma(token) for token in scene.sentence(one.sign.token)}
    named |= tables.vague | tables.telling | tables.deals
    return all(scene.word(t) in TAKING or scene.lemma(t) in named for t in things)


def _is_definite(scene: Scene, thing: int) -> bool:
    """Whether a word takes up what was spoken of: "it", "the plants", no name."""
    parse = scene.parse
    if scene.word(thing) in TAKING:
        return True
    led = {scene.word(one) for one in parse.dependents(thing, "det", "poss")}
    named = scene.mentions.at(parse.starts[thing])
    return bool(led & POINTING) and named is None and parse.pos[thing] == "NOUN"


def _again(match: Match) -> Match:
    score, reason = round(match.score * BACK, 3), f"{match.reason} before it"
    return Match(match.issue, score, reason, shown="before")


def _sentence_before(scene: Scene, sign: Sign) -> range:
    """The sentence before that of a sign, in the same block; empty where there is none."""
    number = scene.parse.sentence_index(sign.token)
    before = scene.parse.sentences[number - 1] if number else None
    if before is None or before.block != scene.parse.sentences[number].block:
        return range(0)
    return range(before.first, before.last)


def issue_before(scene: Scene, sign: Sign) -> Match | None:
    """The issue that the sentence before names, of whose proposal a claim speaks."""
    match = match_tokens(scene, _sentence_before(scene, sign), cues_only=True)
    return _again(match) if match else None


def _block(scene: Scene, sign: Sign) -> int:
    parse = scene.parse
    return parse.sentences[parse.sentence_index(sign.token)].block
