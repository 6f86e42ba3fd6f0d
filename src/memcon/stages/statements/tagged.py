"""Statements by the trained tagger: its attributions as triples in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from memcon.record import Article, BlockKind, Span
from memcon.stages.statements.excerpt import Excerpt
from memcon.stages.statements.triples import Triple
from memcon.stages.tools import Attributed, AttributionTagger

EDGES: Final = " \t\n\r\u00a0,;:.—–-()[]"
"""What the edges of a source's words never are."""

FROM: Final = re.compile(r"From\s+")
"""Begins the label of a statement that is printed whole ("From the chairwoman: …")."""


def tag(articles: Sequence[Article], tagger: AttributionTagger) -> Iterator[tuple[Triple, ...]]:
    """The triples of each article, in order of their content; one batch for all."""
    excerpts = [Excerpt.of(article) for article in articles]
    found = tagger.find([excerpt.text for excerpt in excerpts])
    for article, excerpt, attributed in zip(articles, excerpts, found, strict=True):
        triples = (_triple(article, excerpt, one) for one in attributed)
        whole = (triple for triple in triples if triple.content)
        yield tuple(sorted(whole, key=lambda triple: triple.content))


def _triple(article: Article, excerpt: Excerpt, found: Attributed) -> Triple:
    source = _bare(article.text, excerpt.to_article(found.source))
    cue = excerpt.to_article(found.cue)
    said = " ".join(article.quote(span) for span in cue)
    return Triple(
        source=source,
        cue=cue,
        content=_whole(article, excerpt.to_article(found.content), (*source, *cue)),
        score=found.score,
        reason=f"the statements model reads “{said}” as what attributes it",
    )


def _whole(article: Article, content: Sequence[Span], around: Sequence[Span]) -> tuple[Span, ...]:
    """The content with its parts in block quotations grown to all that the block quotes."""
    return tuple(dict.fromkeys(_block_of(article, span, around) or span for span in content))


def _block_of(article: Article, span: Span, around: Sequence[Span]) -> Span | None:
    """The block quotation that holds ``span`` and nothing of the attribution ``around`` it."""
    block = article.block_at(span.start)
    if block is None or block.kind is not BlockKind.QUOTE:
        return None
    return None if any(block.span.overlaps(part) for part in around) else block.span


def _bare(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without punctuation, white space and "From" at their edges; empty ones vanish."""
    found = []
    for span in spans:
        words = text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip(EDGES))
        label = FROM.match(text, start, span.end)
        start = label.end() if label else start
        end = span.end - (len(words) - len(words.rstrip(EDGES)))
        if start < end:
            found.append(Span(start, end))
    return tuple(found)
