"""The texts that the trained encoder reads: blocks of an article, joined.

Statements are read from the spoken blocks: headlines, headings and captions are left out, and so
is all that belongs to no block. Offsets lead back to the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

from memcon.record.article import Article, BlockKind
from memcon.record.span import Span

SILENT: Final = frozenset({BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.CAPTION})
"""Blocks whose attributions are not the report's own record of what was said."""

BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``text`` and, for each of its blocks, where it begins here and its span in the article."""

    text: str
    begins: tuple[int, ...]
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, article: Article, *, silent: bool = False) -> Self:
        """The spoken blocks of an article, or the ``silent`` ones; empty where there is none."""
        spans = tuple(
            block.span
            for block in article.blocks
            if block.kind.is_reporting and (block.kind in SILENT) is silent
        )
        begins: list[int] = []
        at = 0
        for span in spans:
            begins.append(at)
            at += len(span) + len(BETWEEN)
        return cls(BETWEEN.join(map(article.quote, spans)), tuple(begins), spans)

    def to_article(self, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """Ranges of the excerpt as spans of the article; one over several blocks is split."""
        return tuple(span for start, end in ranges for span in self._split(start, end))

    def _split(self, start: int, end: int) -> Iterator[Span]:
        for number in range(max(bisect_right(self.begins, start) - 1, 0), len(self.spans)):
            begin, span = self.begins[number], self.spans[number]
            if begin >= end:
                return
            first = span.start + max(start - begin, 0)
            last = span.start + min(end - begin, len(span))
            if first < last:
                yield Span(first, last)
