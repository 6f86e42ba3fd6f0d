"""The same person, or other named thing, across reports, where the knowledge base knows none.

Names agree or they do not: after that, office, company and time decide. Spellings are compared by
their consonants, for it is vowels that transliterations disagree on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from memcon.codebook.packaged import load_packaged
from memcon.record import Entity, EntityKind, Record, Span
from memcon.resolve.grouping import Pair, group, pair_of
from memcon.resolve.partition import Path, partition
from memcon.resolve.surroundings import Surroundings
from memcon.resolve.verdict import NEVER, Feature, Verdict
from memcon.resolve.words import name_words, share_of, words_of

LOCAL: Final = "entity-"
"""How the ids of those begin whom only their article knows."""
NEAR: Final = 60
"""Code points before and after a name in which its office is sought."""
ALIKE: Final = 0.8
"""Likeness of two spellings of one name, by Ratcliff and Obershelp."""
LEAST: Final = 0.5
MOST: Final = 60
"""Bearers of names of one sound that are all compared; of more, those of one name, then of one
year, one month, one day."""
START: Final = -1.5
"""Log odds before anything is known: two bearers of a name are strangers more often than not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One entity of one report: its longest name and what stands around it."""

    id: str
    article: str
    kind: EntityKind
    name: str
    words: tuple[str, ...]
    offices: frozenset[str]
    company: frozenset[str]
    """Those of the knowledge base in the same sentences."""
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One person of many reports: ``members`` are entity ids, the first names them all."""

    id: str
    name: str
    members: tuple[str, ...]
    score: float
    reason: str


def find_identities(
    records: Iterable[Record], *, apart: Iterable[Pair] = ()
) -> tuple[Identity, ...]:
    """Who is one across reports; those of one report alone are left out.

    ``apart`` holds pairs of entity ids that a person has set apart.
    """
    people = {person.id: person for record in records for person in find_people(record)}
    paths = {key: path for key, person in people.items() if (path := path_of(person))}
    parted = tuple(apart)
    parts = partition(paths, most=MOST)
    found = [one for part in parts for one in identify([people[key] for key in part], apart=parted)]
    return tuple(sorted(found, key=lambda one: min(one.members)))


def identify(
    people: Iterable[Person],
    *,
    apart: Iterable[Pair] = (),
    weigh: Callable[[Person, Person], Verdict] | None = None,
) -> tuple[Identity, ...]:
    """Who is one among those of one part, each compared with each."""
    known = {person.id: person for person in people}
    weigh = weigh or compare
    verdicts = {pair: weigh(known[pair[0]], known[pair[1]]) for pair in _pairs(known)}
    scores = {pair: verdict.score for pair, verdict in verdicts.items()}
    groups = group(known, scores, least=LEAST, apart=apart)
    return tuple(_identity(members, known, verdicts) for members in groups if len(members) > 1)


def path_of(person: Person) -> Path | None:
    """Where a person is put away: by sound of the last name, then by name, then by date.

    ``None`` for those whose name has no words, who are like nobody.
    """
    if not person.words:
        return None
    shelf = f"{person.kind.value} {_skeleton(person.words[-1])}"
    year, month, day = (person.published[:length] for length in (4, 7, 10))
    return shelf, " ".join(person.words), year, month, day


def names_of(identities: Iterable[Identity]) -> Mapping[str, Identity]:
    """The identity of each member, by entity id."""
    return {member: identity for identity in identities for member in identity.members}


def find_people(record: Record) -> Iterator[Person]:
    """Those of one record whom no knowledge base knows."""
    around = Surroundings.of(record)
    for entity in record.entities:
        if entity.id.startswith(LOCAL):
            yield _person(record, entity, around)


def _person(record: Record, entity: Entity, around: Surroundings) -> Person:
    spans = [m.span for m in record.mentions if m.link.entity == entity.id]
    company = {other for span in spans for other in around.entities_by(span)}
    return Person(
        id=entity.id,
        article=record.article.id,
        kind=entity.kind,
        name=entity.name,
        words=name_words(entity.name),
        offices=frozenset(label for span in spans for label in _offices(record, span)),
        company=frozenset(other for other in company if not other.startswith(LOCAL)),
        published=record.article.published or "",
    )


