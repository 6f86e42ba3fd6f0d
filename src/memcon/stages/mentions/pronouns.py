"""Third-person pronouns: conservative, within a paragraph or from the paragraph before.

A pronoun means the last person who was the subject of a clause; where none was, the only
person of the paragraph so far. Pronouns inside quotation marks are left alone: the speaker's
world is not the narrator's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse, Span

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


def resolve_pronouns(
    parse: Parse, people: Sequence[PersonAt], quoted: Sequence[Span], titles: Titles
) -> Iterator[Resolved]:
    """The pronouns whose person is clear, in reading order."""
    genders: Mapping[str, str] = titles.pronouns
    for token in range(len(parse)):
        gender = genders.get(parse.words[token].lower())
        if gender is None or parse.tags[token] not in ("PRP", "PRP$"):
            continue
        if any(span.start <= parse.starts[token] < span.end for span in quoted):
            continue
        found = _antecedent(parse, token, [p for p in people if p.gender in ("", gender)])
        if found is not None:
            yield found


def _antecedent(parse: Parse, token: int, people: Sequence[PersonAt]) -> Resolved | None:
    block = parse.sentence_of(token).block
    before = [p for p in people if p.token < token]
    here = [p for p in before if parse.sentence_of(p.token).block == block]
    subjects = [p for p in here if parse.deps[p.token] in SUBJECT]
    word = parse.words[token]
    if subjects:
        reason = f"“{word}” takes up the last person who was a subject in the paragraph"
        return Resolved(token, subjects[-1].entity, 0.75, reason)
    if len({p.entity for p in here}) == 1:
        reason = f"“{word}” takes up the only person of the paragraph so far"
        return Resolved(token, here[-1].entity, 0.65, reason)
    earlier = [p for p in before if parse.sentence_of(p.token).block == block - 1]
    leading = [p for p in earlier if parse.deps[p.token] in SUBJECT]
    if not here and leading:
        reason = f"“{word}” takes up the last subject of the paragraph before"
        return Resolved(token, leading[-1].entity, 0.55, reason)
    return None
