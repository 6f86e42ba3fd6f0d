"""What parsers hang from the wrong word around meetings and deals.

Relative clauses, persons joined, and infinitives behind a place and a day.
"""

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
BEFALLING: Final = DATED | {"begin", "start", "resume", "host", "convene"}
"""Verbs that states may be the subject of too: only without an object are they about a meeting."""
NAMES: Final = ("PROPN", "NOUN")
CLAUSES: Final = ("inf", "coop", "conflict")


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
        if dep != "relcl" or parse.pos[name] not in NAMES or parse.lemmas[name].lower() in meetings:
            continue
        if not (_befalls(parse, verb) if parse.pos[name] == "PROPN" else _is_of_it(parse, verb)):
            continue
        for above in parse.ancestors(name):
            if parse.lemmas[above].lower() in meetings and parse.pos[above] == "NOUN":
                yield verb, above
                break
            if parse.deps[above] not in WITHIN:
                break


def _befalls(parse: Parse, verb: int) -> bool:
    """Whether a clause begins with "which" and says when something takes place."""
    if not _is_relative(parse, verb, SUBJECTS):
        return _is_of_it(parse, verb)
    inner = _told_of(parse, verb)
    said = {parse.lemmas[token].lower() for token in (verb, *inner)}
    place = any("place" in _objects(parse, token) for token in (verb, *inner))
    return bool(said & DATED) or place or _is_of_it(parse, verb)


def _is_of_it(parse: Parse, verb: int) -> bool:
    """Whether it says what befalls a meeting: "that were to begin", "which Oman will host"."""
    tokens = (verb, *_told_of(parse, verb))
    if not any(parse.lemmas[token].lower() in BEFALLING for token in tokens):
        return False
    if _is_relative(parse, verb, ("dobj",)):
        return True
    return _is_relative(parse, verb, SUBJECTS) and not any(_objects(parse, t) for t in tokens)


def _is_relative(parse: Parse, verb: int, deps: tuple[str, ...]) -> bool:
    return any(parse.words[t].lower() in PRONOUNS for t in parse.dependents(verb, *deps))


def _told_of(parse: Parse, verb: int) -> tuple[int, ...]:
    """The infinitive after "was to"."""
    return parse.dependents(verb, "xcomp") if parse.lemmas[verb] == "be" else ()


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


def with_infinitives(parse: Parse, triggers: Triggers) -> Parse:
    """The parse with what is agreed to as the verb's own clause.

    "They agreed in Rome on 3 May to free all": behind a place and a day parsers take it for what
    the agreement is for.
    """
    found = {token for token in range(len(parse)) if _is_content(parse, token, triggers)}
    deps = tuple("xcomp" if token in found else dep for token, dep in enumerate(parse.deps))
    return replace(parse, deps=deps) if found else parse


def _is_content(parse: Parse, token: int, triggers: Triggers) -> bool:
    """Whether an infinitive tells what its verb, which takes one and has none, is about."""
    verb = parse.heads[token]
    if parse.deps[token] != "advcl" or token < verb or parse.pos[verb] != "VERB":
        return False
    to = any(parse.tags[child] == "TO" for child in parse.dependents(token, "aux"))
    if not to or parse.dependents(token, "mark", "nsubj"):
        return False
    entries = triggers.verbs.get(parse.lemmas[verb].lower(), ())
    takes = any(one.slots and one.slots[0].name in CLAUSES for one in entries)
    return takes and not parse.dependents(verb, "xcomp", "ccomp", "dobj", "auxpass")
