"""Claims, negation and modality: the syntax that positions are made of.

Dependency labels are those of ClearNLP (Choi and Palmer 2012).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.record import Parse
from memcon.stages.events.syntax import is_passive
from memcon.stages.positions.scene import Scene
from memcon.stages.statements.clauses import trimmed

COMPLEMENTS: Final = (
    "dobj", "ccomp", "xcomp", "attr", "oprd", "acomp", "dative", "prep", "pobj", "pcomp",
    "acl", "npadvmod", "nmod", "dep", "csubj", "relcl",
)  # fmt: skip
OBJECTS: Final = ("dobj", "dative")
RELATIVES: Final = frozenset({"that", "which", "who", "whom"})
UNREAL: Final = frozenset({"if", "whether", "unless", "until"})
PROVIDED: Final = frozenset({"provided", "providing"})
INVERTED: Final = frozenset({"should", "had", "were"})
TOLD: Final = frozenset({"after", "before", "when", "as"})
"""Words that lead in when something was, beside a verb in the past."""
MODAL_AUX: Final = ("aux", "auxpass")
LEADING: Final = frozenset({"that", "of", "for", "on", "regarding", "about"})
"""Words that lead in a claim and are no part of it."""
NOBODY: Final = frozenset({"nobody", "nothing", "none"})
BUT: Final = frozenset({"but", "except", "less"})
"""Words after which "nothing" leaves something: "will accept nothing but a vote"."""
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
MODAL_KINDS: Final = frozenset({"must", "will", "can", "might"})
CHAIN: Final = frozenset({"xcomp"})

Tokens = tuple[int, int]
"""A half-open range of token indices."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a predicate is qualified."""

    negated: bool = False
    firm: bool = False
    """Whether it is negated for good: "will not", "cannot", "never"."""
    modal: str | None = None
    hedged: bool = False


def mood_of(scene: Scene, verb: int) -> Mood:
    """Negation and modality of a verb, its own or that of the verb whose infinitive it is."""
    tables, parse = scene.tables, scene.parse
    modal, negated, firm, hedged = None, False, False, False
    for token in (verb, *_above(parse, verb)):
        if token != verb and scene.word(token) == "going":
            modal, firm = modal or "will", True
        if token != verb and scene.lemma(token) == "have" and parse.deps[token] != "relcl":
            modal = modal or "must"  # "has to withdraw"
        if token != verb and scene.lemma(token) in tables.reversing | {"fail"}:
            negated = not negated
        for child in parse.children[token]:
            word = scene.word(child)
            if _negates(scene, child):
                negated, firm = not negated, firm or word == "never" or _is_infinitive(scene, token)
            elif parse.deps[child] in MODAL_AUX:
                kind = modal_kind(scene, child)
                modal = modal or kind
                firm = firm or kind in ("will", "can")
                hedged = hedged or word in ("may", "might")
    return Mood(negated, firm and negated, modal, hedged)


def _is_infinitive(scene: Scene, verb: int) -> bool:
    """Whether "to" stands before a verb: what is not to be done is refused for good."""
    return any(scene.parse.tags[one] == "TO" for one in scene.parse.dependents(verb, "aux"))


def _negates(scene: Scene, child: int) -> bool:
    """Whether a word under a verb negates it: "not", "never", "no longer", an object with "no"."""
    dep, word = scene.parse.deps[child], scene.word(child)
    if dep == "neg" or (word == "never" and dep == "advmod"):
        return True
    if word == "longer":
        return scene.word(child - 1) == "no"
    if dep == "prep":  # "will take part in no conference"
        return any(_has_no(scene, noun) for noun in scene.parse.dependents(child, "pobj"))
    nobody = word in NOBODY and scene.word(child + 1) not in BUT
    return dep == "dobj" and (nobody or _has_no(scene, child))


def _has_no(scene: Scene, noun: int) -> bool:
    return any(scene.word(child) == "no" for child in scene.parse.dependents(noun, "det"))


def is_past(scene: Scene, verb: int) -> bool:
    """Whether a verb tells of what had been before: "had demanded"."""
    if scene.parse.deps[verb] == "ccomp":  # "said it had rejected" is "it has rejected"
        return False
    aux = [scene.word(child) for child in scene.parse.dependents(verb, "aux")]
    return aux == ["had"] or (scene.word(verb) == "had" and not aux)


def is_unreal(scene: Scene, verb: int) -> bool:
    """Whether a verb tells of what was not done: "could have asked"."""
    helpers = scene.parse.dependents(verb, "aux")
    modal = any(modal_kind(scene, child) for child in helpers)
    told = any(scene.word(child) == "have" for child in helpers)
    return modal and told and scene.parse.tags[verb] == "VBN"


