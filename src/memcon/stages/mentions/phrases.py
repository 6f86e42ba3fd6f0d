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

MODIFIERS: Final = ("amod", "compound", "nmod", "poss", "case")
COUNTERPART: Final = "counterpart"


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A phrase at tokens ``[first, last)``; ``head`` is the noun, ``owner`` its pronoun, if any."""

    first: int
    last: int
    head: int
    owner: int | None

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
    """The phrase of ``head`` if something in it names a body; ``None`` for a bare role."""
    first, owner = head, None
    for token in range(head - 1, parse.sentence_of(head).first - 1, -1):
        if not _governs(parse, head, token):
            break
        first = token
        if parse.tags[token] == "PRP$":
            owner = token
    last = _of_phrase(parse, head, named)
    tells = any(token in named for token in range(first, last) if token != head)
    return RolePhrase(first, last, head, owner) if tells else None


def _governs(parse: Parse, head: int, token: int) -> bool:
    """Whether ``token`` to the left belongs to the noun phrase of ``head``."""
    while token != head:
        up = parse.heads[token]
        if up == token or up < token or parse.deps[token] in ("relcl", "acl", "advcl", "conj"):
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
