"""Plural roles that take up two people: "the two ministers", "both presidents".

They mean the two people of such an office whom the paragraph, else the article, has named before;
where it has named one, or three, nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Entity, EntityKind, Parse
from memcon.stages.mentions.roles import Seen

PAIR: Final = 2
REACH: Final = 4
"""Tokens between "both" and its noun."""
TAKEN_UP: Final = 0.65
LEADING: Final = frozenset({"leader", "counterpart"})
"""Nouns that take up whoever leads a body."""
UNDER: Final = frozenset({"vice", "deputy", "former", "assistant"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A plural role at tokens ``[first, last)``; ``role`` are its words in the singular."""

    first: int
    last: int
    role: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paired:
    """One of the two whom a pair means, and why."""

    pair: Pair
    entity: Entity
    score: float
    reason: str


def find_pairs(parse: Parse, named: frozenset[int], titles: Titles) -> Iterator[Pair]:
    """Phrases such as "both presidents", with no name in them ("the two Russian envoys")."""
    for head, tag in enumerate(parse.tags):
        if tag not in ("NNS", "NNPS") or parse.lemmas[head].lower() not in titles.persons:
            continue
        first = _first(parse, head)
        if first is None or any(token in named for token in range(first, head + 1)):
            continue
        words = (parse.lemmas[t].lower() for t in range(first, head + 1))
        yield Pair(first, head + 1, frozenset(words) - {"the", "these", "both", "two"})


def _first(parse: Parse, head: int) -> int | None:
    """Where "both" or "the two" before a noun stands."""
    for token in range(head - 1, max(head - REACH, parse.sentence_of(head).first) - 1, -1):
        word, before = parse.words[token].lower(), parse.words[max(token - 1, 0)].lower()
        if word == "both":
            return token
        if word == "two":
            return token - 1 if before in ("the", "these", "both") else None
        if parse.pos[token] not in ("ADJ", "NOUN", "PROPN", "DET"):
            return None
    return None


def resolve_pair(
    pair: Pair,
    seen: Sequence[Seen],
    *,
    begins: int,
    said: Callable[[Seen], Iterator[str]],
    leads: Callable[[Entity], bool],
) -> Iterator[Paired]:
    """The two whom a pair means; ``begins`` is the first token of its paragraph.

    ``said`` gives what the article and the office say of a person, ``leads`` whether the person
    leads a body.
    """

    def fits(one: Seen) -> bool:
        if pair.role <= LEADING:
            return leads(one.entity)
        return any(_is_of(pair.role, set(re.split(r"[\s-]+", words))) for words in said(one))

    before = [one for one in seen if one.head < pair.first and one.entity.kind is EntityKind.PERSON]
    for since in (begins, 0):
        near = {one.entity.id: one.entity for one in before if one.head >= since and fits(one)}
        if len(near) >= PAIR:
            break
    if len(near) == PAIR:
        names = " and ".join(entity.name for entity in near.values())
        for entity in near.values():
            yield Paired(pair, entity, TAKEN_UP, f"takes up {names}, the two named before")


def _is_of(role: frozenset[str], words: set[str]) -> bool:
    """Whether an office in words is of a role; a deputy's is not."""
    return role <= words and UNDER.isdisjoint(words - role)
