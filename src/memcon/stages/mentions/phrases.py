"""Role phrases: "the Ukrainian leader", "Turkey's top diplomat", "his American counterpart".

A noun that a person can be, with the words that say of which state or organisation, or that take
up one named before ("the kingdom's foreign minister"). Who is meant is for ``roles`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse, Span
from memcon.stages.mentions.names import PERSON, Name

CLAUSAL: Final = frozenset({"relcl", "acl", "advcl", "conj"})
INDEFINITE: Final = frozenset({"a", "an", "one", "another", "some", "any", "no", "every", "each"})
"""Words that make a role anybody's: "a Kremlin spokesman" may be anyone."""

SEEKING: Final = frozenset({"serve", "elect", "run", "work", "appoint", "nominate", "install"})
COUNTERPART: Final = "counterpart"
LINKS: Final = frozenset({"of", "for", "to"})
COMING_FROM: Final = frozenset({"of", "from", "in"})


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A phrase at tokens ``[first, last)`` with its noun ``head``.

    ``is_bare``: it names no body ("the foreign minister"), so only the article can tell.
    ``names``: the person's name follows ("his American counterpart Marco Rubio").
    ``owner``: the noun or pronoun before it that takes up a body ("the kingdom's", "its").
    ``role``: where the words of the role begin, after the owner or the article.
    """

    first: int
    last: int
    head: int
    is_bare: bool
    names: bool = False
    owner: int | None = None
    role: int = 0

    def span(self, parse: Parse) -> Span:
        """Where the phrase stands."""
        return parse.span(self.first, self.last)


def find_phrases(parse: Parse, names: Sequence[Name], titles: Titles) -> Iterator[RolePhrase]:
    """Role phrases that stand on their own; a title before a name is none, "his envoy" is."""
    starts = {name.first for name in names if name.label == PERSON}
    named = {token for name in names for token in range(name.first, name.last)}
    for sentence in parse.sentences:
        for head in range(sentence.first, sentence.last):
            if not _is_role(parse, head, titles, starts):
                continue
            phrase = _phrase(parse, head, named, titles)
            if phrase is None or phrase.last not in starts:
                yield from (phrase,) if phrase else ()
            elif parse.tags[phrase.first] == "PRP$":
                yield replace(phrase, names=True)


def _is_role(parse: Parse, token: int, titles: Titles, starts: set[int]) -> bool:
    """Whether a token is a person noun that heads its phrase, or stands before a name."""
    if parse.tags[token] not in ("NN", "NNP") or parse.words[token].lower() not in titles.persons:
        return False
    return token + 1 in starts or parse.deps[token] not in ("compound", "nmod", "amod")


def _phrase(parse: Parse, head: int, named: set[int], titles: Titles) -> RolePhrase | None:
    """The phrase of ``head``; ``None`` where it is indefinite, or bare without an article."""
    first = head
    for token in range(head - 1, parse.sentence_of(head).first - 1, -1):
        if not _governs(parse, head, token):
            break
        first = token
    if parse.words[first].lower() in INDEFINITE:
        return None
    last = _of_phrase(parse, head, named)
    bare = not any(token in named for token in range(first, last) if token != head)
    if not bare and _is_sought(parse, first):
        return None
    if not bare:
        return RolePhrase(first, last, head, is_bare=False, role=first)
    owner = _owner(parse, first, head, titles)
    if owner is None and (parse.words[first].lower() != "the" or first == head):
        return None
    role = first + 1 if owner is None else owner + 1 + (parse.tags[owner] != "PRP$")
    return RolePhrase(first, last, head, is_bare=True, owner=owner, role=role)


def _is_sought(parse: Parse, first: int) -> bool:
    """Whether a role is what somebody is to be, not somebody: "unfit to serve as president"."""
    if first < 2 or parse.words[first - 1].lower() != "as":
        return False
    return parse.lemmas[first - 2].lower() in SEEKING


def _owner(parse: Parse, first: int, head: int, titles: Titles) -> int | None:
    """The word before the role that takes up a body: "the kingdom's", "its"."""
    for token in range(first, head):
        word = parse.words[token].lower()
        is_marked = parse.tags[token + 1] == "POS"
        if word == "its" or (is_marked and word in titles.owners | titles.states.keys()):
            return token
    return None


def _governs(parse: Parse, head: int, token: int) -> bool:
    """Whether ``token`` to the left belongs to the noun phrase of ``head``."""
    while token != head:
        up = parse.heads[token]
        if up == token or up > head or parse.deps[token] in CLAUSAL:
            return False
        token = up
    return True


def _of_phrase(parse: Parse, head: int, named: set[int]) -> int:
    """One past the last token, with "of Egypt" or "for Syria" where a name follows."""
    if parse.lemmas[head].lower() == COUNTERPART:
        return _from_phrase(parse, head, named)
    for preposition in parse.dependents(head, "prep"):
        if preposition != head + 1 or parse.lemmas[preposition] not in LINKS:
            continue
        for body in parse.dependents(preposition, "pobj"):
            first, last = parse.subtree_range(body)
            comma = next((t for t in range(first, last) if parse.words[t] == ","), last)
            inside = [token for token in range(first, comma) if token in named]
            if inside and inside[-1] - head < 8:
                return inside[-1] + 1
    return head + 1


def _from_phrase(parse: Parse, head: int, named: set[int]) -> int:
    """One past "his counterpart from Morocco", whatever the parser makes of "from"."""
    last = head + 1
    if last < len(parse) and parse.lemmas[last].lower() in COMING_FROM:
        last += 1
        last += last < len(parse) and parse.words[last].lower() == "the"
        while last < len(parse) and last in named:
            last += 1
        if last - 1 in named:
            return last
    return head + 1
