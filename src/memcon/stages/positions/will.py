"""Signs in what somebody will or will not do: refused, offered, or kept up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record.facts import Stance
from memcon.stages.events.syntax import is_passive
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.subjects import SELF, subject_parties
from memcon.stages.positions.syntax import claim_after, clause_of, is_unreal, mood_of
from memcon.stages.statements.clauses import trimmed

SHORT: Final = len("once")
"""Length of words such as "if", too light to make what will be done an offer."""


def find_will(scene: Scene, verb: int) -> Iterator[Sign]:
    """A will refused ("will not withdraw") or offered ("will withdraw")."""
    mood, lemma = mood_of(scene, verb), scene.lemma(verb)
    if mood.modal not in ("will", "can") or is_passive(scene.parse, verb):
        return
    if is_unreal(scene, verb) or _is_going_on(scene, verb):
        return
    refuses = mood.negated and lemma not in scene.tables.unwilled
    open_ = not mood.negated and mood.modal == "will"
    gives = lemma in scene.tables.giving or (
        lemma not in scene.tables.unwilled and _is_tied(scene, verb)
    )
    gives = gives and not _is_scheduled(scene, verb)
    offers, keeps = open_ and gives, open_ and lemma in scene.tables.keeping
    if not (refuses or offers or keeps):
        return
    holders, own = subject_parties(scene, verb)
    if not holders:
        return
    claim = claim_after(scene, verb)
    own_words = trimmed(scene.parse, verb, claim[1]) if claim else clause_of(scene, verb)
    stance: Stance = "rejects" if refuses else "supports" if keeps else "offers"
    yield Sign(
        token=verb,
        stance=stance,
        claim=own_words,
        holders=holders,
        reason=f"“{scene.word(verb)}” under a modal" + (" and a negation" if refuses else ""),
        own=own,
        needs_issue=True,
    )


def _is_scheduled(scene: Scene, verb: int) -> bool:
    """Whether a meeting is only told of beforehand: "will meet on Friday"."""
    if scene.lemma(verb) not in scene.tables.scheduling or _is_tied(scene, verb):
        return False
    parse = scene.parse
    helpers = {scene.word(one) for one in parse.dependents(verb, "aux")}
    subjects = {scene.word(one) for one in parse.dependents(verb, "nsubj")}
    return not helpers.isdisjoint({"will", "'ll", "’ll"}) and subjects.isdisjoint(SELF)


def _is_going_on(scene: Scene, verb: int) -> bool:
    """Whether a refusal is none, as it says what would not go on: "would not be talking"."""
    helpers = [scene.word(one) for one in scene.parse.dependents(verb, "aux")]
    return scene.parse.tags[verb] == "VBG" and "would" in helpers and "be" in helpers


def _is_tied(scene: Scene, verb: int) -> bool:
    """Whether what follows makes a verb depend on something: "would surrender only if"."""
    _, words = scene.forms(range(verb, scene.sentence(verb).stop))
    tied = next(scene.tables.strict.find(words), None) is not None
    return tied or any(len(p.text) > SHORT for p, _ in scene.tables.loose.find(words))
