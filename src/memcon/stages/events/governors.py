"""The words above a trigger that bear on whether it happens: "called off", "plans for"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.record import Parse
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_verb

STEPS: Final = 7
NEGATIONS: Final = frozenset(
    {"no", "neither", "nor", "never", "without", "hardly", "not", "n't", "n’t"}
)
NEGATING: Final = ("neg", "det", "advmod", "cc", "preconj")
ABOUT: Final = frozenset(
    {"of", "for", "on", "about", "to", "from", "with", "over", "off", "in", "against", "as"}
)
"""Prepositions through which a noun governs: "plans for talks", "looked forward to talks"."""
STANDING: Final = frozenset({"in", "on", "with", "from", "over", "to", "for", "as"})
"""Those that lead up from a noun only to a noun or a verb of the tables' own phrases."""
OFFERED: Final = frozenset({"to", "for"})
OFFERS: Final = frozenset({"propose", "plan"})
"""Classes of nouns of which a verb between tells: "preparations are under way for talks"."""
LIMITS: Final = frozenset({"to", "until", "till"})
HEARSAY: Final = "hearsay"
"""The class of nouns of what is said; "reported that" only hands on who says so."""
WOULD: Final = frozenset({"would", "'d", "’d"})
PHRASED: Final = ("prt", "acomp", "advmod", "attr", "dobj", "oprd", "intj")
FINITE: Final = frozenset({"deny", "fail", "propose", "believe"})
"""Classes that bear on a clause with a tense of its own."""
CLAUSAL: Final = ("ccomp", "xcomp", "csubj", "csubjpass")
"""Clauses that something above bears on; "a summit planned for May was called off" is a subject."""
BODY: Final = (
    "dobj",
    "nsubj",
    "nsubjpass",
    "attr",
    "oprd",
    "dative",
    "csubj",
    "csubjpass",
    "agent",
)


@dataclass(frozen=True, slots=True)
class Governor:
    """A word above a trigger, and the label of what it governs."""

    token: int
    dep: str
    finite: bool = False
    """Whether what it governs is a clause with a tense of its own."""

    def allows(self, kind: str) -> bool:
        """Whether a governor of class ``kind`` bears on the trigger."""
        return not self.finite or kind in FINITE


def find_governors(scene: Scene, token: int) -> Iterator[Governor]:
    """The words above a trigger that bear on it, nearest first."""
    parse, current = scene.parse, token
    for _ in range(STEPS):
        head, dep = parse.heads[current], parse.deps[current]
        if head == current:
            return
        if dep == "prep":
            head = offer_before(scene, current)
        if dep in ("conj", "appos"):
            if is_verb(parse, current) and parse.dependents(current, "nsubj", "nsubjpass"):
                return
            current = head
            continue
        if not _leads_up(scene, current, dep):
            return
        yield Governor(head, dep, finite=dep == "ccomp" and _is_finite(parse, current))
        if dep in ("nsubj", "nsubjpass"):
            yield from (Governor(other, dep) for other in _told_with(parse, head, dep))
        if dep in ("nsubj", "nsubjpass") and parse.deps[head] not in CLAUSAL:
            return
        current = head


def offer_before(scene: Scene, preposition: int) -> int:
    """What a preposition hangs from: the offer, where the parser took its verb.

    "declined the invitation to talks": the talks are what the invitation is to.
    """
    parse, verb = scene.parse, scene.parse.heads[preposition]
    if not is_verb(parse, verb) or scene.lemma(preposition) not in OFFERED:
        return verb
    told = parse.dependents(verb, "dobj", "nsubjpass", "nsubj")
    nouns = (noun for noun in told if noun < preposition and parse.pos[noun] == "NOUN")
    words = scene.table.words
    offers = (noun for noun in nouns if not OFFERS.isdisjoint(words.get(scene.lemma(noun), ())))
    return next(offers, verb)


def joined_to(parse: Parse, verb: int, subject: str) -> Iterator[int]:
    """Verbs that a subject of a verb has besides: "had been set for May but was put off"."""
    for other in parse.dependents(verb, "conj"):
        own = parse.dependents(other, "nsubj", "nsubjpass")
        if is_verb(parse, other) and not own and parse.dependents(verb, subject):
            yield other


def _main_of(parse: Parse, verb: int) -> int | None:
    """The main verb where the parser took a participle for it: "talks planned … were put off"."""
    for below in parse.dependents(verb, "ccomp"):
        passive = parse.dependents(below, "auxpass")
        if below > verb and passive and not parse.dependents(below, "nsubj", "nsubjpass", "mark"):
            return below
    return None


def _told_with(parse: Parse, verb: int, dep: str) -> Iterator[int]:
    """What else is told of the subject of a verb."""
    main = _main_of(parse, verb) if dep == "nsubj" else None
    if main is not None:
        yield main
    yield from _states_of(parse, verb)
    yield from joined_to(parse, verb, dep)


def _states_of(parse: Parse, verb: int) -> Iterator[int]:
    """What says how something is or must be: "talks are frozen", "talks had to be put off"."""
    for inner in parse.dependents(verb, "xcomp"):
        if parse.dependents(inner, "auxpass") and not parse.dependents(inner, "nsubjpass"):
            yield inner
    for state in parse.dependents(verb, "acomp") if parse.lemmas[verb] == "be" else ():
        if parse.tags[state] in ("VBN", "VBD"):
            yield state


