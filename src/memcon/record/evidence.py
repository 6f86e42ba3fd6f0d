"""The words a fact rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from memcon.record.article import Article
from memcon.record.span import Span, hull

ELLIPSIS = " … "
"""Stands between the parts of a passage when it is shown as one line."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One stretch of an article and its exact words.

    Made only by :meth:`of`, so that ``quote == article.text[start:end]`` always holds.
    """

    article_id: str
    span: Span
    quote: str

    @classmethod
    def of(cls, article: Article, span: Span) -> Self:
        """The words of ``article`` at ``span``; raises ``ValueError`` beyond the text."""
        if span.end > len(article.text):
            raise ValueError(f"{span} lies beyond the text of {article.id}")
        return cls(article.id, span, article.quote(span))


@dataclass(frozen=True, slots=True)
class Passage:
    """Evidence in one or more parts: a quotation broken by its cue is one passage of two."""

    parts: tuple[Evidence, ...]

    @classmethod
    def of(cls, article: Article, spans: Iterable[Span]) -> Self:
        """The passage of ``article`` at ``spans``, in reading order."""
        return cls(tuple(Evidence.of(article, span) for span in sorted(spans)))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the parts."""
        return tuple(part.span for part in self.parts)

    @property
    def quote(self) -> str:
        """The words, parts joined by an ellipsis; empty for an empty passage."""
        return ELLIPSIS.join(part.quote for part in self.parts)

    @property
    def hull(self) -> Span:
        """The smallest span that covers all parts."""
        return hull(self.spans)

    def __bool__(self) -> bool:
        return bool(self.parts)
