"""Literal or metonymic: whether a place name means the place or who acts there.

Two witnesses: the trained encoder, which has read such names in their sentences, and rules over
the syntax around the name with the lexicon ``codebook/metonymy.yaml``, which can say why. The view
of governments is that of ReLocaR (Gritta and others 2017, "Vancouver welcomes you!").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Final

from memcon.codebook.metonymy import Readings
from memcon.record import Parse
from memcon.record.facts import LinkReading


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading, how sure it is, and the rule that gave it."""

    reading: LinkReading
    score: float
    reason: str


EVEN: Final = 0.5
RULES_WEIGHT: Final = 1.0
"""What the rules' log-odds count beside the encoder's (training/encoder/folds.py)."""

MODIFIERS: Final = ("poss", "compound", "nmod", "amod")
UNDECIDED: Final = Judged("literal", 0.6, "nothing around the name makes it an actor")


def judge(parse: Parse, first: int, last: int, readings: Readings, roles: frozenset[str]) -> Judged:
    """The reading of the place name at tokens ``[first, last)``.

    ``roles`` are the nouns that a person can be: "the White House leader" leads a government.
    """
    ruled = _by_rules(parse, first, last, readings, roles)
    chance = _chance(parse, first, last)
    return ruled if chance is None else _both(ruled, chance)


def _chance(parse: Parse, first: int, last: int) -> float | None:
    """The encoder's probability that the name acts, over its words."""
    said = [chance for chance in parse.signals.acting[first:last] if chance is not None]
    return sum(said) / len(said) if said else None


def _both(ruled: Judged, chance: float) -> Judged:
    """The reading for which the two witnesses together speak: log-odds are added."""
    sign = 1 if ruled.reading == "metonym" else -1
    odds = log_odds(chance) + RULES_WEIGHT * sign * log_odds(ruled.score)
    acting = 1 / (1 + exp(-odds))
    if (acting >= EVEN) == (ruled.reading == "metonym"):
        return replace(ruled, score=round(max(acting, 1 - acting), 3))
    reading: LinkReading = "metonym" if acting >= EVEN else "literal"
    meant = "who acts there" if acting >= EVEN else "the place"
    reason = f"the encoder takes it for {meant} in this sentence ({chance:.2f} that it acts)"
    return Judged(reading, round(max(acting, 1 - acting), 3), reason)


def log_odds(chance: float) -> float:
    """Of a probability, kept off 0 and 1."""
    kept = min(max(chance, 0.001), 0.999)
    return log(kept / (1 - kept))


def _by_rules(
    parse: Parse, first: int, last: int, readings: Readings, roles: frozenset[str]
) -> Judged:
    head = head_of(parse, first, last)
    if last < len(parse) and parse.words[last] == ",":
        parted = [t for t in parse.dependents(head, "appos", "npadvmod") if t > last]
        if parted and parse.pos[parted[0]] == "PROPN":
            return Judged("literal", 0.9, "a place given with the region it lies in")
    governor = parse.lemmas[parse.heads[head]].lower()
    if parse.deps[head] in MODIFIERS and governor in roles:
        return Judged("metonym", 0.8, f"the body whose “{governor}” it is")
    return _by_dependency(parse, head, readings)


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of ``[first, last)`` that the rest of the sentence sees."""
    for token in range(first, last):
        if not first <= parse.heads[token] < last or parse.heads[token] == token:
            return token
    return last - 1


def _by_dependency(parse: Parse, head: int, readings: Readings) -> Judged:
    dep, governor = parse.deps[head], parse.heads[head]
    lemma = parse.lemmas[governor].lower()
    if dep in ("conj", "appos") and governor != head:
        return _by_dependency(parse, governor, readings)
    if dep in ("nsubj", "nsubjpass", "agent"):
        return _as_subject(parse, governor, readings)
    if dep == "pobj":
        return _as_object_of_preposition(parse, governor, readings)
    if dep in MODIFIERS:
        return _as_modifier(parse, governor, dep, readings)
    if dep == "dative":
        return Judged("metonym", 0.75, f"to whom “{lemma}” is done")
    if dep == "dobj":
        if lemma in readings.addressing:
            return Judged("metonym", 0.85, f"the object of “{lemma}”, which is done to actors")
        return Judged("literal", 0.7, f"the object of “{lemma}”")
    return UNDECIDED


def _as_subject(parse: Parse, verb: int, readings: Readings) -> Judged:
    lemma = parse.lemmas[verb].lower()
    if lemma in readings.lying:
        agentive = parse.dependents(verb, "xcomp", "acomp") and lemma in ("be", "remain")
        if agentive and _is_willing(parse, verb):
            return Judged("metonym", 0.8, "the subject of an attitude")
        return Judged("literal", 0.7, f"the subject of “{lemma}”, which places do")
    return Judged("metonym", 0.9, f"the subject of “{lemma}”, which actors do")


def _is_willing(parse: Parse, verb: int) -> bool:
    """Whether the predicate is an attitude with an infinitive: "is ready to …"."""
    return any(
        parse.dependents(adjective, "xcomp", "ccomp")
        for adjective in parse.dependents(verb, "acomp")
    )


def _as_object_of_preposition(parse: Parse, preposition: int, readings: Readings) -> Judged:
    word, governor = parse.lemmas[preposition].lower(), parse.heads[preposition]
    lemma = parse.lemmas[governor].lower()
    if word in readings.metonym and lemma not in readings.spanning:
        return Judged("metonym", 0.85, f"after “{word}”, which joins actors")
    if word in readings.metonym:
        return Judged("literal", 0.85, f"“{lemma} {word}” a place")
    if word in readings.aimed:
        return _either(f"{lemma} {word}", acting=lemma not in readings.movement)
    if word in readings.seldom:
        return _either(f"{lemma} {word}", acting=lemma in readings.acting)
    if word in readings.upon:
        return _either(f"{lemma} {word}", acting=lemma in readings.pressing)
    return Judged("literal", 0.9 if word in readings.literal else 0.7, f"after “{word}”")


def _either(phrase: str, *, acting: bool) -> Judged:
    if acting:
        return Judged("metonym", 0.75, f"“{phrase}” an actor")
    return Judged("literal", 0.8, f"“{phrase}” a place")


def _as_modifier(parse: Parse, governor: int, dep: str, readings: Readings) -> Judged:
    lemma = parse.lemmas[governor].lower()
    if lemma in readings.things:
        return Judged("literal", 0.85, f"its “{lemma}” is a place or a thing")
    if parse.pos[governor] == "PROPN":
        return Judged("literal", 0.7, "part of a longer name, or where what it names is from")
    if dep == "poss":
        return Judged("metonym", 0.85, f"it owns “{lemma}”")
    if lemma in readings.sides:
        return Judged("metonym", 0.75, f"the “{lemma}” is of an actor")
    return Judged("literal", 0.6, f"it says where the “{lemma}” is")
