"""Signs in adjectives and prepositions after "be": "ready to", "against"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import Entity
from memcon.stages.events.syntax import conjuncts
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.subjects import SELF, THIRD, speakers, subject_parties
from memcon.stages.positions.syntax import Mood, claim_after, is_conditional, mood_of, takes
from memcon.stages.positions.verbs import asked, under

COPULAS: Final = frozenset({"be", "remain", "stay", "seem", "appear", "become", "sound"})


def find_adjectives(scene: Scene, token: int) -> Iterator[Sign]:
    """The signs of one adjective or preposition after "be": "ready to", "against"."""
    parse = scene.parse
    table = scene.tables.adjectives
    entries = table.get(scene.lemma(token)) or table.get(scene.word(token), ())
    if not entries or parse.pos[token] not in ("ADJ", "ADP", "VERB"):
        return
    if scene.lemma(parse.heads[token]) == "get" or is_conditional(scene, token):
        return  # "getting ready for war"
    for entry in entries:
        mark = takes(scene, token, entry.particles)
        verb = parse.heads[token]
        joined = {scene.word(one) for one in parse.dependents(token, "prt")}
        if mark is None or not joined.issubset(entry.particles) or not _is_predicated(scene, token):
            continue  # "set up" is no "set"
        holders, own = _described(scene, token)
        copula = scene.lemma(verb) in COPULAS
        verbal = parse.pos[token] == "VERB" and not copula
        mood = mood_of(scene, token if verbal else verb) if copula or verbal else Mood()
        if (entry.flag == "not" and not mood.negated) or parse.dependents(token, "agent"):
            continue  # "a text prepared by Oman"
        claim = claim_after(scene, token)
        if holders and claim is not None:
            stance, why = under(scene, entry.stance, mood)
            yield Sign(
                token=token,
                stance=stance,
                claim=claim,
                holders=holders,
                toward=asked(scene, claim, holders),
                reason=f"“{entry.pattern}” {why}".strip(),
                own=own,
            )
            return


def _described(scene: Scene, token: int) -> tuple[tuple[Entity, ...], bool]:
    """Of whom an adjective is said."""
    parse = scene.parse
    if parse.pos[token] != "VERB" or parse.deps[token] in ("acomp", "attr"):
        return subject_parties(scene, parse.heads[token])
    passive = parse.dependents(token, "nsubjpass")
    if not passive:
        return subject_parties(scene, token)
    if scene.word(passive[0]) in THIRD | SELF:
        return speakers(scene, token) or scene.holders.all_of(passive), True
    return scene.holders.all_of(conjuncts(parse, passive[0])), True


def _is_predicated(scene: Scene, token: int) -> bool:
    """Whether an adjective is said of a subject."""
    dep = scene.parse.deps[token]
    if dep == "prep":
        return scene.lemma(scene.parse.heads[token]) in ("be", "remain", "stay")
    return dep in ("acomp", "oprd", "attr", "ROOT", "conj", "ccomp", "advcl", "acl", "amod")
