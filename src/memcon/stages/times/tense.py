"""Whether the clause that holds a date looks back or ahead."""

from __future__ import annotations

from typing import Final

from memcon.codebook.times import TenseCues
from memcon.record import Parse

_HAVE: Final = frozenset({"have", "has", "had", "'ve", "’ve"})
_UNTIL: Final = frozenset({"to", "until", "till"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_AUXILIARY: Final = ("aux", "auxpass")


def read_direction(parse: Parse, token: int, cues: TenseCues) -> int:
    """-1 where the governing verb of ``token`` is past, 1 where it is future, 0 if unclear.

    In "Friday's ruling" only what the ruling itself is a part of counts, not an infinitive
    above it ("to get around Friday's ruling").
    """
    owner = parse.deps[token] == "poss"
    side = _word_before(parse, token, cues)
    if side and not _is_perfect(parse, token):
        return side
    limited = parse.lemmas[parse.heads[token]].lower() in cues.limits
    for above in parse.ancestors(token):
        if _looks_ahead(parse, token, above, cues=cues):
            return _side_set(parse, token, above, cues=cues)
        if _is_put_off_to(parse, token, above, cues):
            return 1
        if parse.tags[above].startswith("VB") or parse.tags[above] == "MD":
            side = _verb(parse, above, cues)
            if side is None or (limited and _is_bare_participle(parse, above)):
                continue
            if _is_afterword(parse, token, above):
                continue
            if side == 0 and not owner:
                return int(limited or _is_scheduled(parse, token, above, cues=cues))
            if not _is_infinitive(parse, above):
                return side
            past = _was_planned(parse, above, cues) or _looks_back(parse, above)
            return 0 if owner else -1 if past else 1
    return 0


def _word_before(parse: Parse, token: int, cues: TenseCues) -> int | None:
    """The side that the word, or the two words, right before the date tell."""
    words = [word.lower() for word in parse.words[max(0, token - 2) : token]]
    return cues.before.get("_".join(words)) or (cues.before.get(words[-1]) if words else None)


def _is_scheduled(parse: Parse, token: int, verb: int, *, cues: TenseCues) -> bool:
    """Whether a verb in the present tells of what is arranged for the date.

    "The envoys meet on Friday", "the vote is on Friday"; not "Friday's strike opens a new front",
    nor "meet after the strike of Friday".
    """
    if not _is_present(parse, verb) or token < verb:
        return False
    if parse.lemmas[verb].lower() == "be":
        return parse.heads[parse.heads[token]] in _complements(parse, verb)
    path = [token, *parse.ancestors(token)]
    between = path[: path.index(verb)]
    known = not cues.scheduled.isdisjoint(_with_objects(parse, verb))
    return known and not any(parse.lemmas[above].lower() == "after" for above in between)


def _is_present(parse: Parse, verb: int) -> bool:
    """Whether a verb is in the present, or a bare form with a subject of its own."""
    bare = parse.tags[verb] == "VB" and not parse.dependents(verb, *_AUXILIARY)
    return parse.tags[verb] in _PRESENT or (bare and bool(parse.dependents(verb, "nsubj")))


def _with_objects(parse: Parse, verb: int) -> frozenset[str]:
    """A verb, alone and joined with each of its objects: "take", "take_effect"."""
    word = parse.lemmas[verb].lower()
    objects = (parse.lemmas[found].lower() for found in parse.dependents(verb, "dobj"))
    return frozenset((word, *(f"{word}_{found}" for found in objects)))


def _complements(parse: Parse, verb: int) -> frozenset[int]:
    """A form of "be" and the noun that it brings, where it says nothing of how something is."""
    if parse.dependents(verb, "acomp"):
        return frozenset()
    return frozenset((verb, *parse.dependents(verb, "attr")))


def _is_afterword(parse: Parse, token: int, verb: int) -> bool:
    """Whether a date stands before the comma that a verb of telling, subordinate, follows.

    "The envoy flies out on Friday, his office said": parsers give the date to "said".
    """
    aside = parse.deps[verb] in ("advcl", "parataxis")
    return aside and parse.heads[verb] < token and "," in parse.words[token:verb]


def _is_bare_participle(parse: Parse, verb: int) -> bool:
    """Whether a participle has no auxiliary and so no tense: "want it signed by Friday"."""
    return parse.tags[verb] == "VBN" and not parse.dependents(verb, *_AUXILIARY)


def _is_put_off_to(parse: Parse, token: int, verb: int, cues: TenseCues) -> bool:
    """Whether something was put off to a date: "has been pushed back to August"."""
    before = parse.heads[token]
    beside = parse.heads[before]
    if parse.lemmas[before].lower() not in _UNTIL or verb not in (beside, parse.heads[beside]):
        return False
    particles = parse.dependents(verb, "prt", "advmod")
    names = [parse.lemmas[found].lower() for found in (verb, *particles)]
    return names[0] in cues.ending or any("_".join((names[0], p)) in cues.ending for p in names[1:])


def _looks_ahead(parse: Parse, token: int, above: int, *, cues: TenseCues) -> bool:
    """Whether a date is what a word looks ahead to, not the day of an act: "put off on Monday"."""
    lemma = parse.lemmas[above].lower()
    if lemma not in cues.prospective:
        return False
    before = parse.heads[token]
    on = parse.heads[before] == above and parse.lemmas[before].lower() == "on"
    own = on or (before == above and parse.deps[token] == "npadvmod")
    return not (lemma in cues.acting and own and parse.tags[above].startswith("VB"))


def is_open(parse: Parse, token: int, cues: TenseCues) -> bool:
    """Whether a date was set for what was called off, so that it may lie behind or ahead."""
    for above in parse.ancestors(token):
        if _looks_ahead(parse, token, above, cues=cues):
            return _was_set(parse, token, above) and _ending(parse, above, cues) is not None
    return False


def _side_set(parse: Parse, token: int, above: int, *, cues: TenseCues) -> int:
    """The side of a date that something is or was set for; open where it was called off.

    What "has been called off" lies ahead.
    """
    if not _was_set(parse, token, above):
        return 1
    ending = _ending(parse, above, cues)
    if ending is None:
        return -1
    helpers = parse.dependents(ending, *_AUXILIARY)
    return int(any(parse.words[helper].lower() in ("has", "have") for helper in helpers))


def _ending(parse: Parse, verb: int, cues: TenseCues) -> int | None:
    """The verb above a relative clause where it calls off what was set."""
    if parse.deps[verb] not in ("relcl", "acl"):
        return None
    for above in parse.ancestors(parse.heads[verb]):
        if parse.tags[above].startswith("VB"):
            particles = parse.dependents(above, "prt", "advmod")
            words = [parse.lemmas[found].lower() for found in (above, *particles)]
            known = any(name in cues.ending for name in (words[0], "_".join(words[:2])))
            return above if known else None
    return None


def _was_set(parse: Parse, token: int, verb: int) -> bool:
    """Whether a date is told of by a verb of planning that looks back: "had been set for"."""
    active = parse.tags[verb] == "VBD" and token < verb
    return active or _has_had(parse, verb)


def _was_planned(parse: Parse, verb: int, cues: TenseCues) -> bool:
    """Whether an infinitive tells what "had been expected" or "had been due"."""
    planned = parse.lemmas[parse.heads[verb]].lower() in cues.prospective
    return planned and _is_perfect(parse, verb)


def _looks_back(parse: Parse, infinitive: int) -> bool:
    """Whether an infinitive is in the perfect: "was to have met on Monday"."""
    helpers = parse.dependents(infinitive, "aux")
    return any(parse.words[helper].lower() == "have" for helper in helpers)


def _is_perfect(parse: Parse, token: int) -> bool:
    """Whether the first verb above is in the past perfect."""
    for above in parse.ancestors(token):
        if parse.tags[above].startswith("VB"):
            return _has_had(parse, above)
    return False


def _has_had(parse: Parse, verb: int) -> bool:
    helpers = parse.dependents(verb, *_AUXILIARY)
    return any(parse.words[helper].lower() in ("had", "'d") for helper in helpers)


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
