"""The article: text settled once at ingest, and the blocks it is made of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from memcon.record.span import Span

PublishedFrom = Literal["given", "metadata", "url", "text"]


class BlockKind(StrEnum):
    """What a stretch of the text is on the page."""

    HEADLINE = "headline"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST = "list"
    QUOTE = "quote"
    BACKGROUND = "background"
    """Explanatory matter after the report (a glossary): kept, but not reporting."""

    @property
    def is_reporting(self) -> bool:
        """Whether facts are read from blocks of this kind."""
        return self is not BlockKind.BACKGROUND

    @property
    def is_title(self) -> bool:
        """Whether blocks of this kind are headings over text rather than text."""
        return self in (BlockKind.HEADLINE, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the report. What belongs to no block is furniture and is never read."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as it was found.

    ``text`` is settled at ingest and never changed again; ``blocks`` lie in it in order and
    do not overlap. ``published`` is an ISO 8601 date, possibly shortened to a month or year.
    """

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    title: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_from: PublishedFrom | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        at = 0
        for block in self.blocks:
            if block.span.start < at or block.span.end > len(self.text):
                raise ValueError(f"block out of order or out of text: {block}")
            at = block.span.end

    def quote(self, span: Span) -> str:
        """The exact words at ``span``."""
        return self.text[span.start : span.end]

    def block_at(self, offset: int) -> Block | None:
        """The block that covers ``offset``; ``None`` for furniture."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.span.end)
        block = self.blocks[index] if index < len(self.blocks) else None
        return block if block and block.span.start <= offset else None
