"""What the table of statuses looks at: tense, modality, negation and governing words as names.

gov:CLASS    a word of that class governs the trigger ("called off", "plans for"); ungov: negated
mod:CLASS    an adjective of that class stands before the noun;  any  "any" does
aux:WORD     a modal verb of the clause;  neg  the clause is negated
past present perfect pluperfect progressive participle   the tense of the clause
infinitive gerund   not a clause of its own;  purpose  an infinitive that tells what for
going-to be-to      the future so told;  to-be-governed  the governing word is in the future
if question habit   a condition, a question, a habit
bound        what is to come hangs on a condition: "will come if"
ahead past-noun     the noun stands after "before", or after "after", "during", "at"
future       its time lies after publication;  told  it stands in what a statement says
subject      the noun is the subject of a verb above it
needless     "no meeting is necessary"
verb noun heading type:TYPE
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from memcon.record import Parse
from memcon.stages.events.governors import (
    NEGATIONS,
    Governor,
    find_governors,
    is_negated,
    joined_to,
    kinds_of,
    names_of,
)
from memcon.stages.events.matching import Trigger
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_passive, is_verb

OWN: Final = frozenset({"CONSULT"})
"""Types whose own verb may say how far it came: "called off talks" is a meeting called off."""
OPENING: Final = frozenset({"propose", "refuse", "cancel", "postpone"})
"""Classes of verbs after which a truce has not come about."""
PAST_PREPOSITIONS: Final = frozenset({"after", "following", "during", "since", "at", "despite"})
DONE: Final = frozenset({"after", "following", "since", "by", "upon", "for", "with"})
AHEAD: Final = frozenset({"before", "ahead", "until", "pending"})
NEEDED: Final = frozenset({"necessary", "need", "needed", "require", "justify"})
MODALS: Final = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would"}
BESIDE: Final = ("amod", "acl", "compound", "nmod", "prep", "appos")
ASKING: Final = frozenset({"who", "whether"})
"""What begins a question within a sentence: "did not agree on who had called"."""
EACH: Final = frozenset({"every", "each"})
BINDING: Final = frozenset({"if", "unless", "once", "provided"})
"""What begins the condition of something that is to come."""
GERUNDS: Final = ("pcomp", "csubj", "xcomp", "ccomp", "nsubj")
INHERITING: Final = ("advcl", "acl", "conj", "dep")


def find_features(scene: Scene, trigger: Trigger, *, future: bool, told: bool) -> Set[str]:
    """The features of a trigger."""
    found = {"noun" if trigger.entry.noun else "verb", f"type:{trigger.entry.group.type}"}
    holding = {"future": future, "told": told, "heading": scene.is_heading(trigger.token)}
    found |= {name for name, holds in holding.items() if holds}
    found |= set(_governing(scene, trigger))
    found |= set(_modifiers(scene, trigger))
    found |= set(_negation(scene, trigger))
    verb = clause_verb(scene, trigger)
    if verb is None:
        return found | set(_noun_place(scene, trigger.token))
    return found | set(_clause(scene, verb))


def clause_verb(scene: Scene, trigger: Trigger) -> int | None:
    """The verb whose tense is the event's: the trigger's own, or that which tells of the noun."""
    if not trigger.entry.noun:
        return trigger.token
    for governor in find_governors(scene, trigger.token):
        if is_verb(scene.parse, governor.token):
            verb = _to_come(scene, governor.token)
            told = any(name in scene.triggers.occurring for name in names_of(scene, verb))
            return verb if told or scene.lemma(verb) == "be" else None
    return None


def _to_come(scene: Scene, verb: int) -> int:
    """The infinitive after "is to"; else the verb itself."""
    inner = scene.parse.dependents(verb, "xcomp") if scene.lemma(verb) == "be" else ()
    return next((v for v in inner if is_verb(scene.parse, v)), verb)


def _governing(scene: Scene, trigger: Trigger) -> Iterator[str]:
    if trigger.entry.noun:
        yield from _left_out(scene, trigger.token)
    if trigger.used and _tells_itself(scene, trigger):
        yield from _classes(scene, Governor(trigger.token, "own"))
        for verb in _joined_to_own(scene, trigger):
            yield from _classes(scene, Governor(verb, "own"))
    below, told = trigger.token, False
    for governor in find_governors(scene, trigger.token):
        classes = list(_classes(scene, governor))
        told = told or bool(classes)
        yield from classes
        if told and is_verb(scene.parse, governor.token):
            yield from _governor_tense(scene, governor.token)
        if governor.dep in ("nsubj", "nsubjpass") and trigger.entry.noun:
            yield "subject"
            yield from (f for f in _helpers(scene, governor.token) if f == "aux:would")
        if trigger.entry.noun and _is_conditional(scene, governor.token):
            yield "if"
        if _needless(scene, governor.token, below):
            yield "needless"
        below = governor.token


def _left_out(scene: Scene, noun: int) -> Iterator[str]:
    """What a headline without its "are" says of a meeting: "Talks off after strike"."""
    parse = scene.parse
    if parse.deps[noun] != "ROOT":
        return
    for child in parse.dependents(noun, "prep", "prt", "advmod", "acomp"):
        word = f"be_{scene.lemma(child)}"
        inner = [f"{word}_{scene.lemma(one)}" for one in parse.dependents(child, "pobj")]
        for name in inner or [word]:
            yield from (f"gov:{kind}" for kind in scene.table.words.get(name, ()))


def _tells_itself(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger's own verb says how far a meeting or truce came: "called off talks"."""
    group = trigger.entry.group
    open_ = group.kind == "AGREE" and not OPENING.isdisjoint(kinds_of(scene, trigger.token))
    return group.type in OWN or (open_ and _is_truce(scene, trigger))


