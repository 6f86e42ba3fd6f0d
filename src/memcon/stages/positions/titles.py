"""The words that say what a named person is: "Sudan's water minister, …", "…, the EU envoy"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from memcon.knowledge.actors import resolve_actor
from memcon.knowledge.base import KnowledgeBase
from memcon.record import EntityKind, Parse
from memcon.stages.events.syntax import prepositions

BEFORE: Final = ("poss", "compound", "amod", "nmod", "det")
OWNING: Final = ("of", "for")
ADVISING: Final = frozenset({"adviser", "advisor", "aide", "counsel", "counsellor"})
"""Titles of those who are "to" whom they serve."""
LEADING: Final = frozenset({"lead", "head", "represent", "chair"})
DEPTH: Final = 3
PARTS: Final = frozenset({EntityKind.REGION, EntityKind.CITY})
"""Kinds of places whose heads do not speak for the state they are in."""
OFFICES: Final = 4096
"""Titles of offices of which it is kept whether they are below the state."""


@lru_cache(maxsize=OFFICES)
def is_below(knowledge: KnowledgeBase, office: str) -> bool:
    """Whether an office is that of a lawmaker or of a part of the state."""
    place = office.partition(" of ")[2].removeprefix("the ")
    part = resolve_actor(knowledge, place).entity if place else None
    lawmaker = resolve_actor(knowledge, office).sector == "LEG"
    return lawmaker or (part is not None and part.kind in PARTS)


def title_heads(parse: Parse, name: int) -> Iterator[int]:
    """The nouns that a name stands beside: before it, explaining it, or explained by it."""
    if parse.pos[name] == "NOUN":
        yield name
    yield from (t for t in parse.dependents(name, "compound") if parse.pos[t] == "NOUN")
    yield from (t for t in parse.dependents(name, "appos") if parse.pos[t] in ("NOUN", "PROPN"))
    above = parse.heads[name]
    if parse.deps[name] == "appos" and parse.pos[above] in ("NOUN", "PROPN"):
        yield above


def title_words(parse: Parse, title: int) -> str:
    """A title from its first modifier to its end, without the name beside it."""
    first = min([title, *(parse.subtree_range(t)[0] for t in _modifiers(parse, title))])
    last = title + 1
    for prep in parse.dependents(title, "prep"):
        if prep == last and parse.words[prep].lower() in OWNING:
            last = parse.subtree_range(prep)[1]
    return " ".join(parse.words[first:last])


def within_title(parse: Parse, title: int, depth: int = 0) -> Iterator[int]:
    """The words of a title that may name whom it is of, owners first.

    Of "head of the Peruvian mission" also those of the mission.
    """
    yield from sorted(_modifiers(parse, title), key=lambda t: parse.deps[t] != "poss")
    owning = (*OWNING, "to") if parse.lemmas[title].lower() in ADVISING else OWNING
    for word, noun in prepositions(parse, title):
        if word in owning:
            yield noun
            yield from within_title(parse, noun, depth + 1) if depth < DEPTH else ()


def led_by(parse: Parse, name: int) -> Iterator[int]:
    """What somebody is said to lead: "X, who heads the delegation", "X, leading the team"."""
    for verb in parse.dependents(name, "relcl", "acl"):
        if parse.lemmas[verb].lower() in LEADING:
            yield from parse.dependents(verb, "dobj")


def _modifiers(parse: Parse, title: int) -> list[int]:
    """What stands before a title; where the name governs it, also what the name has before it."""
    found = [t for t in parse.dependents(title, *BEFORE) if t < title]
    if parse.deps[title] == "compound":
        beside = parse.dependents(parse.heads[title], *BEFORE)
        found += [t for t in beside if t < title]
    return found
