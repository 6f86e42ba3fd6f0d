"""What a clause tells of itself: tense and helpers, what it is for, conditions, questions."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from memcon.record import Parse
from memcon.stages.events.governors import is_negated, kinds_of
from memcon.stages.events.scene import Scene
from memcon.stages.events.syntax import is_passive, is_verb

DONE: Final = frozenset({"after", "following", "since", "by", "upon", "for", "with"})
AHEAD: Final = frozenset({"before", "ahead", "until", "pending"})
MODALS: Final = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would"}
ASKING: Final = frozenset({"who", "whether"})
"""What begins a question within a sentence: "did not agree on who had called"."""
OPEN: Final = frozenset({"when", "where", "how"})
"""What begins the clause of what is not known: "could not say when talks would begin"."""
EACH: Final = frozenset({"every", "each"})
BINDING: Final = frozenset({"if", "unless", "once", "provided"})
"""What begins the condition of something that is to come."""
GERUNDS: Final = ("pcomp", "csubj", "xcomp", "ccomp", "nsubj")
INHERITING: Final = ("advcl", "acl", "conj", "dep")


def find_clause_features(scene: Scene, verb: int) -> Iterator[str]:
    """The features of the clause of a verb, and of that whose helpers it shares."""
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
    yield from helpers_of(scene, verb)
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
    going = parse.lemmas[above] == "go" and parse.tags[above] == "VBG"
    if dep == "xcomp" and (going or parse.words[above].lower() == "about"):
        yield "going-to"
    elif (
        dep == "ROOT"
        or _is_announced(scene, verb)
        or (dep == "xcomp" and parse.lemmas[above] == "be")
    ):
        yield "be-to"
    elif dep != "xcomp" or not _began(scene, above):
        yield "infinitive"
    if dep == "advcl":
        yield "purpose"


def _is_announced(scene: Scene, verb: int) -> bool:
    """Whether a headline says what somebody is to do: "Premier to visit Lima"."""
    parse, above = scene.parse, scene.parse.heads[verb]
    return (
        parse.deps[verb] in ("acl", "relcl")
        and parse.deps[above] == "ROOT"
        and above < verb
        and not is_verb(parse, above)
        and scene.is_heading(verb)
    )


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


def helpers_of(scene: Scene, verb: int) -> Iterator[str]:
    """Modal verbs of a clause, and whether it is negated."""
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
    if is_pluperfect(parse, verb):
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


def is_pluperfect(parse: Parse, verb: int) -> bool:
    """Whether a verb stands with "had"."""
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
        if _is_asked(parse, verb, child):
            yield "question"
    if _is_awaited(scene, verb):
        yield "if"
    elif _is_when(scene, verb):
        yield "aux:will"
    if _is_bound(scene, verb):
        yield "bound"
    if parse.deps[verb] == "conj" and above != verb and is_conditional(scene, above):
        yield "if"


def _is_asked(parse: Parse, verb: int, child: int) -> bool:
    """Whether a word under a verb makes its clause a question."""
    word, dep = parse.words[child].lower(), parse.deps[verb]
    if word in OPEN:
        return dep == "ccomp" and child < verb
    return word == "?" or (word in ASKING and dep in ("ccomp", "pcomp"))


def _is_each(parse: Parse, noun: int) -> bool:
    """Whether a time comes again: "every month"."""
    return any(parse.words[child].lower() in EACH for child in parse.dependents(noun, "det"))


def _is_when(scene: Scene, verb: int) -> bool:
    """Whether it says when something will be: "will talk again when they meet in Rome"."""
    parse = scene.parse
    if parse.deps[verb] not in ("advcl", "relcl") or parse.tags[verb] not in ("VBP", "VBZ", "VB"):
        return False
    above = next((t for t in parse.ancestors(verb) if is_verb(parse, t)), verb)
    marks = {parse.words[child].lower() for child in parse.dependents(verb, "mark", "advmod")}
    helpers = parse.dependents(above, "aux")
    ahead = any(parse.lemmas[child].lower() in ("will", "'ll", "’ll") for child in helpers)
    return ahead and bool(marks & {"when", "once", "before", "after", "as"})


def _is_bound(scene: Scene, verb: int) -> bool:
    """Whether what is to come hangs on something else: "will come if the agenda is serious"."""
    parse = scene.parse
    helpers = parse.dependents(verb, "aux")
    if not any(parse.tags[child] == "MD" for child in helpers):
        return False
    below = [clause for clause in parse.dependents(verb, "advcl") if clause > verb]
    return any(is_conditional(scene, clause, BINDING) for clause in below)


def is_conditional(scene: Scene, verb: int, words: Set[str] = frozenset()) -> bool:
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
