"""Signs in verbs and adjectives that say what their subject wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.codebook.stances import Shows
from memcon.record import Entity
from memcon.record.facts import Stance
from memcon.stages.events.syntax import conjuncts, doer_of, is_passive
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign, Weight, voices_at
from memcon.stages.positions.syntax import (
    NOBODY,
    Mood,
    Tokens,
    claim_after,
    clause_of,
    is_conditional,
    is_misjoined,
    is_past,
    mood_of,
    object_claim,
    takes,
)
from memcon.stages.positions.turns import SIDING, Turn, turn_before
from memcon.stages.statements.clauses import trimmed

SELF: Final = frozenset({"we", "i", "us", "our", "my"})
POSSESSIVE: Final = frozenset({"his", "her", "its", "their", "our", "my"})
THIRD: Final = frozenset({"he", "she", "it", "they"})
SHORT: Final = len("once")
"""Length of words such as "if", too light to make what will be done an offer."""
DASHES: Final = frozenset({"-", "–", "—", "--"})
DATELINE: Final = 10
"""Tokens at the beginning of a sentence that the place and agency of a report may take."""
CLAUSES: Final = ("ccomp", "xcomp", "pcomp")


def find_verbs(scene: Scene, token: int) -> Iterator[Sign]:
    """The signs of one verb: those of the table, of stress, and of a will refused or offered."""
    if not _is_predicate(scene, token) or is_conditional(scene, token):
        return
    if _is_ally(scene, token):
        return
    entry, mark = _entry(scene, token)
    if entry is not None:
        sign = _of_entry(scene, token, entry, mark)
        if sign is not None:
            yield sign
            return
    if scene.lemma(token) in scene.tables.stress:
        yield from _stressed(scene, token)
    else:
        yield from _of_will(scene, token)


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
    for entry in scene.tables.verbs.get(scene.lemma(token), ()):
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
    holders, own = subject_parties(scene, verb)
    claim, toward = _claim(scene, verb, entry, mark)
    bare = claim is None and entry.head in scene.tables.bare
    claim = (verb, verb + 1) if bare else claim
    if claim and scene.word(claim[0]) in NOBODY:
        claim = (verb, claim[1])  # "sign nothing"
    if not holders or claim is None or is_past(scene, verb):
        return None
    if entry.head in scene.tables.volition and not _has_clause(scene, verb) and not entry.particles:
        return None
    mood = mood_of(scene, verb)
    if mood.modal == "must" or _is_silent(scene, verb):
        return None  # what others say it must do
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


def _is_silent(scene: Scene, verb: int) -> bool:
    """Whether what is refused shows no stance: "declined to comment", "to take sides"."""
    parse = scene.parse
    does = (verb, *parse.dependents(verb, "xcomp"))
    done = [noun for one in does for noun in parse.dependents(one, "dobj")]
    return any(scene.lemma(token) in scene.tables.silent for token in (*does[1:], *done))


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
                inner = any(parse.dependents(noun, "acl", "relcl"))
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


def subject_parties(scene: Scene, verb: int) -> tuple[tuple[Entity, ...], bool]:
    """Who does a verb, and whether it says so itself rather than being said by whoever speaks."""
    parse = scene.parse
    own = bool(parse.dependents(verb, "nsubj", "agent", "nsubjpass"))
    if is_misjoined(parse, verb):
        above = next((t for t in scene.verbs_above(verb) if parse.tags[t] != "VB"), verb)
        return subject_parties(scene, above) if above != verb else ((), own)
    turn = turn_of(scene, verb)
    if turn is not None and (turn.marked or len(turn.same) > 1) and turn.same:
        before = _before_it(scene, verb) if turn.joins else ()
        return tuple({p.id: p for p in (*before, *turn.same)}.values()), True
    head = doer_of(parse, verb)
    if head is None:
        return (turn.same, True) if turn and not is_passive(parse, verb) else ((), True)
    word = scene.word(head)
    if word in SELF:
        return speakers(scene, head), own
    if word in THIRD:
        party = scene.holders.of_head(head)
        said = speakers(scene, head) or (() if party else _above_it(scene, verb))
        said = said or (() if party else _spoken_of(scene, head))
        return (said if party is None or party in said else (party,)), own
    if scene.lemma(head) in scene.tables.whose and _is_theirs(scene, head):
        return speakers(scene, head) or _spoken_of(scene, head), own
    if _names_itself(scene, head) and (said := speakers(scene, head)):
        return said, own
    found = _after_dateline(scene, head) or scene.holders.all_of(conjuncts(parse, head))
    return (found, own) if found else (_before_it(scene, verb), True)


def _is_theirs(scene: Scene, noun: int) -> bool:
    owners = scene.parse.dependents(noun, "poss")
    return any(scene.word(owner) in POSSESSIVE for owner in owners)


def _after_dateline(scene: Scene, head: int) -> tuple[Entity, ...]:
    """Who stands after the place that begins a report, where the parser took that for the doer."""
    sentence = scene.sentence(head)
    opening = range(sentence.start, min(sentence.start + DATELINE, sentence.stop))
    dash = next((t for t in opening if scene.word(t) in DASHES), None)
    if dash is None or head > dash or any(map(scene.is_verb, range(sentence.start, dash))):
        return ()
    first = next(scene.holders.runs(range(dash + 1, sentence.stop)), None)
    return first[1] if first and first[0] <= dash + 2 else ()


def _names_itself(scene: Scene, noun: int) -> bool:
    """Whether "the organisation" or "the kingdom" is what whoever speaks calls himself."""
    beside = scene.parse.dependents(noun, "det", "amod", "compound", "poss", "prep", "nmod")
    alone = [scene.word(t) for t in beside] == ["the"]
    return alone and scene.lemma(noun) in scene.tables.unnamed["itself"]


def _above_it(scene: Scene, verb: int) -> tuple[Entity, ...]:
    """The subject of the verb that governs a clause: "made plain that it will"."""
    above = scene.parse.heads[verb]
    if scene.parse.deps[verb] != "ccomp" or not scene.is_verb(above):
        return ()
    return subject_parties(scene, above)[0] if scene.parse.dependents(above, "nsubj") else ()


def _spoken_of(scene: Scene, token: int) -> tuple[Entity, ...]:
    """The subject of the sentence before, in the same block: whom "it" takes up."""
    parse, number = scene.parse, scene.parse.sentence_index(token)
    if not number:
        return ()
    here, before = parse.sentences[number], parse.sentences[number - 1]
    if here.block != before.block:
        return ()
    root = next((t for t in range(before.first, before.last) if parse.heads[t] == t), None)
    subjects = parse.dependents(root, "nsubj") if root is not None else ()
    owners = [t for subject in subjects for t in parse.dependents(subject, "poss")]
    return scene.holders.all_of(subjects) or scene.holders.all_of(owners)


def _before_it(scene: Scene, verb: int) -> tuple[Entity, ...]:
    """Who does the verb that ``verb`` goes on from: "said that it is late and proposed …".

    The parser joins such a verb to the clause that is said.
    """
    parse, above = scene.parse, scene.parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.dependents(verb, "nsubj", "nsubjpass"):
        return ()
    if parse.deps[above] == "ccomp" and parse.tags[verb] in ("VBD", "VBZ"):
        above = parse.heads[above]
    return subject_parties(scene, above)[0] if scene.is_verb(above) else ()


def turn_of(scene: Scene, verb: int) -> Turn | None:
    """The list of parties before a verb, or before the verb that it is joined to."""
    parse = scene.parse
    if is_passive(parse, verb) and parse.deps[verb] != "amod":
        return None
    turn = turn_before(scene, verb)
    if turn is not None:
        return turn
    above = parse.heads[verb]
    joined = parse.deps[verb] in ("conj", "advcl", "dep") and above != verb and above < verb
    if joined and scene.is_verb(above) and not parse.dependents(verb, "nsubj", "nsubjpass"):
        return turn_of(scene, above)
    return None


def speakers(scene: Scene, token: int) -> tuple[Entity, ...]:
    """The parties of whoever says what stands at ``token``."""
    parse, below = scene.parse, token
    for above in parse.ancestors(token):
        if parse.deps[below] in ("ccomp", "parataxis") and scene.lemma(above) in scene.cues.clause:
            parties, _ = subject_parties(scene, above)
            if len(parties) > 1:
                return parties
        below = above
    for voice in voices_at(scene, token):
        return (voice.party,) if voice.party is not None else ()
    return ()


def _stressed(scene: Scene, verb: int) -> Iterator[Sign]:
    """What somebody stresses or, among delegations, says."""
    holders, own = subject_parties(scene, verb)
    claim = claim_after(scene, verb)
    if not holders or claim is None:
        return
    emphatic = scene.lemma(verb) in scene.tables.emphatic
    yield Sign(
        token=verb,
        stance="supports" if emphatic else "undecided",
        claim=claim,
        holders=holders,
        reason=f"what is said after “{scene.word(verb)}”",
        weight="stress" if emphatic else "assert",
        own=own,
    )


def _of_will(scene: Scene, verb: int) -> Iterator[Sign]:
    """A will refused ("will not withdraw") or offered ("will withdraw")."""
    mood, lemma = mood_of(scene, verb), scene.lemma(verb)
    if mood.modal not in ("will", "can") or is_passive(scene.parse, verb):
        return
    refuses = mood.negated and lemma not in scene.tables.unwilled
    open_ = not mood.negated and mood.modal == "will"
    gives = lemma in scene.tables.giving or (
        lemma not in scene.tables.unwilled and _is_tied(scene, verb)
    )
    offers, keeps = open_ and gives, open_ and lemma in scene.tables.keeping
    holders, own = subject_parties(scene, verb)
    if not holders or not (refuses or offers or keeps):
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


def _is_tied(scene: Scene, verb: int) -> bool:
    """Whether what follows makes a verb depend on something: "would surrender only if"."""
    _, words = scene.forms(range(verb, scene.sentence(verb).stop))
    tied = next(scene.tables.strict.find(words), None) is not None
    return tied or any(len(p.text) > SHORT for p, _ in scene.tables.loose.find(words))
