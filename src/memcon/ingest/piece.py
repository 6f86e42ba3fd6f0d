"""Pieces: what a reader found on the page, before it is decided what each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from memcon.record import Block, BlockKind, Span

BLOCK_BREAK = "\n\n"
"""Stands between blocks where the text is put together here (HTML, Markdown)."""


class Role(StrEnum):
    """What the source itself says about a piece; ``UNKNOWN`` where it has no markup."""

    UNKNOWN = "unknown"
    PROSE = "prose"
    HEADLINE = "headline"
    LEAD = "lead"
    HEADING = "heading"
    CAPTION = "caption"
    LIST = "list"
    QUOTE = "quote"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph-like stretch of the source: its words and its role in the markup."""

    text: str
    role: Role = Role.UNKNOWN


Kinds = tuple[BlockKind | None, ...]
"""One kind per piece, ``None`` for furniture."""


def join_blocks(pieces: Sequence[Piece], kinds: Kinds) -> tuple[str, tuple[Block, ...]]:
    """The text made of all pieces but furniture, two newlines between them, and its blocks."""
    kept = [(piece.text, kind) for piece, kind in zip(pieces, kinds, strict=True) if kind]
    blocks, at = [], 0
    for text, kind in kept:
        blocks.append(Block(kind, Span(at, at + len(text))))
        at += len(text) + len(BLOCK_BREAK)
    return BLOCK_BREAK.join(text for text, _ in kept), tuple(blocks)


def place_blocks(spans: Sequence[Span], kinds: Kinds) -> tuple[Block, ...]:
    """Blocks over a text that stays as it is: ``spans`` are those of the pieces."""
    return tuple(Block(kind, span) for span, kind in zip(spans, kinds, strict=True) if kind)