def tells_fact(scene: Scene, verb: int, *, foretold: bool = False) -> bool:
    """Whether what follows a verb is told as a fact: "that it rained", not "that it rain".

    ``foretold`` takes what will be for a fact as well.
    """
    parse, helping = scene.parse, MODAL_KINDS if not foretold else frozenset({"must"})
    for clause in parse.dependents(verb, "ccomp"):
        helpers = [*parse.dependents(clause, "aux", "auxpass")]
        if any(parse.tags[one] == "TO" or modal_kind(scene, one) in helping for one in helpers):
            continue
        finite = {parse.tags[one] for one in (clause, *helpers)} & FINITE
        if finite and not (finite == {"VBP"} and _has_singular(scene, clause)):
            return True
    return False


def _has_singular(scene: Scene, clause: int) -> bool:
    """Whether one thing is the subject, so that a plain verb is a wish: "that Peru sign"."""
    subjects = scene.parse.dependents(clause, "nsubj", "nsubjpass")
    return any(scene.parse.tags[one] in ("NN", "NNP") for one in subjects)


def modal_kind(scene: Scene, token: int) -> str | None:
    """Which kind of modal a word is: must, need, will, can or might."""
    word = scene.word(token)
    kinds = scene.tables.modals.items()
    return next((name for name, words in kinds if word in words and name != "need"), None)


def _above(parse: Parse, verb: int) -> Iterator[int]:
    while parse.deps[verb] in CHAIN and parse.pos[parse.heads[verb]] in ("VERB", "AUX"):
        verb = parse.heads[verb]
        yield verb


def is_conditional(scene: Scene, token: int) -> bool:
    """Whether a word stands in an if-clause, a question, or what is called untrue."""
    parse = scene.parse
    if parse.words[scene.sentence(token).stop - 1].strip("”\"'’") == "?":
        return True
    for one in (token, *parse.ancestors(token)):
        if parse.deps[one] == "prep" and scene.word(one) in PROVIDED:
            return True
        if parse.deps[one] == "advcl" and is_inverted(scene, one):
            return True
        if parse.deps[one] in ("advcl", "ccomp", "xcomp", "pcomp"):
            marks = {scene.word(mark) for mark in parse.dependents(one, "mark", "advmod")}
            led = {scene.word(parse.subtree_range(one)[0]), scene.word(one)}
            if marks & UNREAL or led & PROVIDED:
                return True
        if parse.deps[one] in ("ccomp", "csubj") and _is_untrue(scene, parse.heads[one]):
            return True
    return False


def is_inverted(scene: Scene, verb: int) -> bool:
    """Whether a clause is a condition by its order: "should the talks collapse"."""
    parse = scene.parse
    subjects = parse.dependents(verb, "nsubj", "nsubjpass", "expl")
    helpers = [t for t in parse.dependents(verb, "aux", "auxpass") if scene.word(t) in INVERTED]
    return bool(subjects and helpers) and helpers[0] == subjects_start(scene, subjects[0]) - 1


def subjects_start(scene: Scene, subject: int) -> int:
    """The first token of a subject."""
    return scene.parse.subtree_range(subject)[0]


def _is_untrue(scene: Scene, head: int) -> bool:
    words = {scene.lemma(t) for t in (head, *scene.parse.dependents(head, "acomp", "attr", "neg"))}
    return "false" in words or ("true" in words and bool(words & {"not", "n't"}))


def takes(scene: Scene, head: int, particles: tuple[str, ...]) -> int | None:
    """The last of ``particles`` that ``head`` takes; ``head`` itself where there are none."""
    current = head
    for particle in particles:
        following = [
            child
            for child in scene.parse.children[current]
            if child > head and scene.lemma(child) == particle and not _is_dated(scene, child)
        ]
        if not following and current + 1 < len(scene.parse):
            beside = current + 1
            fits = scene.lemma(beside) == particle and not _is_dated(scene, beside)
            following = [beside] if fits else []
        if not following:
            return None
        current = following[0]
    return current


def _is_dated(scene: Scene, preposition: int) -> bool:
    nouns = scene.parse.dependents(preposition, "pobj")
    names = (scene.parse.name_at(noun) for noun in nouns)
    return any(name is not None and name.label in ("DATE", "TIME") for name in names)


def claim_after(scene: Scene, head: int, *, skip: frozenset[int] = frozenset()) -> Tokens | None:
    """The complements that follow ``head``, from the first to the last; ``skip`` are left out."""
    parse = scene.parse
    parts = [
        child
        for child in parse.children[head]
        if child > head and child not in skip and _is_complement(scene, child)
    ]
    if not parts:
        return None
    first = min(parse.subtree_range(part)[0] for part in parts)
    last = max(_end_of(scene, part) for part in parts)
    first = max(first, head + 1)
    first, last = trimmed(parse, first, last) if first < last else (first, first)
    while last - first > 1 and scene.word(first) in LEADING and parse.pos[first] != "PART":
        first += 1
    return (first, last) if first < last else None


