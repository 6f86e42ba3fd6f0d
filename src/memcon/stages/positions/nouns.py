"""Signs in nouns: "Cairo's demand for", "a proposal by Ghana to", "has no plans to"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.codebook.stances import Shows
from memcon.record import Entity
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.subjects import speakers, subject_parties
from memcon.stages.positions.syntax import (
    Mood,
    Tokens,
    claim_after,
    clause_of,
    is_conditional,
    is_past,
    mood_of,
    takes,
)
from memcon.stages.positions.verbs import asked, under
from memcon.stages.statements.clauses import trimmed

OWNING: Final = frozenset({"by", "from", "of"})
ABOVE: Final = ("dobj", "attr", "pobj", "nsubj", "nsubjpass", "conj", "appos", "oprd", "dep")
LIFTING: Final = frozenset({"lift", "remove", "waive", "scrap", "repeal", "cancel"})
LENDING: Final = frozenset({"lend", "give", "throw", "withhold", "withdraw"})
LENT: Final = frozenset({"to", "behind", "for", "on", "against", "over"})
FORESEEING: Final = frozenset(
    {"foresee", "envisage", "envision", "include", "provide", "call", "require", "propose"}
)
OWNERS: Final = ("poss", "compound", "amod", "nmod")
BEING: Final = frozenset({"be", "remain", "become"})


def find_nouns(scene: Scene, token: int) -> Iterator[Sign]:
    """The sign of one noun, where somebody holds it and it says of what."""
    if scene.parse.pos[token] not in ("NOUN", "PROPN"):
        return
    entries = scene.tables.nouns.get(scene.lemma(token), ())
    if not entries:
        return
    negated = _is_negated(scene, token)
    for entry in entries:
        if entry.particles and takes(scene, token, entry.particles) is None:
            continue
        if (entry.flag == "no") != (negated and any(e.flag == "no" for e in entries)):
            continue
        sign = _of_entry(scene, token, entry, negated and not entry.flag)
        if sign is not None:
            yield sign
            return


def _of_entry(scene: Scene, noun: int, entry: Shows, negated: bool) -> Sign | None:
    if is_conditional(scene, noun):
        return None
    if entry.head == "threat" and _called(scene, noun) is None:
        return None  # its own threat, not what it calls one
    if entry.head == "condition" and any(
        scene.lemma(one) in scene.tables.silent for one in scene.parse.subtree(noun)
    ):
        return None  # "spoke on condition of anonymity"
    if entry.head == "concern" and scene.parse.dependents(noun, "acl", "ccomp"):
        return None  # "concern that …" states a fact
    holders, named, own = _holders(scene, noun, entry)
    claim = _claim(scene, noun, named)
    if not holders or claim is None:
        return None
    stance, why = under(scene, entry.stance, Mood(negated=negated))
    if _is_dropped(scene, noun):
        stance, why = "undecided", "given up"
    return Sign(
        token=noun,
        stance=stance,
        claim=claim,
        holders=holders,
        toward=asked(scene, claim, holders),
        reason=f"“{entry.pattern}” {why}".strip(),
        own=own,
        needs_issue=claim == (noun, noun + 1),
    )


def _is_dropped(scene: Scene, noun: int) -> bool:
    """Whether what a noun names is given up: "dropped its demand"."""
    verb, done = scene.parse.heads[noun], scene.parse.deps[noun] in ("dobj", "nsubjpass")
    dropped = scene.lemma(verb) in scene.tables.reversing | LIFTING
    return done and dropped and not mood_of(scene, verb).negated


def _is_negated(scene: Scene, noun: int) -> bool:
    if any(scene.word(child) == "no" for child in scene.parse.children[noun]):
        return True
    verb = scene.parse.heads[noun]
    return (
        scene.parse.deps[noun] in ("dobj", "attr", "pobj")
        and scene.is_verb(verb)
        and mood_of(scene, verb).negated
    )


def _holders(
    scene: Scene, noun: int, entry: Shows
) -> tuple[tuple[Entity, ...], frozenset[int], bool]:
    """Who holds a noun, the tokens that name him, and whether they stand at the noun."""
    parse = scene.parse
    owners = [*parse.dependents(noun, *OWNERS)]
    if parse.deps[noun] == "conj" and not owners:  # "Iranian papers and plans"
        owners = [*parse.dependents(parse.heads[noun], *OWNERS)]
    for owner in owners:
        party = scene.holders.of_head(owner) if _names(scene, owner) else None
        if party is not None:
            return _joined(scene, owner, party), frozenset({owner}), True
        if parse.deps[owner] == "poss" and scene.word(owner) in ("its", "his", "her", "their"):
            return _speaking(scene, noun), frozenset({owner}), False
        if parse.deps[owner] == "poss" and scene.word(owner) in ("our", "my"):
            return speakers(scene, noun), frozenset({owner}), False
    for child in parse.dependents(noun, "prep", "agent"):
        if scene.lemma(child) in OWNING:
            for head in parse.dependents(child, "pobj"):
                party = scene.holders.of_head(head) if _names(scene, head) else None
                if party is not None:
                    return _joined(scene, head, party), frozenset({child}), True
    return (*_borrowed(scene, noun, entry), False)


def _names(scene: Scene, token: int) -> bool:
    """Whether a word names a party, rather than what something is made of or about."""
    linked = scene.mentions.at(scene.parse.starts[token])
    return linked is not None and linked.entity is not None


def _joined(scene: Scene, head: int, party: Entity) -> tuple[Entity, ...]:
    return scene.holders.all_of((head, *scene.parse.dependents(head, "conj"))) or (party,)


def _speaking(scene: Scene, noun: int) -> tuple[Entity, ...]:
    """Whom "its" means: the subject of the verb above, else who speaks."""
    for verb in scene.verbs_above(noun):
        if scene.lemma(verb) in BEING:
            continue
        holders, _ = subject_parties(scene, verb)
        if holders:
            return holders
    return speakers(scene, noun)


def _borrowed(scene: Scene, noun: int, entry: Shows) -> tuple[tuple[Entity, ...], frozenset[int]]:
    """The subject of the verb above; the owner of the noun above; in "there is" who speaks."""
    parse, current = scene.parse, noun
    nothing: tuple[tuple[Entity, ...], frozenset[int]] = ((), frozenset())
    if entry.head not in scene.tables.borrowing:
        return (_maker(scene, noun), frozenset())
    for above in parse.ancestors(noun):
        if parse.deps[current] not in (*ABOVE, "prep"):
            return nothing
        if scene.is_verb(above):
            if parse.dependents(above, "expl"):
                return speakers(scene, noun), frozenset()
            if is_past(scene, above):
                return nothing
            if scene.lemma(above) in scene.tables.light or parse.deps[current] == "prep":
                return subject_parties(scene, above)[0], frozenset()
            return nothing
        for owner in parse.dependents(above, "poss"):
            party = scene.holders.of_head(owner)
            if party is not None:
                return (party,), frozenset()
        current = above
    return nothing


def _maker(scene: Scene, noun: int) -> tuple[Entity, ...]:
    """Who does a noun with a light verb: "issued an ultimatum", "made an offer"."""
    verb = scene.parse.heads[noun]
    made = scene.parse.deps[noun] == "dobj" and scene.lemma(verb) in scene.tables.making
    return subject_parties(scene, verb)[0] if made and not is_past(scene, verb) else ()


def _claim(scene: Scene, noun: int, named: frozenset[int]) -> Tokens | None:
    """What a noun is of: what follows it, or what it is said to be, or what is called it."""
    parse = scene.parse
    called = _called(scene, noun) or _told(scene, noun)
    if called is not None:
        return called
    claim = claim_after(scene, noun, skip=named) or _equated(scene, noun)
    if claim is not None:
        return claim
    head, dep = parse.heads[noun], parse.deps[noun]
    if dep == "nsubj" and scene.lemma(head) in BEING:
        return claim_after(scene, head)
    if dep == "nsubj" and scene.lemma(noun) in scene.tables.asking:
        return _proposed(scene, head)
    if dep == "dobj" and scene.word(noun + 1) in LENT:
        return claim_after(scene, head, skip=frozenset({noun}))  # "lent its backing to"
    if dep == "dobj" and scene.lemma(head) in LENDING:
        return noun, noun + 1
    return None


def _told(scene: Scene, noun: int) -> Tokens | None:
    """What a verb like "issued" goes on to ask: "an ultimatum to Niger to withdraw"."""
    parse, verb = scene.parse, scene.parse.heads[noun]
    if parse.deps[noun] != "dobj" or scene.lemma(verb) not in scene.tables.making:
        return None
    clauses = (c for c in parse.dependents(verb, "advcl", "xcomp") if c > noun)
    asked_for = (c for c in clauses if any(parse.tags[a] == "TO" for a in parse.children[c]))
    found = next(asked_for, None)
    return trimmed(parse, *parse.subtree_range(found)) if found is not None else None


def _proposed(scene: Scene, verb: int) -> Tokens | None:
    """What a proposal would do or asks for: "its plan would cut", "its draft calls for"."""
    if mood_of(scene, verb).modal == "will":
        return verb, clause_of(scene, verb)[1]
    return claim_after(scene, verb) if scene.lemma(verb) in FORESEEING else None


def _equated(scene: Scene, noun: int) -> Tokens | None:
    """What is said to be it: "A truce is the rebels' demand", "remains one of their demands"."""
    parse, place = scene.parse, noun
    if parse.deps[place] == "pobj" and scene.lemma(parse.heads[place]) == "of":
        place = parse.heads[parse.heads[place]]
    verb = parse.heads[place]
    if parse.deps[place] != "attr" or scene.lemma(verb) not in BEING:
        return None
    subject = next(iter(parse.dependents(verb, "nsubj", "csubj")), None)
    if subject is None or parse.pos[subject] == "PRON":
        return None
    return trimmed(parse, *parse.subtree_range(subject))


def _called(scene: Scene, noun: int) -> Tokens | None:
    """What is called something: the object of the verb in "sees the dam as a threat"."""
    parse, head = scene.parse, scene.parse.heads[noun]
    if parse.deps[noun] != "pobj" or scene.lemma(head) != "as":
        return None
    for thing in parse.dependents(parse.heads[head], "dobj"):
        first, last = parse.subtree_range(thing)
        verb = parse.heads[head]
        start = verb if parse.deps[verb] == "xcomp" else first
        return min(start, first), min(last, head) if head > first else last
    return None
