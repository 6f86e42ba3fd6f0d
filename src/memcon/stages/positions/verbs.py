"""Signs in verbs and adjectives that say what their subject wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.codebook.stances import Shows
from memcon.record import Entity
from memcon.record.facts import Stance
from memcon.stages.events.syntax import is_passive
from memcon.stages.positions.doubts import shows_nothing
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign, Weight
from memcon.stages.positions.subjects import subject_parties
from memcon.stages.positions.syntax import (
    NOBODY,
    Mood,
    Tokens,
    claim_after,
    is_conditional,
    is_past,
    is_unreal,
    mood_of,
    object_claim,
    takes,
    tells_fact,
)
from memcon.stages.positions.turns import SIDING, turn_before
from memcon.stages.positions.will import find_will

CLAUSES: Final = ("ccomp", "xcomp", "pcomp")
ASTRAY: Final = frozenset({"back", "aside", "away", "around"})
"""Words that make another verb of one even where the parser takes them for adverbs."""


def find_verbs(scene: Scene, token: int) -> Iterator[Sign]:
    """The signs of one verb: those of the table, of stress, and of a will refused or offered."""
    if not _is_predicate(scene, token) or _is_ally(scene, token):
        return
    for sign in _of_verb(scene, token):
        if not is_conditional(scene, token):
            yield sign


def _of_verb(scene: Scene, token: int) -> Iterator[Sign]:
    entry, mark = _entry(scene, token)
    if entry is not None:
        sign = _of_entry(scene, token, entry, mark)
        if sign is not None:
            yield sign
            return
    if scene.lemma(token) in scene.tables.stress:
        yield from _stressed(scene, token)
    else:
        yield from find_will(scene, token)


def _is_predicate(scene: Scene, token: int) -> bool:
    if scene.parse.pos[token] != "VERB":
        return False
    if scene.parse.deps[token] == "amod":
        return is_misread(scene, token)
    return scene.parse.deps[token] != "compound"


def is_misread(scene: Scene, token: int) -> bool:
    """Whether a verb after a list of delegations was taken for a modifier of what it governs."""
    turn = turn_before(scene, token) if scene.parse.heads[token] > token else None
    return turn is not None and turn.marked


def _is_ally(scene: Scene, token: int) -> bool:
    """Whether a participle leads in those who take sides: "supported by", no full passive."""
    if scene.lemma(token) not in SIDING or scene.parse.tags[token] != "VBN":
        return False
    passive = scene.parse.dependents(token, "auxpass", "nsubjpass", "aux")
    above = scene.parse.heads[token]
    beside = scene.parse.dependents(above, "auxpass", "nsubjpass")
    joined = scene.parse.deps[token] == "conj" and bool(beside)
    return not passive and not joined and scene.word(token + 1) == "by"


def _entry(scene: Scene, token: int) -> tuple[Shows | None, int]:
    joined = {scene.lemma(one) for one in scene.parse.dependents(token, "prt")}
    for entry in scene.tables.verbs.get(scene.lemma(token), ()):
        if not joined.issubset(entry.particles):
            continue  # "back up" is another verb than "back"
        if not entry.particles and scene.word(token + 1) in ASTRAY:
            continue  # "push back the vote"
        mark = takes(scene, token, entry.particles)
        if entry.flag == "would" and mood_of(scene, token).modal != "will":
            continue
        if entry.flag == "to" and not _takes_infinitive(scene, token):
            continue
        if entry.flag == "noun" and not _takes_stance(scene, token):
            continue
        if mark is not None:
            return entry, mark
    return None, token


def _takes_infinitive(scene: Scene, verb: int) -> bool:
    """Whether "to" and a verb follow: "told them to leave", not "told them that"."""
    clauses = scene.parse.dependents(verb, "xcomp", "ccomp")
    return any(scene.parse.tags[a] == "TO" for c in clauses for a in scene.parse.children[c])


def _takes_stance(scene: Scene, verb: int) -> bool:
    """Whether what is done to is a stance itself: "withdrew its offer", not "its troops"."""
    things = scene.parse.dependents(verb, "dobj", "nsubjpass")
    return any(scene.lemma(thing) in scene.tables.nouns for thing in things)


def _of_entry(scene: Scene, verb: int, entry: Shows, mark: int) -> Sign | None:
    if is_past(scene, verb) or is_unreal(scene, verb):
        return None
    holders, own = subject_parties(scene, verb)
    claim, toward = _claim(scene, verb, entry, mark)
    bare = claim is None and entry.head in scene.tables.bare
    claim = (verb, verb + 1) if bare else claim
    if claim and scene.word(claim[0]) in NOBODY:
        claim = (verb, claim[1])  # "sign nothing"
    if not holders or claim is None:
        return None
    if entry.head in scene.tables.volition and not _has_clause(scene, verb) and not entry.particles:
        return None
    mood = mood_of(scene, verb)
    if mood.modal == "must" or shows_nothing(scene, verb, entry, holders):
        return None  # what others say it must do, or nothing
    stance, why = _under(scene, entry.stance, mood)
    if mood.negated and entry.head in scene.tables.averse:
        stance = "opposes"
    return Sign(
        token=verb,
        stance=stance,
        claim=claim,
        holders=holders,
        toward=toward or asked(scene, claim, holders),
        reason=f"“{entry.pattern}” {why}".strip(),
        weight=_weight(scene, entry),
        own=own,
        needs_issue=bare,
    )


def _weight(scene: Scene, entry: Shows) -> Weight:
    weak = entry.pattern in scene.tables.stress or entry.head in scene.tables.commissive
    return "weak" if weak else "full"


def _has_clause(scene: Scene, verb: int) -> bool:
    """Whether an infinitive or gerund follows."""
    parse = scene.parse
    below = list(parse.dependents(verb, *CLAUSES))
    below += [c for p in parse.dependents(verb, "prep") for c in parse.dependents(p, "pcomp")]
    return bool(below) or any(
        parse.deps[c] == "advcl" and parse.tags[c] == "VB" for c in parse.children[verb]
    )


def _claim(scene: Scene, verb: int, entry: Shows, mark: int) -> tuple[Tokens | None, Entity | None]:
    """The claim of a verb of the table, and of whom it is asked."""
    parse = scene.parse
    skip, toward = set[int](), None
    if entry.head in scene.tables.addressing:
        toward, skip = _addressee(scene, verb, entry)
    if parse.deps[verb] == "csubj":  # "what it wants is a vote"
        return claim_after(scene, parse.heads[verb]), None
    if parse.deps[verb] == "amod":
        return (verb + 1, parse.subtree_range(parse.heads[verb])[1]), None
    if is_passive(parse, verb) and not entry.particles:
        return object_claim(scene, verb), None
    claim = claim_after(scene, verb, skip=frozenset(skip))
    if claim is None and mark != verb:
        claim = claim_after(scene, mark)
    named = parse.pos[mark] == "NOUN"  # "cut ties with", where "ties" is what is cut
    if claim is not None and mark != verb and not named and claim[0] <= mark < claim[1] - 1:
        claim = mark + 1, claim[1]
    if claim is None or parse.deps[verb] == "relcl":
        claim = object_claim(scene, verb) or claim
    return claim, toward


def _addressee(scene: Scene, verb: int, entry: Shows) -> tuple[Entity | None, set[int]]:
    """Whom a verb of asking asks, and the complement that names him, where another follows."""
    parse = scene.parse
    followed = _has_clause(scene, verb) or len(parse.dependents(verb, "prep")) > 1
    for child in parse.dependents(verb, "dobj", "prep", "dative"):
        nouns = [child] if parse.deps[child] != "prep" else list(parse.dependents(child, "pobj"))
        for noun in nouns:
            party = scene.holders.of_head(noun)
            if party is not None and (followed or parse.deps[child] == "prep"):
                inner = any(parse.dependents(noun, "acl", "relcl")) or parse.pos[noun] == "NOUN"
                return party, set() if inner else {child}
    for clause in parse.dependents(verb, "ccomp", "xcomp"):
        for subject in parse.dependents(clause, "nsubj"):
            return scene.holders.of_head(subject), set()
    return None, set()


def asked(scene: Scene, claim: Tokens, holders: tuple[Entity, ...]) -> Entity | None:
    """Of whom a thing is asked: the subject of the clause that says it."""
    ids = {party.id for party in holders}
    for token in range(*claim):
        if scene.parse.deps[token] in ("nsubj", "nsubjpass", "poss"):
            party = scene.holders.of_head(token)
            return party if party is not None and party.id not in ids else None
    return None


def _under(scene: Scene, stance: Stance, mood: Mood) -> tuple[Stance, str]:
    """A stance under negation and modality, and the words for it."""
    if mood.negated:
        table = scene.tables.firm if mood.firm else scene.tables.plain
        return table[stance], "refused" if mood.firm else "negated"
    if mood.hedged and stance != "undecided":
        return "undecided", "as a possibility"
    return stance, ""


under = _under


def _stressed(scene: Scene, verb: int) -> Iterator[Sign]:
    """What somebody stresses or, among delegations, says."""
    claim = claim_after(scene, verb)
    emphatic = scene.lemma(verb) in scene.tables.emphatic
    if claim is None or (emphatic and _is_told(scene, verb)):
        return
    holders, own = subject_parties(scene, verb)
    if not holders:
        return
    yield Sign(
        token=verb,
        stance="supports" if emphatic else "undecided",
        claim=claim,
        holders=holders,
        reason=f"what is said after “{scene.word(verb)}”",
        weight="stress" if emphatic else "assert",
        own=own,
    )


def _is_told(scene: Scene, verb: int) -> bool:
    """Whether what is stressed is that something is not so, or only others say it should be."""
    denied = any(mood_of(scene, c).negated for c in scene.parse.dependents(verb, "ccomp"))
    return (denied and tells_fact(scene, verb)) or mood_of(scene, verb).modal == "must"
