"""Third-person pronouns: conservative, within a paragraph or from the paragraph before.

A pronoun means the last person who was the subject of a clause; where none was, the only
person of the paragraph so far. Pronouns inside quotation marks are left alone: the speaker's
world is not the narrator's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse, Span, overlapping

SUBJECT: Final = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(frozen=True, slots=True)
class PersonAt:
    """A mention of a person, as pronouns see it: its head token, entity and gender."""

    token: int
    entity: str
    gender: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A pronoun, whom it means, how sure, and why."""

    token: int
    entity: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a pronoun after a person and before the next one has to choose from in the paragraph."""

    person: PersonAt
    block: int
    subject: PersonAt | None
    """The last person who was a subject in the paragraph."""
    is_only: bool
    """Whether the paragraph has named nobody else."""


def resolve_pronouns(
    parse: Parse, people: Sequence[PersonAt], quoted: Sequence[Span], titles: Titles
) -> Iterator[Resolved]:
    """The pronouns whose person is clear, in reading order.

    ``people`` are in order of their tokens, ``quoted`` in order and apart from each other.
    """
    genders: Mapping[str, str] = titles.pronouns
    standings = {
        gender: _standings(parse, [p for p in people if p.gender in ("", gender)])
        for gender in set(genders.values())
    }
    for token in range(len(parse)):
        gender = genders.get(parse.words[token].lower())
        if gender is None or parse.tags[token] not in ("PRP", "PRP$"):
            continue
        if not overlapping(quoted, Span(parse.starts[token], parse.starts[token] + 1)):
            found = _antecedent(parse, token, standings[gender])
            if found is not None:
                yield found


def _standings(parse: Parse, people: Sequence[PersonAt]) -> tuple[_Standing, ...]:
    found: list[_Standing] = []
    for person in people:
        block = parse.sentence_of(person.token).block
        before = found[-1] if found and found[-1].block == block else None
        subject = before.subject if before else None
        if parse.deps[person.token] in SUBJECT:
            subject = person
        only = before is None or (before.is_only and before.person.entity == person.entity)
        found.append(_Standing(person, block, subject, only))
    return tuple(found)


def _antecedent(parse: Parse, token: int, people: Sequence[_Standing]) -> Resolved | None:
    before = bisect_left(people, token, key=lambda standing: standing.person.token)
    if not before:
        return None
    last, block, word = people[before - 1], parse.sentence_of(token).block, parse.words[token]
    if last.block == block and last.subject:
        reason = f"“{word}” takes up the last person who was a subject in the paragraph"
        return Resolved(token, last.subject.entity, 0.75, reason)
    if last.block == block and last.is_only:
        reason = f"“{word}” takes up the only person of the paragraph so far"
        return Resolved(token, last.person.entity, 0.65, reason)
    if last.block == block - 1 and last.subject:
        reason = f"“{word}” takes up the last subject of the paragraph before"
        return Resolved(token, last.subject.entity, 0.55, reason)
    return None
