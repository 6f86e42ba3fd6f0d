"""What rules about statements look at: one article's parse, cues and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from memcon.codebook.cues import Cues
from memcon.record import Article, Block, Parse, Span
from memcon.record.excerpt import SILENT
from memcon.text.quotations import Quotation, Quotations

SPOKEN_WORDS: Final = 4
"""A quotation of fewer words and without an end mark is a borrowed phrase, not a statement."""

BEGINNING: Final = frozenset('.!?…:”»"')


@dataclass(frozen=True, slots=True)
class Page:
    """An article, its parse, the lexicon, and the quotations of readable blocks.

    ``spoken`` are those that are speech, ``quoted`` the tokens inside the marks: told once for
    all, so that no rule reads a long quotation again and again.
    """

    article: Article
    parse: Parse
    cues: Cues
    quotations: Quotations
    spoken: frozenset[Quotation]
    quoted: frozenset[int]

    @classmethod
    def of(cls, article: Article, parse: Parse, cues: Cues) -> Self:
        """The page of one article."""
        quotations = Quotations.of(article.text, (block.span for block in spoken_blocks(article)))
        spoken = frozenset(quoted for quoted in quotations.all if _is_spoken(article, quoted))
        inner = (quoted.inner for quoted in quotations.all)
        quoted = frozenset(token for span in inner for token in parse.tokens_from(span))
        return cls(article, parse, cues, quotations, spoken, quoted)

    def quotations_in(self, span: Span) -> tuple[Quotation, ...]:
        """Quotations that begin in ``span`` or run into it, and are long enough to be speech."""
        return tuple(quoted for quoted in self.quotations.over(span) if quoted in self.spoken)

    def is_ended(self, quoted: Quotation) -> bool:
        """Whether a quotation has the mark that ends a sentence or goes before its cue."""
        return _is_ended(self.article, quoted)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        return token in self.quoted

    def in_one_block(self, span: Span, offset: int) -> bool:
        """Whether an offset lies in the block in which ``span`` begins."""
        return self.article.block_at(span.start) == self.article.block_at(offset)


def _is_spoken(article: Article, quoted: Quotation) -> bool:
    """Whether a quotation is someone speaking rather than a phrase in quotation marks."""
    words = article.quote(quoted.inner)
    if words[-1] in ",?!" and _begins(article, quoted):
        return True
    least = SPOKEN_WORDS if _is_ended(article, quoted) else 2 * SPOKEN_WORDS
    return len(words.split()) >= least


def _is_ended(article: Article, quoted: Quotation) -> bool:
    return article.text[quoted.inner.end - 1] in ".,?!…"


def _begins(article: Article, quoted: Quotation) -> bool:
    """Whether a quotation begins its paragraph or a sentence, or follows a colon."""
    block, at = article.block_at(quoted.outer.start), quoted.outer.start
    begin = block.span.start if block else at
    while at > begin and article.text[at - 1].isspace():
        at -= 1
    return at == begin or article.text[at - 1] in BEGINNING


def spoken_blocks(article: Article) -> Iterator[Block]:
    """The blocks that report what was said: no headings, no captions, no background."""
    return (b for b in article.blocks if b.kind.is_reporting and b.kind not in SILENT)