def _is_truce(scene: Scene, trigger: Trigger) -> bool:
    truces = scene.triggers.classes["truce"]
    return any(scene.lemma(token) in truces for token in trigger.used)


def _joined_to_own(scene: Scene, trigger: Trigger) -> Iterator[int]:
    """What else a meeting that is a trigger's subject has come to: "was set but called off"."""
    subjects = scene.parse.dependents(trigger.token, "nsubjpass")
    if any(subject in trigger.used and is_meeting(scene, subject) for subject in subjects):
        yield from joined_to(scene.parse, trigger.token, "nsubjpass")


def is_meeting(scene: Scene, token: int) -> bool:
    """Whether a word is a noun of meeting."""
    return scene.lemma(token) in scene.triggers.classes["meeting"]


def _governor_tense(scene: Scene, verb: int) -> Iterator[str]:
    parse = scene.parse
    if any(parse.tags[child] in ("MD", "TO") for child in parse.dependents(verb, "aux")):
        yield "to-be-governed"
    if _is_pluperfect(parse, verb):
        yield "pluperfect"


def _classes(scene: Scene, governor: Governor) -> Iterator[str]:
    negated = is_negated(scene, governor.token)
    passive = is_verb(scene.parse, governor.token) and is_passive(scene.parse, governor.token)
    if passive and scene.lemma(governor.token) in scene.triggers.active:
        return  # "a summit intended to end the war": what it is for, not what is planned
    for kind in kinds_of(scene, governor.token):
        if governor.allows(kind) and not (passive and kind == "believe"):
            yield f"ungov:{kind}" if negated else f"gov:{kind}"


def _needless(scene: Scene, verb: int, below: int) -> bool:
    """Whether a clause says that what is below is not needed."""
    if not is_verb(scene.parse, verb):
        return False
    told = scene.parse.dependents(verb, "acomp", "attr", "oprd")
    said = {scene.lemma(child) for child in told} | {scene.lemma(verb)}
    return bool(said & NEEDED) and (is_negated(scene, verb) or is_negated(scene, below))


def _modifiers(scene: Scene, trigger: Trigger) -> Iterator[str]:
    parse = scene.parse
    for noun in trigger.tokens:
        if parse.pos[noun] in ("NOUN", "PROPN"):
            for child in parse.dependents(noun, *BESIDE):
                for kind in scene.table.modifiers.get(parse.words[child].lower(), ()):
                    yield "habit" if kind == "habitual" else f"mod:{kind}"
            if any(parse.lemmas[c].lower() == "any" for c in parse.dependents(noun, "det")):
                yield "any"
            if any(_is_to_be(scene, clause) for clause in parse.dependents(noun, "relcl")):
                yield "mod:planned"


