"""Signs in what somebody says: what must be, what is unacceptable, what would do harm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import Entity
from memcon.record.facts import Stance
from memcon.record.stance import side_of
from memcon.stages.positions.scene import Scene
from memcon.stages.positions.signs import Sign
from memcon.stages.positions.subjects import speakers
from memcon.stages.positions.syntax import (
    claim_after,
    clause_of,
    is_conditional,
    is_trailing,
    mood_of,
)
from memcon.stages.positions.verbs import asked, under
from memcon.stages.statements.clauses import trimmed

ASIDE: Final = frozenset({"relcl", "acl"})
HAVING: Final = frozenset({"have", "need"})
BEING: Final = frozenset({"be", "remain", "become", "constitute", "represent"})
SEEING: Final = frozenset({"treat", "regard", "see", "view", "consider", "deem"})
"""Verbs that in the passive judge as being does: "would be treated as an act of war"."""
SOLVING: Final = frozenset({"solution", "way", "path", "route"})
LASTING: Final = frozenset({"stand", "stay", "remain"})
TYING: Final = frozenset({"if", "once", "provided"})
PREDICATED: Final = ("acomp", "attr", "oprd")


def find_said(scene: Scene, token: int) -> Iterator[Sign]:
    """The signs of one verb within what somebody says."""
    if not scene.is_verb(token) or _is_aside(scene, token):
        return
    found = _shown(scene, token)
    if found is None or is_conditional(scene, token):
        return
    holders = _judges(scene, token) or speakers(scene, token)
    if not holders:
        return
    stance, why, claim = found
    if scene.lemma(token) not in scene.tables.harming and scene.word(claim[0] - 1) != "no":
        claim = _content(scene, token) or claim
    ids = {party.id for party in holders}
    subject = next(iter(scene.parse.dependents(token, "nsubj", "nsubjpass")), None)
    party = scene.holders.of_head(subject) if subject is not None else None
    yield Sign(
        token=token,
        stance=stance,
        claim=claim,
        holders=holders,
        toward=party if party and party.id not in ids else asked(scene, claim, holders),
        reason=why,
        own=False,
        absent=scene.word(claim[0] - 1) == "no",
    )


def _goes_on(scene: Scene, token: int) -> list[int]:
    """The verbs of stance that a report goes on with: "talks are the way, and wants them soon"."""
    parse = scene.parse
    told = (t for t in parse.dependents(token, "conj") if parse.tags[t] in ("VBZ", "VBD"))
    return [t for t in told if scene.lemma(t) in scene.tables.verbs]


def _content(scene: Scene, token: int) -> tuple[int, int] | None:
    """All that is said, where ``token`` is its main verb."""
    parse = scene.parse
    for said in scene.said_in(token)[:1]:
        sentence, span = scene.sentence(token), said.content.hull
        inside = scene.parse.tokens_in(span)
        alone = not any(above in inside for above in scene.parse.ancestors(token))
        if alone and len(said.content.spans) == 1 and sentence.start <= inside.start:
            first, last = inside.start, min(inside.stop, sentence.stop)
            ends = (t for t in range(token + 1, last) if is_trailing(scene, t))
            told = (parse.subtree_range(t)[0] - 1 for t in _goes_on(scene, token))
            last = min([last, *ends, *(t for t in told if t > token)])
            last -= scene.word(last - 1) in ("while", "and", ",")
            return trimmed(scene.parse, first + (scene.word(first) == "that"), last)
    return None


def _is_aside(scene: Scene, token: int) -> bool:
    """Whether a verb stands in a clause that only describes a noun."""
    above = [token, *scene.parse.ancestors(token)]
    return any(scene.parse.deps[one] in ASIDE for one in above[:3])


def _shown(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    return (
        _obliged(scene, verb)
        or _absent(scene, verb)
        or _judged(scene, verb)
        or _harmful(scene, verb)
        or _only(scene, verb)
        or _kept(scene, verb)
        or _excluded(scene, verb)
        or _tied(scene, verb)
    )


def _obliged(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What must be or must not be."""
    parse = scene.parse
    musts = [
        aux
        for aux in parse.dependents(verb, "aux")
        if scene.word(aux) in scene.tables.modals["must"]
    ]
    having = parse.deps[verb] == "xcomp" and scene.lemma(parse.heads[verb]) in HAVING
    if not musts and not having:
        return None
    top = parse.heads[verb] if having else verb
    word = scene.word(musts[0] if musts else top)
    negated = mood_of(scene, verb).negated
    stance: Stance = "opposes" if negated else "demands"
    why = f"“{word}” in what is said" + (", negated" if negated else "")
    return stance, why, clause_of(scene, top)


