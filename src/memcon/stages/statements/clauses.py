"""Subjects, complements and token runs: the syntax that rules about statements are made of.

Dependency labels are those of ClearNLP (Choi and Palmer 2012), as spaCy's English pipelines
give them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Final

from memcon.record import Parse, Span

SUBJECTS: Final = ("nsubj", "csubj")
RELATIVES: Final = frozenset({"who", "which", "that"})
SHARING: Final = frozenset({"advcl", "xcomp", "conj", "dep"})
"""Labels of verbs that, without a subject of their own, have that of their governor."""

NAMING: Final = frozenset({"name", "identify", "quote", "cite"})
DECLINING: Final = frozenset({"decline", "refuse"})

EDGES: Final = frozenset(",;:—–-()[]\"“”'’‘«».")


def subject_of(parse: Parse, verb: int) -> int | None:
    """Head token of the one who does ``verb``; looks through conjunction and participles.

    A participle that trails its sentence (", adding that …") is the main clause's, wherever
    the parser hangs it.
    """
    if is_trailing(parse, verb) and not parse.dependents(verb, *SUBJECTS):
        verb = outermost_verb(parse, verb)
    for subject in parse.dependents(verb, *SUBJECTS):
        return _antecedent(parse, subject, verb)
    if parse.dependents(verb, "nsubjpass") or _is_done_to(parse, verb):
        return None
    head = parse.heads[verb]
    if head != verb and parse.deps[verb] in SHARING and parse.pos[head] in ("VERB", "AUX"):
        return subject_of(parse, head)
    if parse.deps[verb] == "acl" and parse.tags[verb] == "VBG":
        return head
    return None


def _is_done_to(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is a bare past participle: "Asked whether …, he said" asks nobody."""
    bare = parse.tags[verb] == "VBN" and not parse.dependents(verb, "aux", "auxpass")
    return bare and parse.deps[verb] in ("advcl", "acl", "amod")


def is_trailing(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is a participle after a comma or "while": ", adding that …"."""
    if parse.tags[verb] != "VBG" or parse.deps[verb] not in ("advcl", "acl", "conj", "dep"):
        return False
    before = parse.words[verb - 1].lower() if verb else ""
    return before in (",", "while", "”", '"', "’’")


def outermost_verb(parse: Parse, verb: int) -> int:
    """The verb of the main clause above ``verb``, through clauses that are said or joined."""
    top = verb
    for governor in parse.ancestors(verb):
        if parse.pos[governor] in ("VERB", "AUX") and parse.dependents(governor, *SUBJECTS):
            top = governor
    return top


def _antecedent(parse: Parse, subject: int, verb: int) -> int:
    """The noun that a relative pronoun stands for; other subjects stand for themselves."""
    relative = parse.deps[verb] == "relcl" and parse.words[subject].lower() in RELATIVES
    return parse.heads[verb] if relative else subject


def that_clauses(parse: Parse, noun: int) -> Iterator[int]:
    """The verbs of the clauses that say what a noun of saying is about: "a claim that …"."""
    for child in parse.dependents(noun, "acl", "ccomp", "relcl"):
        if any(parse.lemmas[mark] == "that" for mark in parse.dependents(child, "mark")):
            yield child


def is_veil(parse: Parse, token: int) -> bool:
    """Whether a source keeps its name back: "asked not to be named"; nothing is said by that.

    So do both verbs, the one that asks and the one that names.
    """
    verb = parse.heads[token] if parse.lemmas[token] in NAMING else token
    return any(
        parse.lemmas[clause] in NAMING
        and parse.dependents(clause, "auxpass")
        and (parse.dependents(clause, "neg") or parse.lemmas[verb] in DECLINING)
        for clause in parse.dependents(verb, "xcomp", "ccomp")
    )


def is_when(parse: Parse, preposition: int) -> bool:
    """Whether a preposition governs a date or a time: "on Monday"."""
    names = (parse.name_at(thing) for thing in parse.dependents(preposition, "pobj"))
    return any(name is not None and name.label in ("DATE", "TIME") for name in names)


def phrase_of(parse: Parse, head: int) -> tuple[int, int]:
    """Token range of the noun phrase of ``head``, without relative clauses and edge punctuation.

    What lies before the head stays; of what follows, everything up to the first clause.
    """
    dropped = {t for d in parse.dependents(head, "relcl", "advcl", "acl") for t in parse.subtree(d)}
    members = {token for token in parse.subtree(head) if token not in dropped}
    return trimmed(parse, *_run_around(members, head))


def _run_around(members: Collection[int], head: int) -> tuple[int, int]:
    """The contiguous run of token indices that holds ``head``."""
    first = last = head
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    return first, last + 1


def trimmed(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation at its edges; at least one token stays."""
    while last - first > 1 and parse.words[last - 1] in EDGES:
        last -= 1
    while last - first > 1 and parse.words[first] in EDGES:
        first += 1
    return first, last


def runs(tokens: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending token indices as contiguous half-open ranges."""
    for _, group in groupby(enumerate(sorted(tokens)), key=lambda pair: pair[1] - pair[0]):
        members = [token for _, token in group]
        yield members[0], members[-1] + 1


def spans_of(parse: Parse, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The runs of ``tokens`` as spans, without runs of punctuation alone."""
    kept = (trimmed(parse, first, last) for first, last in runs(tokens))
    return tuple(parse.span(first, last) for first, last in kept if parse.words[first] not in EDGES)
