"""What parsers hang from the wrong word around meetings: relative clauses, and persons joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from memcon.codebook.events import Triggers
from memcon.record import Parse

PERSON: Final = "PERSON"
WITHIN: Final = ("pobj", "prep", "conj", "appos", "compound", "poss", "nmod")
PRONOUNS: Final = frozenset({"which", "that"})
SUBJECTS: Final = ("nsubj", "nsubjpass")
DATED: Final = frozenset({"hold", "plan", "schedule", "set", "due", "postpone", "cancel", "open"})
"""Verbs of what befalls a meeting, and no place or state; beside those of ``occurring``."""


def with_clauses_at_meetings(parse: Parse, triggers: Triggers) -> Parse:
    """The parse with "which was to open in May" at the meeting, not at the place it is in.

    "A visit to Kabul, which is planned for March": parsers take the nearest noun.
    """
    found = dict(_misplaced(parse, triggers))
    if not found:
        return parse
    heads = tuple(found.get(token, head) for token, head in enumerate(parse.heads))
    return replace(parse, heads=heads)


def _misplaced(parse: Parse, triggers: Triggers) -> Iterator[tuple[int, int]]:
    """Each clause's verb that hangs from a name, and the noun of the meeting it is about."""
    meetings = triggers.classes["meeting"]
    for verb, dep in enumerate(parse.deps):
        name = parse.heads[verb]
        if dep != "relcl" or parse.pos[name] != "PROPN" or not _befalls(parse, verb):
            continue
        for above in parse.ancestors(name):
            if parse.lemmas[above].lower() in meetings and parse.pos[above] == "NOUN":
                yield verb, above
                break
            if parse.deps[above] not in WITHIN:
                break


def _befalls(parse: Parse, verb: int) -> bool:
    """Whether a clause begins with "which" and says when something takes place."""
    if not any(parse.words[t].lower() in PRONOUNS for t in parse.dependents(verb, *SUBJECTS)):
        return False
    inner = parse.dependents(verb, "xcomp") if parse.lemmas[verb] == "be" else ()
    said = {parse.lemmas[token].lower() for token in (verb, *inner)}
    place = any("place" in _objects(parse, token) for token in (verb, *inner))
    return bool(said & DATED) or place


def _objects(parse: Parse, verb: int) -> frozenset[str]:
    return frozenset(parse.lemmas[token].lower() for token in parse.dependents(verb, "dobj"))


def with_persons_joined(parse: Parse) -> Parse:
    """The parse with persons joined where a title stands between them.

    "Ana Lima, the envoy, and Bo Lund, the minister, met": Lund belongs to Lima, not to the envoy.
    """
    persons = {
        t for name in parse.names if name.label == PERSON for t in range(name.first, name.last)
    }
    heads, deps = list(parse.heads), list(parse.deps)
    for token in sorted(persons):
        first = _joined_to(parse, token, persons)
        if first is not None:
            heads[token], deps[token] = first, "conj"
    if tuple(heads) == parse.heads:
        return parse
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _joined_to(parse: Parse, token: int, persons: set[int]) -> int | None:
    """The person to whom another is joined by "and" behind a title."""
    above = parse.heads[token]
    if parse.deps[token] == "conj" and parse.deps[above] == "appos":
        first = parse.heads[above]
        return first if first in persons and above not in persons else None
    if parse.deps[token] != "nsubj":
        return None
    for other in parse.dependents(above, "nsubj"):
        if other < token and other in persons and parse.dependents(other, "cc"):
            return other
    return None
