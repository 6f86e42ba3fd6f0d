"""What a report as a whole is about: the issue of a claim that names only "the deal"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from memcon.codebook.issues import OTHER
from memcon.stages.positions.matching import Match, Where, match_tokens
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign

LEDE: Final = 2
"""Sentences at the beginning that say what a report is about."""
SHARE: Final = 0.3
"""Share of what is said on known issues that must be on the topic."""
VOTES: Final = 3
BRIEF: Final = 4
"""Nouns, adjectives and verbs of a claim that names no more than a deal or a limit."""
SURE: Final = 0.4
WITHIN: Final = ("compound", "amod", "nmod", "poss")
TALKING: Final = frozenset({"direct-talks", "summit", "talks-format", "talks-venue", "mediation"})
"""Issues of talks, which are not what the talks are about."""

Found = tuple[Sign, Match]


def with_topic(scene: Scene, found: Sequence[Found]) -> tuple[Found, ...]:
    """Signs with their issues; those that name no more than a deal have that of the report."""
    topic = _topic(scene, found)
    if topic is None:
        return tuple(found)
    return tuple((sign, _placed(scene, sign, match, topic)) for sign, match in found)


def _placed(scene: Scene, sign: Sign, match: Match, topic: str) -> Match:
    words = {scene.lemma(token) for token in match.places}
    dealt = bool(words) and words <= scene.tables.deals and _is_of_stance(scene, sign)
    unknown = sign.own and match.issue == OTHER
    vague = unknown or (match.hinted and _is_specific(scene, match))
    if match.issue == topic or not (dealt or (vague and _is_bare(scene, sign))):
        return match
    label = scene.issues.label(topic)
    shown: Where = "claim" if dealt else "report"
    reason = f"what the report is about, “{label.lower()}”"
    return Match(topic, SURE, reason, shown=shown)


def _is_of_stance(scene: Scene, sign: Sign) -> bool:
    """Whether a word of the tables shows a stance, rather than a will to do something."""
    tables, lemma = scene.tables, scene.lemma(sign.token)
    listed = lemma in tables.verbs or lemma in tables.nouns or lemma in tables.adjectives
    return listed and sign.weight not in ("stress", "assert")


def _is_bare(scene: Scene, sign: Sign) -> bool:
    """Whether a claim is a short one about a thing, not about somebody: "higher limits"."""
    parse, claim = scene.parse, range(*sign.claim)
    aside = {t for one in claim if parse.deps[one] == "relcl" for t in parse.subtree(one)}
    kept = [token for token in claim if token not in aside]
    named = any(parse.pos[t] == "PROPN" and parse.deps[t] not in WITHIN for t in kept)
    things = sum(parse.pos[t] in ("NOUN", "ADJ", "VERB") for t in kept)
    return not named and 0 < things <= BRIEF and _is_of_stance(scene, sign)


def _topic(scene: Scene, found: Sequence[Found]) -> str | None:
    """The issue that most of a report is on, where one stands out."""
    sentences = scene.parse.sentences
    if len(sentences) <= LEDE:
        return None
    lede = (match_tokens(scene, range(s.first, s.last), cues_only=True) for s in sentences[:LEDE])
    said = [match for match in lede if match] + [match for _, match in found]
    votes = Counter(match.issue for match in said if _is_specific(scene, match))
    if not votes:
        return None
    issue, most = votes.most_common(1)[0]
    return issue if most >= VOTES and most >= SHARE * votes.total() else None


def _is_specific(scene: Scene, match: Match) -> bool:
    issue = scene.issues.by_id.get(match.issue)
    return issue is not None and not issue.broad and match.issue not in TALKING
