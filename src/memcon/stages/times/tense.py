"""Whether the clause that holds a date looks back or ahead."""

from __future__ import annotations

from typing import Final

from memcon.codebook.times import TenseCues
from memcon.record import Parse

_HAVE: Final = frozenset({"have", "has", "had", "'ve", "’ve"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_AUXILIARY: Final = ("aux", "auxpass")


def read_direction(parse: Parse, token: int, cues: TenseCues) -> int:
    """-1 where the governing verb of ``token`` is past, 1 where it is future, 0 if unclear.

    In "Friday's ruling" only what the ruling itself is a part of counts, not an infinitive
    above it ("to get around Friday's ruling").
    """
    owner = parse.deps[token] == "poss"
    side = cues.before.get(parse.words[token - 1].lower()) if token else None
    if side and not _is_perfect(parse, token):
        return side
    for above in parse.ancestors(token):
        if parse.lemmas[above].lower() in cues.prospective:
            return -1 if parse.tags[above] == "VBD" and token < above else 1
        if parse.tags[above].startswith("VB") or parse.tags[above] == "MD":
            side = _verb(parse, above, cues)
            if side is None:
                continue
            if not _is_infinitive(parse, above):
                return side
            return 0 if owner else -1 if _was_planned(parse, above, cues) else 1
    return 0


def _was_planned(parse: Parse, verb: int, cues: TenseCues) -> bool:
    """Whether an infinitive tells what "had been expected" or "had been due"."""
    planned = parse.lemmas[parse.heads[verb]].lower() in cues.prospective
    return planned and _is_perfect(parse, verb)


def _is_perfect(parse: Parse, token: int) -> bool:
    """Whether the first verb above is in the past perfect."""
    for above in parse.ancestors(token):
        if parse.tags[above].startswith("VB"):
            helpers = parse.dependents(above, *_AUXILIARY)
            return any(parse.words[helper].lower() in ("had", "'d") for helper in helpers)
    return False


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.tags[helper] == "TO" for helper in parse.dependents(verb, "aux"))


def _verb(parse: Parse, verb: int, cues: TenseCues) -> int | None:
    """The side of a verb by its form and auxiliaries; ``None`` to ask the verb above."""
    helpers = parse.dependents(verb, *_AUXILIARY)
    words = {parse.words[helper].lower() for helper in helpers}
    tags = {parse.tags[helper] for helper in helpers}
    if words & cues.modals or "TO" in tags:
        return 1
    if words & _HAVE or parse.tags[verb] == "VBD" or "VBD" in tags:
        return -1
    if parse.tags[verb] == "VBN":
        return 0 if tags & _PRESENT else -1
    if parse.tags[verb] == "VBG":
        return 1 if tags & _PRESENT else None
    return 0
