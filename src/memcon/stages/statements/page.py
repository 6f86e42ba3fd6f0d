"""What rules about statements look at: one article's parse, cues and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from memcon.codebook.cues import Cues
from memcon.record import Article, Block, Parse, Span
from memcon.stages.statements.excerpt import SILENT
from memcon.text.quotations import Quotation, find_quotations

SPOKEN_WORDS: Final = 4
"""A quotation of fewer words and without an end mark is a borrowed phrase, not a statement."""

BEGINNING: Final = frozenset('.!?…:”»"')


@dataclass(frozen=True, slots=True)
class Page:
    """An article, its parse, the lexicon, and the quotations of readable blocks."""

    article: Article
    parse: Parse
    cues: Cues
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, article: Article, parse: Parse, cues: Cues) -> Self:
        """The page of one article."""
        quotations = tuple(
            quoted
            for block in spoken_blocks(article)
            for quoted in find_quotations(article.text, block.span)
        )
        return cls(article, parse, cues, quotations)

    def quotations_in(self, span: Span) -> tuple[Quotation, ...]:
        """Quotations that begin in ``span`` or run into it, and are long enough to be speech."""
        found = (quoted for quoted in self.quotations if quoted.outer.overlaps(span))
        return tuple(quoted for quoted in found if self.is_spoken(quoted))

    def is_spoken(self, quoted: Quotation) -> bool:
        """Whether a quotation is someone speaking rather than a phrase in quotation marks."""
        words = len(self.article.quote(quoted.inner).split())
        if self.article.quote(quoted.inner)[-1] in ",?!" and self._begins(quoted):
            return True
        return words >= (SPOKEN_WORDS if self.is_ended(quoted) else 2 * SPOKEN_WORDS)

    def _begins(self, quoted: Quotation) -> bool:
        """Whether a quotation begins its paragraph or a sentence, or follows a colon."""
        block = self.article.block_at(quoted.outer.start)
        before = self.article.text[block.span.start : quoted.outer.start] if block else ""
        return not before.strip() or before.rstrip()[-1] in BEGINNING

    def is_ended(self, quoted: Quotation) -> bool:
        """Whether a quotation has the mark that ends a sentence or goes before its cue."""
        return self.article.quote(quoted.inner)[-1] in ".,?!…"

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        start = self.parse.starts[token]
        return any(q.inner.start <= start < q.inner.end for q in self.quotations)

    def in_one_block(self, span: Span, offset: int) -> bool:
        """Whether an offset lies in the block in which ``span`` begins."""
        return self.article.block_at(span.start) == self.article.block_at(offset)


def spoken_blocks(article: Article) -> Iterator[Block]:
    """The blocks that report what was said: no headings, no captions, no background."""
    return (b for b in article.blocks if b.kind.is_reporting and b.kind not in SILENT)
