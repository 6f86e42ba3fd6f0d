"""Names in the text: what the recogniser saw and what the knowledge base knows, made one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.lookup import Candidate, Match
from memcon.record import Article, EntityKind, Parse

PERSON: Final = "PERSON"
ORGANISATION: Final = "ORG"
PLACES: Final = frozenset({"GPE", "LOC", "NORP"})
USED: Final = PLACES | {PERSON, ORGANISATION, "FAC", "EVENT", "LAW"}
"""OntoNotes labels whose spans are names of interest; dates, amounts and works are not."""

HAPPENINGS: Final = frozenset({EntityKind.EVENT, EntityKind.OTHER})
ADJECTIVAL: Final = frozenset({"adjective", "demonym"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens ``[first, last)``: its label, if recognised, and what it could be."""

    first: int
    last: int
    label: str | None
    candidates: tuple[Candidate, ...] = ()

    def covers(self, other: Name) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Name) -> bool:
        """Whether the two share a token."""
        return self.first < other.last and other.first < self.last

    def __len__(self) -> int:
        return self.last - self.first


def find_names(article: Article, parse: Parse, knowledge: KnowledgeBase) -> tuple[Name, ...]:
    """The names of an article in order; nested only where an adjective stands in a longer name."""
    known = tuple(_known(article, parse, knowledge))
    recognised = tuple(_recognised(parse))
    return tuple(sorted(_merged(known, recognised), key=lambda name: (name.first, -name.last)))


def _known(article: Article, parse: Parse, knowledge: KnowledgeBase) -> Iterator[Name]:
    """Matches of the knowledge base that begin and end with tokens."""
    for block in article.blocks:
        if not block.kind.is_reporting:
            continue
        for match in _all_matches(knowledge, article.quote(block.span)):
            span = match.span.shift(block.span.start)
            tokens = parse.tokens_in(span)
            aligned = tokens and parse.span(tokens[0], tokens[-1] + 1) == span
            if aligned and (len(tokens) > 1 or not _is_doubtful(match)):
                yield Name(tokens[0], tokens[-1] + 1, None, match.candidates)


def _all_matches(knowledge: KnowledgeBase, text: str) -> Iterator[Match]:
    """Known names, with those inside the names of events: "Gaza" in "Gaza agreement"."""
    for match in knowledge.find(text):
        yield match
        kinds = {knowledge.kind(candidate.entity_id) for candidate in match.candidates}
        if kinds <= HAPPENINGS and len(match.span) > 1:
            # Without its last letter the longer name is gone and the names in it are found.
            for inner in knowledge.find(match.text[:-1]):
                if inner.span.end < len(match.text) - 1:
                    yield replace(inner, span=inner.span.shift(match.span.start))


def _is_doubtful(match: Match) -> bool:
    """Whether one known word may be a part of an unknown person's name ("Jordan Smith")."""
    return match.beside_name and match.is_given_name


def _recognised(parse: Parse) -> Iterator[Name]:
    for name in parse.names:
        if name.label in USED:
            first, last = _bare(parse, name.first, name.last)
            if first < last and any(parse.words[t][:1].isupper() for t in range(first, last)):
                yield Name(first, last, name.label)


def _bare(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The range without a leading article and a closing possessive mark or punctuation."""
    while first < last and parse.words[first].lower() in ("the", "a", "an"):
        first += 1
    while first < last and (parse.tags[last - 1] == "POS" or parse.pos[last - 1] == "PUNCT"):
        last -= 1
    return first, last


def _merged(known: Iterable[Name], recognised: Iterable[Name]) -> Iterator[Name]:
    """Known names with their labels, and recognised names that no known one replaces."""
    labelled, kept = list(known), list[Name]()
    for name in recognised:
        equal = [k for k in labelled if (k.first, k.last) == (name.first, name.last)]
        if equal:
            labelled = [replace(k, label=name.label) if k in equal else k for k in labelled]
        elif not any(known_name.covers(name) for known_name in labelled):
            inside = [k for k in labelled if k.overlaps(name)]
            if not _explains(name, inside):
                kept.append(name)
                labelled = [k for k in labelled if not k.overlaps(name) or _may_nest(k, name)]
    yield from labelled
    yield from kept


def _explains(name: Name, inside: Iterable[Name]) -> bool:
    """Whether known names make a recognised place name needless: they are its parts."""
    return name.label in PLACES and any(True for _ in inside)


def _may_nest(known: Name, name: Name) -> bool:
    """Whether a known name stays within a longer recognised one: "Russian" in a ministry's name."""
    if name.label == PERSON:
        return not name.covers(known)
    kinds = {candidate.alias_kind for candidate in known.candidates}
    return bool(kinds & ADJECTIVAL) or not name.covers(known)
