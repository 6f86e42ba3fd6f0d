"""Statements by the trained encoder: its attributions as triples in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from memcon.record import Article, Attributed, BlockKind, Span
from memcon.stages.statements.triples import Triple

EDGES: Final = " \t\n\r\u00a0,;:.—–-()[]"
"""What the edges of a source's words never are."""

FROM: Final = re.compile(r"From\s+")
"""Begins the label of a statement that is printed whole ("From the chairwoman: …")."""


def tag(article: Article, attributed: Iterable[Attributed]) -> tuple[Triple, ...]:
    """The triples of an article, in order of their content."""
    triples = (_triple(article, one) for one in attributed)
    return tuple(sorted((t for t in triples if t.content), key=lambda triple: triple.content))


def _triple(article: Article, found: Attributed) -> Triple:
    source = _bare(article.text, found.source)
    said = " ".join(article.quote(span) for span in found.cue)
    return Triple(
        source=source,
        cue=found.cue,
        content=_whole(article, found.content, (*source, *found.cue)),
        score=found.score,
        reason=f"the encoder reads “{said}” as what attributes it",
        learned=found.kind,
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
