"""Names in the text: what each proposer found, made one list.

A proposer is a function that says where names may stand: the knowledge base knows some, the
recogniser sees others, patterns of the text give a few more. ``merging`` makes one list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.lookup import Candidate
from memcon.record import Article, Parse

PERSON: Final = "PERSON"
ORGANISATION: Final = "ORG"
PLACES: Final = frozenset({"GPE", "LOC", "NORP"})
SITED: Final = frozenset({"GPE", "LOC", "FAC"})
"""Labels of what lies somewhere."""
USED: Final = PLACES | {PERSON, ORGANISATION, "FAC", "EVENT", "LAW"}
"""OntoNotes labels whose spans are names of interest; dates, amounts and works are not."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens ``[first, last)``: its label, if recognised, and what it could be.

    ``candidates`` come from the names of the knowledge base; ``within`` is set for a name that
    stands inside a longer one ("Seoul" in "Seoul City Hall").
    """

    first: int
    last: int
    label: str | None
    candidates: tuple[Candidate, ...] = ()
    within: bool = False

    def covers(self, other: Name) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Name) -> bool:
        """Whether the two share a token."""
        return self.first < other.last and other.first < self.last

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Scene:
    """What a proposer sees: the article, its parse and the knowledge base."""

    article: Article
    parse: Parse
    knowledge: KnowledgeBase

    @property
    def on(self) -> str | None:
        """The date of the article."""
        return self.article.published

    def text(self, name: Name) -> str:
        """The words of a name, as written."""
        return self.article.quote(self.parse.span(name.first, name.last))


Proposer = Callable[[Scene], Iterable[Name]]
"""Names in order of the text, each with a label, candidates or both."""