def _leads_up(scene: Scene, token: int, dep: str) -> bool:
    parse = scene.parse
    if dep in (*BODY, "acomp", "xcomp", "ccomp", "compound", "nmod", "amod", "poss"):
        return True
    if dep in ("acl", "relcl"):
        to = any(parse.tags[child] == "TO" for child in parse.dependents(token, "aux"))
        return to or (dep == "acl" and _is_told_in(scene, token))
    if dep == "advmod":
        return f"{scene.lemma(parse.heads[token])}_{scene.lemma(token)}" in scene.table.starts
    if dep in ("pobj", "pcomp"):
        return scene.lemma(parse.heads[token]) in ABOUT
    if dep == "prep":
        return offer_before(scene, token) != parse.heads[token] or _through(scene, token)
    return False


def _is_told_in(scene: Scene, verb: int) -> bool:
    """Whether a clause is what a report or a claim says: "claims that it had held talks"."""
    noun = scene.parse.heads[verb]
    that = any(scene.parse.lemmas[t] == "that" for t in scene.parse.dependents(verb, "mark"))
    return that and "hearsay" in scene.table.words.get(scene.lemma(noun), ())


def _through(scene: Scene, preposition: int) -> bool:
    """Whether a preposition hands on: always to a noun, to a verb where the two are one phrase."""
    head = scene.parse.heads[preposition]
    if not is_verb(scene.parse, head):
        return True
    phrase = f"{scene.lemma(head)}_{scene.lemma(preposition)}"
    if phrase in scene.table.starts or scene.lemma(preposition) not in STANDING:
        return True
    end = f"_{scene.lemma(preposition)}"
    return any(name.endswith(end) and name in scene.table.words for name in names_of(scene, head))


def _is_finite(parse: Parse, verb: int) -> bool:
    if any(parse.tags[child] == "TO" for child in parse.dependents(verb, "aux")):
        return False
    return parse.tags[verb] in ("VBD", "VBZ", "VBP") or bool(
        parse.dependents(verb, "aux", "auxpass")
    )


def names_of(scene: Scene, token: int) -> Iterator[str]:
    """A word and, joined with "_", the particles and phrases it takes: "call_off".

    A day that something is moved to is ``date``: "move_to_date"; "no" stands too: "see_no_point".
    """
    parse, lemma = scene.parse, scene.lemma(token)
    yield lemma
    if parse.dependents(token, "auxpass"):
        yield f"be_{parse.words[token].lower()}"
    if any(parse.words[child].lower() in WOULD for child in parse.dependents(token, "aux")):
        yield f"would_{lemma}"
    prepositions = [scene.lemma(child) for child in parse.dependents(token, "prep", "dative")]
    for child in parse.dependents(token, *PHRASED, "prep"):
        word = scene.lemma(child)
        if is_dated(scene, child):
            if word in LIMITS:
                yield f"{lemma}_{word}_date"
            continue
        yield from _phrases(scene, f"{lemma}_{word}", child)
        if parse.deps[child] == "prep":
            continue
        yield from (f"{lemma}_{word}_{preposition}" for preposition in prepositions)
        if parse.deps[child] == "dobj" and is_negated(scene, child):
            yield from _phrases(scene, f"{lemma}_no_{word}", child)
            yield from (f"{lemma}_no_{word}_{preposition}" for preposition in prepositions)


def _phrases(scene: Scene, name: str, child: int) -> Iterator[str]:
    """A phrase of two words and what follows the second: "put_on", "put_on_hold"."""
    parse = scene.parse
    yield name
    for noun in parse.dependents(child, "pobj"):
        yield f"{name}_{scene.lemma(noun)}"
    for preposition in parse.dependents(child, "prep"):
        inner = f"{name}_{scene.lemma(preposition)}"
        yield inner
        if is_dated(scene, preposition) and scene.lemma(preposition) in LIMITS:
            yield f"{inner}_date"
        yield from (
            f"{inner}_{scene.lemma(noun)}" for noun in parse.dependents(preposition, "pobj")
        )


def kinds_of(scene: Scene, token: int) -> tuple[str, ...]:
    """The classes of a word; those of the phrase that it makes, where it makes one."""
    words = scene.table.words
    names = list(names_of(scene, token))
    phrases = [kind for name in names[1:] for kind in words.get(name, ())]
    kinds = tuple(dict.fromkeys(phrases or words.get(names[0], ())))
    said = HEARSAY in kinds and is_verb(scene.parse, token)
    return tuple(kind for kind in kinds if kind != HEARSAY) if said else kinds


def is_dated(scene: Scene, preposition: int) -> bool:
    """Whether a preposition governs a date: "called on Friday", "spoke for the first time"."""
    nouns = scene.parse.dependents(preposition, "pobj")
    if any(scene.lemma(noun) == "time" for noun in nouns):
        return True
    return any(scene.labels.get(noun) in ("DATE", "TIME") for noun in nouns)


def is_negated(scene: Scene, token: int) -> bool:
    """Whether a verb is negated, or a noun has "no"."""
    above = scene.parse.heads[token]
    if scene.parse.deps[token] in ("pobj", "pcomp") and scene.lemma(above) == "without":
        return True
    return is_no_longer(scene.parse, token) or any(
        scene.parse.words[child].lower() in NEGATIONS and scene.parse.deps[child] in NEGATING
        for child in scene.parse.children[token]
    )


def is_no_longer(parse: Parse, token: int) -> bool:
    """Whether something was so and is not any more: "will no longer travel"."""
    longer = (t for t in parse.dependents(token, "advmod") if parse.words[t].lower() == "longer")
    return any(parse.words[child].lower() == "no" for t in longer for child in parse.children[t])
