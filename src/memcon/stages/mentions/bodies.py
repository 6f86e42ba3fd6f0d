"""Organisations that the knowledge base does not know, as far as a report introduces them.

Recognised names of two words or more, abbreviations, and phrases such as "the Trump campaign".
An abbreviation belongs to the name whose capitals it spells: "Alliance to Reclaim Our Schools
(AROS)". "The Russian government" is not such a body but the state itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse
from memcon.stages.mentions.names import ORGANISATION, Name

SHORTEST: Final = 3
"""Capitals that an abbreviation must have."""


@dataclass(frozen=True, slots=True)
class Body:
    """Tokens ``[first, last)`` that name a body, its head, and the name to call it by."""

    first: int
    last: int
    head: int
    name: str


def recognised_bodies(parse: Parse, names: Sequence[Name]) -> Iterator[Body]:
    """Names with the label ORG that the knowledge base does not know."""
    unknown = [n for n in names if n.label == ORGANISATION and not n.candidates]
    full = {_capitals(parse, n): _words(parse, n.first, n.last) for n in unknown if len(n) > 1}
    for name in unknown:
        called = _called(parse, name, full)
        if called is not None:
            yield Body(name.first, name.last, name.last - 1, called)


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
    return " ".join(parse.words[first:last]).replace(" - ", "-").replace(" ’s", "’s")


def phrase_bodies(parse: Parse, names: Sequence[Name], titles: Titles) -> Iterator[Body]:
    """Noun phrases of a body with a name before it: "the Trump campaign", "Clinton’s team"."""
    by_last = {name.last: name for name in names}
    for head, word in enumerate(parse.words):
        if word.lower() not in titles.bodies | titles.governments:
            continue
        before = head - 1 if head and parse.tags[head - 1] == "POS" else head
        name = by_last.get(before)
        if name is not None and name.first < head:
            called = f"{_words(parse, name.first, name.last)} {word}"
            yield Body(name.first, head + 1, head, called)


def is_government(parse: Parse, body: Body, titles: Titles) -> bool:
    """Whether the body is the government of the state named before it."""
    return parse.words[body.head].lower() in titles.governments
