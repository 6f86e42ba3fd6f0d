"""Organisations that the knowledge base does not know, as far as a report introduces them.

Recognised names of two words or more, abbreviations, and phrases such as "the Trump campaign".
An abbreviation belongs to the name whose capitals it spells: "Alliance to Reclaim Our Schools
(AROS)". "The Russian government" is not such a body but the state itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse
from memcon.stages.mentions.names import ORGANISATION, Name
from memcon.stages.mentions.people import as_written

JOINING: Final = frozenset({"of", "for", "and", "to", "the", "in", "on", "&", "-"})
SHORTEST: Final = 3
"""Capitals that an abbreviation must have."""


@dataclass(frozen=True, slots=True)
class Body:
    """Tokens ``[first, last)`` that name a body, its head, and the name to call it by."""

    first: int
    last: int
    head: int
    name: str


def recognised_bodies(parse: Parse, names: Sequence[Name], titles: Titles) -> Iterator[Body]:
    """Names with the label ORG that the knowledge base does not know, but for titles."""
    unknown = [n for n in names if n.label == ORGANISATION and not n.candidates]
    unknown = [n for n in unknown if not _is_a_title(parse, n, titles)]
    full = {_capitals(parse, n): _words(parse, n.first, n.last) for n in unknown if len(n) > 1}
    for body in _abbreviated(parse, names):
        full[parse.words[body.last + 1]] = body.name
        yield body
    for name in unknown:
        called = _called(parse, name, full)
        if called is not None:
            yield Body(name.first, name.last, name.last - 1, called)


def _is_a_title(parse: Parse, name: Name, titles: Titles) -> bool:
    """Whether a name is that of an office: "State Councillor", "Commissioner for Trade"."""
    words = [word.lower() for word in parse.words[name.first : name.last]]
    ends = next((n for n, word in enumerate(words) if word in ("of", "for", "to")), len(words))
    return len(words) > 1 and ends > 0 and words[ends - 1] in titles.persons


def _abbreviated(parse: Parse, names: Sequence[Name]) -> Iterator[Body]:
    """Names whose capitals the abbreviation after them in brackets spells.

    None that is known: those are found as what they are.
    """
    known = {token for n in names if n.candidates for token in range(n.last - len(n), n.last)}
    for bracket in range(1, len(parse) - 2):
        short = parse.words[bracket + 1]
        if parse.words[bracket] != "(" or parse.words[bracket + 2] != ")":
            continue
        if short.isupper() and len(short) >= SHORTEST and not known & {bracket - 1, bracket + 1}:
            first = _spelling(parse, bracket, short)
            if first is not None:
                yield Body(first, bracket, first, _words(parse, first, bracket))


def _spelling(parse: Parse, end: int, short: str) -> int | None:
    """The first token of the words before ``end`` whose capitals are ``short``."""
    capitals = ""
    for token in range(end - 1, parse.sentence_of(end).first - 1, -1):
        word = parse.words[token]
        if not word[:1].isupper() and word.lower() not in JOINING:
            return None
        capitals = (word[0] if word[:1].isupper() else "") + capitals
        if capitals == short:
            return token
        if len(capitals) >= len(short):
            return None
    return None


def _called(parse: Parse, name: Name, full: Mapping[str, str]) -> str | None:
    word = parse.words[name.first]
    if len(name) > 1:
        return _words(parse, name.first, name.last)
    if word in full:
        return full[word]
    return word if word.isupper() and len(word) >= SHORTEST else None


def _capitals(parse: Parse, name: Name) -> str:
    return "".join(w[0] for w in parse.words[name.first : name.last] if w[:1].isupper())


def _words(parse: Parse, first: int, last: int) -> str:
    return " ".join(as_written(parse, first, last).split())


def phrase_bodies(parse: Parse, names: Sequence[Name], titles: Titles) -> Iterator[Body]:
    """Noun phrases of a body with a name before it: "the Trump campaign", "Clinton’s team".

    Phrases that mean the same of one name have one name to call them by: the first in the list
    that the report uses.
    """
    found = list(_phrases(parse, names, titles))
    called = {body.name for body in found}
    for body in found:
        yield replace(body, name=_same(body.name, called, titles))


def _same(name: str, called: AbstractSet[str], titles: Titles) -> str:
    owner, _, noun = name.rpartition(" ")
    if noun.lower() not in titles.one_body:
        return name
    return next(n for word in (*titles.one_body, noun) if (n := f"{owner} {word}") in called)


def _phrases(parse: Parse, names: Sequence[Name], titles: Titles) -> Iterator[Body]:
    by_last, nouns = {name.last: name for name in names}, titles.bodies | titles.governments
    for head, word in enumerate(parse.words):
        if word.lower() not in nouns:
            continue
        before = head - 1 if head and parse.tags[head - 1] == "POS" else head
        name = by_last.get(before)
        if name is not None and name.first < head:
            called = f"{_words(parse, name.first, name.last)} {word}"
            yield Body(name.first, head + 1, head, called)


def is_government(parse: Parse, body: Body, titles: Titles) -> bool:
    """Whether the body is the government of the state named before it."""
    return parse.words[body.head].lower() in titles.governments