def _is_to_be(scene: Scene, clause: int) -> bool:
    """Whether a relative clause says for when a meeting is: "which was to open", "was set for"."""
    inner = _to_come(scene, clause)
    if inner != clause and any(scene.parse.tags[t] == "TO" for t in scene.parse.children[inner]):
        return True
    return "due" in kinds_of(scene, clause) and is_passive(scene.parse, clause)


def _negation(scene: Scene, trigger: Trigger) -> Iterator[str]:
    if any(is_negated(scene, token) for token in trigger.tokens):
        yield "neg"


def _noun_place(scene: Scene, noun: int) -> Iterator[str]:
    """What the preposition before a noun tells of its time."""
    parse = scene.parse
    if parse.deps[noun] not in ("pobj", "pcomp"):
        return
    preposition = parse.heads[noun]
    words = {scene.lemma(preposition), scene.lemma(parse.heads[preposition])}
    if words & AHEAD and scene.lemma(preposition) in AHEAD | {"of"}:
        yield "ahead"
    if scene.lemma(preposition) in PAST_PREPOSITIONS:
        yield "past-noun"


def _clause(scene: Scene, verb: int) -> Iterator[str]:
    yield from _own_clause(scene, verb)
    above = _inherits_from(scene, verb)
    if above is not None:
        yield from _own_clause(scene, above)


def _inherits_from(scene: Scene, verb: int) -> int | None:
    """The verb whose helpers and tense a verb without its own shares."""
    parse = scene.parse
    above = parse.heads[verb]
    if above == verb or not is_verb(parse, above):
        return None
    if parse.deps[verb] == "xcomp" and _began(scene, above):
        return above
    if parse.deps[verb] not in INHERITING or parse.dependents(verb, "nsubj", "nsubjpass", "mark"):
        return None
    bare = not parse.dependents(verb, "aux", "auxpass")
    return above if bare and parse.tags[verb] in ("VB", "VBG") else None


def _began(scene: Scene, verb: int) -> bool:
    return "began" in kinds_of(scene, verb)


def _own_clause(scene: Scene, verb: int) -> Iterator[str]:
    yield from _tense(scene.parse, verb)
    yield from _helpers(scene, verb)
    yield from _setting(scene, verb)
    yield from _form(scene, verb)


def _form(scene: Scene, verb: int) -> Iterator[str]:
    """Infinitives and gerunds, and what they are for."""
    parse = scene.parse
    if any(parse.tags[child] == "TO" for child in parse.dependents(verb, "aux")):
        yield from _infinitive(scene, verb)
    elif parse.tags[verb] == "VBG" and not parse.dependents(verb, "aux"):
        yield from _gerund(scene, verb)


def _infinitive(scene: Scene, verb: int) -> Iterator[str]:
    parse, dep, above = scene.parse, scene.parse.deps[verb], scene.parse.heads[verb]
    if dep == "xcomp" and parse.lemmas[above] == "go" and parse.tags[above] == "VBG":
        yield "going-to"
    elif dep == "ROOT" or (dep == "xcomp" and parse.lemmas[above] == "be"):
        yield "be-to"
    elif dep != "xcomp" or not _began(scene, above):
        yield "infinitive"
    if dep == "advcl":
        yield "purpose"


def _gerund(scene: Scene, verb: int) -> Iterator[str]:
    dep, above = scene.parse.deps[verb], scene.parse.heads[verb]
    if dep == "pcomp" and scene.lemma(above) in AHEAD:
        yield "ahead"
    elif dep == "pcomp" and scene.lemma(above) in DONE and _is_done(scene, above):
        yield "past-noun"
    elif dep in GERUNDS and not _began(scene, above):
        yield "gerund"


def _is_done(scene: Scene, preposition: int) -> bool:
    """Whether what follows "for" was done: "thanked for lifting", not "a plan for lifting"."""
    verb = is_verb(scene.parse, scene.parse.heads[preposition])
    return verb or scene.lemma(preposition) != "for"