@cache
def _labels() -> Mapping[str, re.Pattern[str]]:
    rows: Mapping[str, Sequence[str]] = load_packaged("memcon.resolve", "people.yaml")["offices"]
    return {
        label: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        for label, words in rows.items()
    }


def _offices(record: Record, span: Span) -> Iterator[str]:
    text = record.article.text
    near = text[max(0, span.start - NEAR) : span.start] + " | " + text[span.end : span.end + NEAR]
    yield from (label for label, pattern in _labels().items() if pattern.search(near))


def _pairs(people: Mapping[str, Person]) -> Iterator[Pair]:
    """Those who may be one; two of one report are two."""
    for one, other in combinations(sorted(people), 2):
        if people[one].article != people[other].article:
            yield pair_of(one, other)


def _skeleton(word: str) -> str:
    """The first letter and the consonants after it, none twice in a row."""
    bare = word[:1] + re.sub(r"[aeiouyhw]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def compare(one: Person, other: Person) -> Verdict:
    """How likely the two are one, and why."""
    start = Feature("start", START, "")
    found = (start, _names(one, other), _works(one, other), _company(one, other), _time(one, other))
    return Verdict.of(found)


def _names(one: Person, other: Person) -> Feature:
    if one.words == other.words:
        if one.kind is not EntityKind.PERSON or len(one.words) > 1:
            return Feature("name", 2.5, f"both are called {one.name}")
        return Feature("name", 1.0, f"both are called {one.name} alone")
    if not _alike(one.words[-1], other.words[-1]):
        return Feature("name", NEVER, f"{one.name} is not {other.name}")
    if one.kind is not EntityKind.PERSON:
        return Feature("name", NEVER, f"{one.name} is not {other.name}")
    if min(len(one.words), len(other.words)) == 1:
        return Feature("name", 1.0, f"{one.name} may be {other.name}")
    if _given_fit(one.words[0], other.words[0]):
        return Feature("name", 2.0, f"{one.name} may be spelt {other.name}")
    return Feature("name", NEVER, f"{one.name} is not {other.name}")


def _given_fit(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) == 1 and long.startswith(short)) or _alike(one, other)


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _works(one: Person, other: Person) -> Feature | None:
    shared = sorted(one.offices & other.offices)
    if shared:
        return Feature("office", 1.0, f"both {shared[0]}")
    if one.offices and other.offices:
        return Feature("office", -0.5, f"one {min(one.offices)}, the other {min(other.offices)}")
    return None


def _company(one: Person, other: Person) -> Feature | None:
    if not one.company or not other.company:
        return None
    share = share_of(one.company, other.company)
    if share == 0:
        return Feature("company", -1.0, "named beside others")
    return Feature("company", 0.5 + share, f"{len(one.company & other.company)} named beside both")


def _time(one: Person, other: Person) -> Feature | None:
    years = {one.published[:4], other.published[:4]} - {""}
    if len(years) == 2 and int(max(years)) - int(min(years)) > 1:
        return Feature("time", -0.5, "more than a year between them")
    return None


def _identity(
    members: Sequence[str], people: Mapping[str, Person], verdicts: Mapping[Pair, Verdict]
) -> Identity:
    ordered = sorted(members, key=lambda key: (people[key].published, key))
    names = Counter(people[key].name for key in ordered)
    fullest = max(names, key=lambda name: (len(words_of(name)), names[name], name))
    weighed = [verdicts[pair] for pair in combinations(sorted(members), 2) if pair in verdicts]
    best = max(weighed, key=lambda verdict: (verdict.score, verdict.reason), default=Verdict(()))
    mean = sum(verdict.score for verdict in weighed) / len(weighed) if weighed else 1.0
    return Identity(
        id=ordered[0],
        name=fullest,
        members=tuple(ordered),
        score=round(mean, 4),
        reason=best.reason or "put together by hand",
    )
