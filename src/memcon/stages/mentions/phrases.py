"""Role phrases: "the Ukrainian leader", "Turkey's top diplomat", "his American counterpart".

A noun that a person can be, with the words that say of which state or organisation. The
knowledge base resolves the phrase by office and date; what it cannot resolve is no mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.codebook.titles import Titles
from memcon.record import Parse, Span
from memcon.stages.mentions.names import Name

CLAUSAL: Final = frozenset({"relcl", "acl", "advcl", "conj"})
COUNTERPART: Final = "counterpart"


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A phrase at tokens ``[first, last)`` with its noun ``head``.

    ``is_bare``: it names no body ("the foreign minister"), so only the article can tell.
    """

    first: int
    last: int
    head: int
    is_bare: bool

    def span(self, parse: Parse) -> Span:
        """Where the phrase stands."""
        return parse.span(self.first, self.last)


def find_phrases(parse: Parse, names: Sequence[Name], titles: Titles) -> Iterator[RolePhrase]:
    """Role phrases that stand on their own: no name follows that they are the title of."""
    starts = {name.first for name in names if name.label == "PERSON"}
    named = {token for name in names for token in range(name.first, name.last)}
    for sentence in parse.sentences:
        for head in range(sentence.first, sentence.last):
            if not _is_role(parse, head, titles) or head + 1 in starts:
                continue
            phrase = _phrase(parse, head, named)
            if phrase is not None and phrase.last not in starts:
                yield phrase


def _is_role(parse: Parse, token: int, titles: Titles) -> bool:
    return (
        parse.tags[token] in ("NN", "NNP")
        and parse.words[token].lower() in titles.persons
        and parse.deps[token] not in ("compound", "nmod", "amod")
    )


def _phrase(parse: Parse, head: int, named: set[int]) -> RolePhrase | None:
    """The phrase of ``head``; ``None`` where it is neither of a named body nor definite."""
    first = head
    for token in range(head - 1, parse.sentence_of(head).first - 1, -1):
        if not _governs(parse, head, token):
            break
        first = token
    last = _of_phrase(parse, head, named)
    bare = not any(token in named for token in range(first, last) if token != head)
    if bare and (parse.words[first].lower() != "the" or first == head):
        return None
    return RolePhrase(first, last, head, bare)


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
    for preposition in parse.dependents(head, "prep"):
        if preposition != head + 1 or parse.lemmas[preposition] not in ("of", "for", "to"):
            continue
        for body in parse.dependents(preposition, "pobj"):
            first, last = parse.subtree_range(body)
            inside = [token for token in range(first, last) if token in named]
            if inside and inside[-1] - head < 8:
                return inside[-1] + 1
    return head + 1