def _is_complement(scene: Scene, child: int) -> bool:
    parse = scene.parse
    if parse.deps[child] == "advcl":
        marks = {scene.word(mark) for mark in parse.dependents(child, "mark", "advmod")}
        if marks & TOLD and parse.tags[child] == parse.tags[parse.heads[child]] == "VBD":
            return False
        infinitive = any(parse.tags[aux] == "TO" for aux in parse.dependents(child, "aux"))
        return bool(marks & (scene.tables.granting | {"for"})) or infinitive
    if parse.deps[child] == "prep" and (_is_dated(scene, child) or is_trailing(scene, child)):
        return False
    if parse.deps[child] == "npadvmod" and parse.name_at(child):
        return False  # "on Friday" without "on"
    return parse.deps[child] in COMPLEMENTS


def _end_of(scene: Scene, part: int) -> int:
    """The end of a complement, before a trailing participle that the parser hung to it."""
    parse = scene.parse
    last = parse.subtree_range(part)[1]
    for token in parse.subtree(part):
        if token > part and is_trailing(scene, token):
            last = min(last, token)
        elif token > part and is_misjoined(parse, token):
            last = min(last, parse.subtree_range(token)[0])
    while last - 1 > part and (parse.deps[last - 1] == "cc" or parse.words[last - 1] == ","):
        last -= 1
    return last


def is_misjoined(parse: Parse, verb: int) -> bool:
    """Whether a finite verb was joined to an infinitive: "asked it to wait and ruled out talks"."""
    above = parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.tags[above] != "VB" or above > verb:
        return False
    helped = {parse.tags[t] for t in parse.dependents(above, "aux")}
    finite = parse.tags[verb] in ("VBD", "VBZ") or any(
        parse.tags[t] in ("MD", "VBZ", "VBD") for t in parse.dependents(verb, "aux")
    )
    return finite and "MD" not in helped and not parse.dependents(verb, "nsubj", "nsubjpass")


def is_trailing(scene: Scene, token: int) -> bool:
    """Whether a participle only goes on telling: ", adding that", "while affirming that"."""
    parse = scene.parse
    if scene.word(token) == "according" and scene.word(token + 1) == "to":
        return True
    loose = parse.tags[token] == "VBG" and parse.deps[token] in ("advcl", "acl")
    return loose and scene.word(token - 1) in (",", "while")


def object_claim(scene: Scene, verb: int) -> Tokens | None:
    """What is done to: the subject of a passive, the antecedent of a relative clause."""
    parse = scene.parse
    for subject in parse.dependents(verb, "nsubjpass", "csubjpass"):
        if scene.word(subject) in RELATIVES and parse.deps[verb] == "relcl":
            return noun_phrase(scene, parse.heads[verb])
        return trimmed(parse, *parse.subtree_range(subject))
    if parse.deps[verb] == "conj" and is_passive(parse, verb):
        return object_claim(scene, parse.heads[verb])
    if parse.deps[verb] == "acl" and parse.tags[verb] == "VBN":
        return noun_phrase(scene, parse.heads[verb], before=verb)
    subjects = {scene.word(t) for t in parse.dependents(verb, "nsubj")}
    if parse.deps[verb] == "relcl" and not _has_object(scene, verb) and not subjects & RELATIVES:
        return noun_phrase(scene, parse.heads[verb], before=parse.subtree_range(verb)[0])
    return None


def _has_object(scene: Scene, verb: int) -> bool:
    objects = scene.parse.dependents(verb, *OBJECTS, "ccomp", "xcomp")
    return any(scene.word(one) not in RELATIVES for one in objects)


def noun_phrase(scene: Scene, head: int, *, before: int | None = None) -> Tokens:
    """The words of a noun; of an apposition also those of what it explains."""
    parse = scene.parse
    first, last = parse.subtree_range(head)
    if parse.deps[head] == "appos":
        first = parse.subtree_range(parse.heads[head])[0]
    if before is not None:
        last = max(head + 1, min(last, before))
    return trimmed(parse, first, max(last, head + 1))


def clause_of(scene: Scene, verb: int) -> Tokens:
    """A clause from its subject to its end, without clauses joined to it."""
    parse = scene.parse
    first, last = parse.subtree_range(verb)
    first = min(first, _shared_start(scene, verb))
    for child in parse.dependents(verb, "conj", "parataxis"):
        if child > verb:
            last = min(last, parse.subtree_range(child)[0])
    last = min([last, *(t for t in range(verb + 1, last) if is_trailing(scene, t))])
    while last - 1 > verb and (parse.deps[last - 1] == "cc" or scene.word(last - 1) == "while"):
        last -= 1
    marks = parse.dependents(verb, "mark")
    if marks and marks[0] == first:
        first += 1
    return trimmed(parse, first, max(last, verb + 1))


def _shared_start(scene: Scene, verb: int) -> int:
    """Where the subject begins that a joined verb shares with the one before it."""
    parse, above = scene.parse, scene.parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.dependents(verb, "nsubj", "nsubjpass", "expl"):
        return verb
    subjects = parse.dependents(above, "nsubj", "nsubjpass")
    return parse.subtree_range(subjects[0])[0] if subjects else verb