def _judged(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What is called essential, unacceptable, a mistake, a red line."""
    parse = scene.parse
    seen = scene.lemma(verb) in SEEING and bool(parse.dependents(verb, "nsubjpass"))
    if scene.lemma(verb) not in BEING and not seen:
        return None
    for word in (*parse.dependents(verb, *PREDICATED, "prep"), *_adverbial(scene, verb)):
        stance = _judgement(scene, word)
        if stance is None:
            continue
        option = scene.lemma(word) == "option"
        negated = mood_of(scene, verb).negated and not option
        shown, why = (stance, "") if option else under(scene, stance, mood_of(scene, verb))
        if negated and side_of(stance) == "for":
            shown = "opposes" if stance == "demands" else "rejects"
        claim = clause_of(scene, verb)
        inner = claim_after(scene, word)
        if scene.word(claim[0]) == "it" and inner is not None:
            claim = inner
        return shown, f"called “{scene.word(word)}” {why}".strip(), claim
    return None


def _adverbial(scene: Scene, verb: int) -> tuple[int, ...]:
    """What a predicate is that the parser took for an adverb: "talks are the only way out"."""
    parse = scene.parse
    nouns = (n for a in parse.dependents(verb, "advmod") for n in parse.dependents(a, "npadvmod"))
    return tuple(noun for noun in nouns if noun > verb)


def _judgement(scene: Scene, word: int) -> Stance | None:
    """The stance of a predicate: its own, or that of the phrase it makes."""
    first, last = scene.parse.subtree_range(word)
    if scene.lemma(word) == "option" and "not" in (scene.word(first - 1), scene.word(first)):
        return "rejects"
    _, forms = scene.forms(range(first, min(last, first + 7)))
    for stance, phrases in scene.tables.judged.items():
        if next(phrases.find(forms), None) is not None:
            return stance
    return scene.tables.judging.get(scene.lemma(word))


def _harmful(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What would undermine or endanger something."""
    if scene.lemma(verb) not in scene.tables.harming or mood_of(scene, verb).negated:
        return None
    parse = scene.parse
    for subject in parse.dependents(verb, "nsubj", "csubj"):
        if parse.deps[subject] == "nsubj" and scene.holders.of_head(subject) is not None:
            return None
        claim = parse.subtree_range(subject)
        return "opposes", f"said to {scene.lemma(verb)} something", claim
    return None


def _only(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What can come only when something is done, or what alone can do something."""
    parse = scene.parse
    for subject in parse.dependents(verb, "nsubj"):
        first, _ = claim = parse.subtree_range(subject)
        led = "only" in (scene.word(first), scene.word(first - 1))
        if led and mood_of(scene, verb).modal in ("can", "will", "might"):
            return "demands", "“only” in what is said", claim
    only = any(scene.word(child) == "only" for child in parse.children[verb])
    when = [
        c
        for c in parse.dependents(verb, "advcl")
        if {scene.word(m) for m in parse.dependents(c, "advmod", "mark")} & {"when", "if", "once"}
    ]
    if not only or not when or mood_of(scene, verb).modal is None:
        return None
    return "demands", "“only when” in what is said", clause_of(scene, verb)


def _absent(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What there will not or cannot be: "there will be no talks", "has no place here"."""
    parse = scene.parse
    things = parse.dependents(verb, "attr", "dobj", "nsubj")
    denied = [t for t in things if any(scene.word(c) == "no" for c in parse.children[t])]
    if not denied or scene.lemma(verb) not in ("be", "have"):
        return None
    if parse.dependents(verb, "expl") and mood_of(scene, verb).modal in ("will", "can"):
        return "rejects", "“there will be no …” in what is said", _without_no(scene, denied[0])
    if parse.dependents(verb, "expl") and scene.lemma(denied[0]) in SOLVING:
        return "opposes", "“there is no …” in what is said", _without_no(scene, denied[0])
    placed = scene.lemma(denied[0]) in ("place", "role", "right", "business")
    if not placed or not parse.dependents(verb, "nsubj"):
        return None
    return "opposes", f"“no {scene.word(denied[0])}” in what is said", clause_of(scene, verb)


def _without_no(scene: Scene, noun: int) -> tuple[int, int]:
    first, last = scene.parse.subtree_range(noun)
    return trimmed(scene.parse, first + (scene.word(first) == "no"), last)


def _kept(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What is to stay: "the duties are staying", "the warrant would stand"."""
    if scene.lemma(verb) not in LASTING:
        return None
    parse, mood = scene.parse, mood_of(scene, verb)
    subjects = parse.dependents(verb, "nsubj")
    if not subjects or mood.negated:
        return None
    going_on = parse.tags[verb] == "VBG" and bool(parse.dependents(verb, "aux"))
    thing = parse.pos[subjects[0]] == "NOUN" and scene.holders.of_head(subjects[0]) is None
    if not thing or not (going_on or mood.modal == "will"):
        return None
    return "supports", f"“{scene.word(verb)}” in what is said", clause_of(scene, verb)


def _excluded(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What will never or cannot be done."""
    subjects = scene.parse.dependents(verb, "nsubjpass")
    if not subjects:
        return None
    mood = mood_of(scene, verb)
    firsts = {scene.word(scene.parse.subtree_range(one)[0]) for one in subjects}
    none = "not" in firsts and mood.modal in ("will", "can")
    if not (mood.firm or none):
        return None
    return "rejects", f"“{scene.word(verb)}” refused in what is said", clause_of(scene, verb)


def _tied(scene: Scene, verb: int) -> tuple[Stance, str, tuple[int, int]] | None:
    """What will or can be done once something else is: "the ban could be lifted if"."""
    parse = scene.parse
    clauses = parse.dependents(verb, "advcl")
    tied = any(scene.word(m) in TYING for c in clauses for m in parse.dependents(c, "mark"))
    if not tied or not parse.dependents(verb, "nsubjpass"):
        return None
    mood = mood_of(scene, verb)
    if mood.negated or not mood.modal:
        return None
    return "offers", f"“{scene.word(verb)}” in what is said", clause_of(scene, verb)


def _judges(scene: Scene, verb: int) -> tuple[Entity, ...]:
    """To whom a thing is unacceptable: "is unacceptable to Peru"."""
    parse = scene.parse
    for word in parse.dependents(verb, *PREDICATED):
        for to in (*parse.dependents(word, "prep"), *parse.dependents(verb, "prep")):
            judged = parse.pos[word] == "ADJ" and scene.lemma(word) in scene.tables.judging
            if scene.lemma(to) in ("to", "for") and judged:
                return scene.holders.all_of(parse.dependents(to, "pobj"))
    return ()
