"""What the table of statuses looks at: tense, modality, negation and governing words as names.

gov:CLASS    a word of that class governs the trigger ("called off", "plans for"); ungov: negated
mod:CLASS    an adjective of that class stands before the noun;  any  "any" does
aux:WORD     a modal verb of the clause;  neg  the clause is negated
past present perfect pluperfect progressive participle   the tense of the clause
infinitive gerund   not a clause of its own;  purpose  an infinitive that tells what for
going-to be-to      the future so told;  to-be-governed  the governing word is in the future
governed-passive   it is in the passive
if question habit   a condition, a question, a habit
bound        what is to come hangs on a condition: "will come if"
ahead past-noun     the noun stands after "before", or after "after", "during", "at"
future       its time lies after publication;  told  it stands in what a statement says
subject      the noun is the subject of a verb above it
needless     "no meeting is necessary"
verb noun heading type:TYPE;  dated  the clause gives a day
own:offer    the trigger is itself an offer: "an invitation"
and those of :mod:`memcon.stages.events.turns`
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from memcon.stages.events.clauses import (
    AHEAD,
    find_clause_features,
    helpers_of,
    is_conditional,
    is_pluperfect,
)
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
from memcon.stages.events.turns import turns_of

OWN: Final = frozenset({"CONSULT"})
"""Types whose own verb may say how far it came: "called off talks" is a meeting called off."""
OPENING: Final = frozenset({"propose", "refuse", "cancel", "postpone"})
"""Classes of verbs after which a truce has not come about."""
PAST_PREPOSITIONS: Final = frozenset({"after", "following", "during", "since", "at", "despite"})
NEEDED: Final = frozenset({"necessary", "need", "needed", "require", "justify"})
BESIDE: Final = ("amod", "acl", "compound", "nmod", "prep", "appos")
MEANT: Final = frozenset({"mean", "suppose"})


def find_features(
    scene: Scene, trigger: Trigger, *, future: bool, told: bool, dated: bool = False
) -> Set[str]:
    """The features of a trigger."""
    group = trigger.entry.group
    found = {"noun" if trigger.entry.noun else "verb", f"type:{group.type}"}
    found |= {f"kind:{group.kind}"} if group.kind != group.type else set()
    heading = scene.is_heading(trigger.token)
    holding = {"future": future, "told": told, "heading": heading, "dated": dated}
    found |= {name for name, holds in holding.items() if holds}
    found |= set(_governing(scene, trigger))
    found |= set(_modifiers(scene, trigger))
    found |= set(_negation(scene, trigger))
    verb = clause_verb(scene, trigger)
    found |= set(turns_of(scene, trigger, verb))
    if verb is None:
        return found | set(_noun_place(scene, trigger.token))
    return found | set(find_clause_features(scene, verb))


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
        if "propose" in scene.table.words.get(scene.lemma(trigger.token), ()):
            yield "own:offer"
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
            yield from (f for f in helpers_of(scene, governor.token) if f == "aux:would")
        if trigger.entry.noun and is_conditional(scene, governor.token):
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
    tags = {parse.tags[child] for child in parse.dependents(verb, "aux")}
    if "MD" in tags or ("TO" in tags and not _is_brought_about(scene, verb)):
        yield "to-be-governed"
    if is_pluperfect(parse, verb):
        yield "pluperfect"
    if is_passive(parse, verb):
        yield "governed-passive"


def _is_brought_about(scene: Scene, infinitive: int) -> bool:
    """Whether an infinitive was done: "was forced to call off", "had to be put off"."""
    parse, above = scene.parse, scene.parse.heads[infinitive]
    if parse.deps[infinitive] not in ("xcomp", "ccomp") or not is_verb(parse, above):
        return False
    open_ = any(parse.tags[child] in ("MD", "TO") for child in parse.dependents(above, "aux"))
    return "bring" in kinds_of(scene, above) and not open_ and not is_negated(scene, above)


def _classes(scene: Scene, governor: Governor) -> Iterator[str]:
    negated = is_negated(scene, governor.token)
    passive = is_verb(scene.parse, governor.token) and is_passive(scene.parse, governor.token)
    if passive and _is_what_for(scene, governor):
        return
    for kind in kinds_of(scene, governor.token):
        if governor.allows(kind) and not (passive and kind == "believe"):
            yield f"ungov:{kind}" if negated else f"gov:{kind}"


def _is_what_for(scene: Scene, governor: Governor) -> bool:
    """Whether a passive says what something is for: "a summit intended to end the war"."""
    verb = governor.token
    if scene.lemma(verb) in scene.triggers.active:
        return True
    aims = scene.lemma(verb) in MEANT and governor.dep in ("nsubj", "nsubjpass")
    inner = scene.parse.dependents(verb, "xcomp")
    held = (name for token in inner for name in names_of(scene, token))
    return aims and scene.triggers.occurring.isdisjoint(held)


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
                    yield f"mod:{kind}"
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


__all__ = ["NEGATIONS", "clause_verb", "find_features"]