def _helpers(scene: Scene, verb: int) -> Iterator[str]:
    parse = scene.parse
    for child in parse.dependents(verb, "aux"):
        word = parse.lemmas[child].lower()
        if parse.tags[child] == "MD":
            yield "aux:" + MODALS.get(word, word)
    told = scene.lemma(verb) != "be" or bool(parse.dependents(verb, "expl"))
    if told and is_negated(scene, verb):
        yield "neg"


def _tense(parse: Parse, verb: int) -> Iterator[str]:
    helpers = parse.dependents(verb, "aux", "auxpass")
    tags = {parse.tags[helper] for helper in helpers}
    have = any(parse.lemmas[helper].lower() == "have" for helper in helpers)
    if have:
        yield "perfect"
    if _is_pluperfect(parse, verb):
        yield "pluperfect"
    if not have and (parse.tags[verb] == "VBD" or "VBD" in tags):
        yield "past"
    if not have and tags & {"VBZ", "VBP"}:
        yield "progressive" if parse.tags[verb] == "VBG" else "present"
    slip = parse.tags[verb] == "VB" and not helpers and bool(parse.dependents(verb, "nsubj"))
    if slip or parse.tags[verb] in ("VBZ", "VBP"):
        yield "present"
    if not helpers and parse.tags[verb] in ("VBN", "VBG"):
        yield "participle"
    if is_passive(parse, verb) and not helpers:
        yield "past"


def _is_pluperfect(parse: Parse, verb: int) -> bool:
    had = ("had", "'d", "’d")
    return any(parse.words[child].lower() in had for child in parse.dependents(verb, "aux"))


def _setting(scene: Scene, verb: int) -> Iterator[str]:
    """Conditions, questions and habits."""
    parse = scene.parse
    above = parse.heads[verb]
    for child in parse.children[verb]:
        word = parse.words[child].lower()
        if parse.deps[child] in ("mark", "advmod") and word in scene.triggers.conditional:
            yield "if"
        if parse.deps[child] == "advmod" and word in scene.triggers.habitual:
            yield "habit"
        if parse.deps[child] == "npadvmod" and (word == "times" or _is_each(parse, child)):
            yield "habit"
        if word == "?" or (word in ASKING and parse.deps[verb] in ("ccomp", "pcomp")):
            yield "question"
    if _is_awaited(scene, verb):
        yield "if"
    if _is_bound(scene, verb):
        yield "bound"
    if parse.deps[verb] == "conj" and above != verb and _is_conditional(scene, above):
        yield "if"


def _is_each(parse: Parse, noun: int) -> bool:
    """Whether a time comes again: "every month"."""
    return any(parse.words[child].lower() in EACH for child in parse.dependents(noun, "det"))


def _is_bound(scene: Scene, verb: int) -> bool:
    """Whether what is to come hangs on something else: "will come if the agenda is serious"."""
    parse = scene.parse
    helpers = parse.dependents(verb, "aux")
    if not any(parse.tags[child] == "MD" for child in helpers):
        return False
    below = [clause for clause in parse.dependents(verb, "advcl") if clause > verb]
    return any(_is_conditional(scene, clause, BINDING) for clause in below)


def _is_conditional(scene: Scene, verb: int, words: Set[str] = frozenset()) -> bool:
    """Whether a clause begins with "if", or one of ``words``."""
    marks = scene.parse.dependents(verb, "mark", *(["advmod"] if words else []))
    said = words or scene.triggers.conditional
    return any(scene.parse.words[mark].lower() in said for mark in marks)


def _is_awaited(scene: Scene, verb: int) -> bool:
    """Whether something else waits for it: "would sign nothing until they withdrew"."""
    parse, above = scene.parse, scene.parse.heads[verb]
    if parse.deps[verb] != "advcl" or not is_verb(parse, above):
        return False
    marks = {parse.words[child].lower() for child in parse.dependents(verb, "mark", "advmod")}
    helpers = parse.dependents(above, "aux", "neg")
    open_ = any(parse.tags[child] in ("MD", "TO") for child in helpers)
    return bool(marks & scene.triggers.awaiting) and (open_ or is_negated(scene, above))


__all__ = ["NEGATIONS", "clause_verb", "find_features"]
