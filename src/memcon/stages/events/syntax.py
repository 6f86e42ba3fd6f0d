"""Who does it, what is done to whom: the syntax that events are made of.

Dependency labels are those of ClearNLP (Choi and Palmer 2012).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from memcon.record import Parse
from memcon.stages.statements.clauses import subject_of

VERBS: Final = ("VERB", "AUX")
RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})
OBJECTS: Final = ("dobj", "nsubjpass")
CLIMB: Final = ("xcomp", "conj", "pcomp", "acl", "advcl", "ccomp")
CONTROL: Final = frozenset(
    {"invite", "ask", "urge", "force", "allow", "order", "tell", "persuade", "press", "push"}
    | {"encourage", "instruct", "direct", "require", "compel", "permit", "convince", "induce"}
    | {"summon", "implore", "exhort", "prompt"}
)
"""Verbs whose object does what the infinitive tells: "asked the envoy to leave"."""
DEPTH: Final = 4


def is_verb(parse: Parse, token: int) -> bool:
    """Whether a token is a verb."""
    return parse.pos[token] in VERBS


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb tells what is done to its subject."""
    if parse.dependents(verb, "nsubjpass", "auxpass", "agent"):
        return True
    bare = parse.tags[verb] == "VBN" and not parse.dependents(verb, "aux", "auxpass", "dobj")
    return bare and parse.deps[verb] in ("acl", "amod", "advcl")


def agent_of(parse: Parse, token: int) -> int | None:
    """Head of the noun phrase after "by"."""
    for by in parse.children[token]:
        if parse.deps[by] == "agent" or (parse.deps[by] == "prep" and parse.lemmas[by] == "by"):
            for noun in parse.dependents(by, "pobj"):
                return noun
    return None


def doer_of(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """Head of the noun phrase of the one who does ``verb``; looks up through its governors."""
    if is_passive(parse, verb):
        return agent_of(parse, verb)
    subject = subject_of(parse, verb)
    if subject is not None:
        return relative_of(parse, subject)
    if depth >= DEPTH or parse.deps[verb] not in CLIMB:
        return None
    return _doer_above(parse, verb, depth)


def _doer_above(parse: Parse, verb: int, depth: int) -> int | None:
    above = parse.heads[verb]
    if parse.deps[verb] == "acl" and parse.tags[verb] == "VBG":
        return above
    if parse.pos[above] == "ADP":
        above = parse.heads[above]
    if is_verb(parse, above):
        if parse.deps[verb] == "xcomp" and parse.lemmas[above].lower() in CONTROL:
            asked = [t for t in parse.dependents(above, "dobj") if t < verb]
            if asked:
                return asked[0]
        if parse.deps[verb] in ("xcomp", "ccomp", "conj") and is_passive(parse, above):
            return next(iter(parse.dependents(above, "nsubjpass")), None)
        return doer_of(parse, above, depth + 1)
    owners = parse.dependents(above, "poss")
    owners += tuple(noun for word, noun in prepositions(parse, above) if word == "of")
    if owners:
        return owners[0]
    governor = parse.heads[above]
    if parse.pos[governor] == "ADP" and parse.lemmas[governor] == "with":
        governor = parse.heads[governor]
    return doer_of(parse, governor, depth + 1) if is_verb(parse, governor) else None


def relative_of(parse: Parse, subject: int) -> int:
    """What a relative pronoun stands for; any other word itself."""
    if parse.words[subject].lower() not in RELATIVES:
        return subject
    for above in parse.ancestors(subject):
        if parse.deps[above] == "relcl":
            return parse.heads[above]
    return subject


def objects_of(parse: Parse, verb: int) -> Iterator[int]:
    """Heads of what is done to: objects, passive subjects, what a participle or relative is of."""
    found = parse.dependents(verb, *OBJECTS)
    found = found or _subject_of_be(parse, verb)
    yield from (relative_of(parse, token) for token in found)
    if found:
        return
    if parse.deps[verb] in ("acl", "relcl") and not _has_subject_gap(parse, verb):
        yield parse.heads[verb]
    elif parse.deps[verb] == "conj" and is_passive(parse, verb):
        yield from parse.dependents(parse.heads[verb], "nsubjpass")


def _subject_of_be(parse: Parse, verb: int) -> tuple[int, ...]:
    """What is to be done to: "the accord is to be signed"."""
    above = parse.heads[verb]
    passive = parse.deps[verb] == "xcomp" and parse.dependents(verb, "auxpass")
    return parse.dependents(above, "nsubj") if passive and parse.lemmas[above] == "be" else ()


def _has_subject_gap(parse: Parse, verb: int) -> bool:
    """Whether what a clause stands beside does the verb: "troops who left", "troops leaving"."""
    if parse.deps[verb] == "acl":
        return parse.tags[verb] != "VBN"
    subjects = parse.dependents(verb, "nsubj")
    return not subjects or parse.words[subjects[0]].lower() in RELATIVES


def prepositions(parse: Parse, token: int) -> Iterator[tuple[str, int]]:
    """What prepositions under ``token`` govern: the preposition and the head of its object."""
    for child in parse.children[token]:
        if parse.deps[child] in ("prep", "agent", "dative", "prt"):
            word = parse.lemmas[child].lower()
            for noun in parse.dependents(child, "pobj"):
                yield word, noun
            for joined in parse.dependents(child, "conj"):
                for noun in parse.dependents(joined, "pobj"):
                    yield parse.lemmas[joined].lower(), noun
            for inner in parse.dependents(child, "prep"):
                for noun in parse.dependents(inner, "pobj"):
                    yield parse.lemmas[inner].lower(), noun
                    yield f"{word} {parse.lemmas[inner].lower()}", noun


def conjuncts(parse: Parse, token: int) -> Iterator[int]:
    """A token and what is joined to it."""
    yield token
    for child in parse.dependents(token, "conj"):
        yield from conjuncts(parse, child)
