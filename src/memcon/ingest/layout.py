"""What each piece of a page is: headline, lead, heading, paragraph, caption … or furniture.

Markup, where there is any, has said its word in :class:`~memcon.ingest.piece.Role`; where
there is none, length, punctuation and neighbours decide. Pure: pieces in, kinds out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from memcon.ingest.background import find_background
from memcon.ingest.caption import is_caption
from memcon.ingest.furniture import is_image_marker, match_furniture
from memcon.ingest.paragraphs import is_bullet
from memcon.ingest.piece import Kinds, Piece, Role
from memcon.record import BlockKind
from memcon.text.sentences import ends_sentence

DATE_LINE: Final = "date-line"
"""The furniture rule for lines that are nothing but a date."""

MAX_HEADING_WORDS: Final = 16
MAX_HEADING_LENGTH: Final = 120
MAX_TITLE_WORDS: Final = 20
"""Headlines run longer than headings, and more often in sentence case."""

FEW_WORDS: Final = 10
"""A line this short needs no title case to be a heading."""

PROSE_WORDS: Final = 12
MIN_LEAD: Final = 3
"""A lead opens something: with fewer paragraphs there is none."""

NO_HEADING_END: Final = re.compile(r"[.;:,…_—–-][\"'”’)]*$|[.!?][\"”’]$")
HEADING_START: Final = re.compile(r"[\"“‘'(]?[A-ZÀ-Þ\d]")
LONG_WORD: Final = re.compile(r"\b[^\W\d_][\w’'-]{3,}")
BY_MARKUP: Final = {
    Role.HEADLINE: BlockKind.HEADLINE,
    Role.LEAD: BlockKind.LEAD,
    Role.HEADING: BlockKind.HEADING,
    Role.CAPTION: BlockKind.CAPTION,
    Role.LIST: BlockKind.LIST,
    Role.QUOTE: BlockKind.QUOTE,
    Role.BACKGROUND: BlockKind.BACKGROUND,
}
PROSE_KINDS: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.QUOTE})
FOLLOWED_BY: Final = PROSE_KINDS | {BlockKind.CAPTION, BlockKind.LIST, BlockKind.BACKGROUND}


def find_kinds(pieces: Sequence[Piece]) -> Kinds:
    """The kind of each piece, ``None`` for furniture; a lone piece is never furniture."""
    rules = _find_furniture(pieces)
    kinds = [_first_kind(pieces, rules, index) for index in range(len(pieces))]
    _drop_hanging_headings(pieces, kinds)
    _mark_headline(pieces, kinds)
    _mark_background(pieces, kinds)
    _mark_lead(kinds)
    _keep_dates(pieces, rules, kinds)
    return tuple(kinds)


def _keep_dates(
    pieces: Sequence[Piece], rules: Sequence[str | None], kinds: list[BlockKind | None]
) -> None:
    """In a text without markup a line that is a date heads the report; on a page it is a stamp."""
    for index, piece in enumerate(pieces):
        stamp = rules[index] == DATE_LINE and piece.role is Role.UNKNOWN
        if stamp and BlockKind.BACKGROUND not in kinds[:index]:
            kinds[index] = BlockKind.HEADING


def is_heading_like(text: str) -> bool:
    """Whether ``text`` alone looks like a heading: short, opened by a capital, not a sentence."""
    words = text.split()
    if len(words) > MAX_HEADING_WORDS or len(text) > MAX_HEADING_LENGTH:
        return False
    if not _is_label(text):
        return False
    return len(words) <= FEW_WORDS or _is_title_case(text)


def opens_with_title(texts: Sequence[str]) -> bool:
    """Whether the first of these paragraphs is the title of a plain text: a line before prose."""
    first = texts[0]
    if len(first.split()) > MAX_TITLE_WORDS or "\n" in first or not _is_label(first):
        return False
    if match_furniture(first) or is_caption(first, beside_image=False):
        return False
    return _is_prose(next((text for text in texts[1:] if not match_furniture(text)), ""))


def _is_label(text: str) -> bool:
    """Whether ``text`` is opened by a capital or figure, is no item, and stops at no mark."""
    return not (NO_HEADING_END.search(text) or is_bullet(text)) and bool(HEADING_START.match(text))


def _is_title_case(text: str) -> bool:
    long_words = LONG_WORD.findall(text)
    return bool(long_words) and sum(w[0].isupper() for w in long_words) * 2 >= len(long_words)


def _find_furniture(pieces: Sequence[Piece]) -> list[str | None]:
    if len(pieces) == 1:
        return [None]
    kept = (Role.HEADLINE, Role.LEAD)
    return [None if piece.role in kept else match_furniture(piece.text) for piece in pieces]


def _first_kind(
    pieces: Sequence[Piece], rules: Sequence[str | None], index: int
) -> BlockKind | None:
    piece = pieces[index]
    if rules[index]:
        return None
    if piece.role in BY_MARKUP:
        return BY_MARKUP[piece.role]
    if is_caption(piece.text, beside_image=_is_beside_image(rules, index)):
        return BlockKind.CAPTION
    if piece.role is Role.UNKNOWN:
        return _kind_by_shape(pieces, rules, index)
    return BlockKind.PARAGRAPH


def _kind_by_shape(
    pieces: Sequence[Piece], rules: Sequence[str | None], index: int
) -> BlockKind | None:
    text = pieces[index].text
    if is_bullet(text):
        return BlockKind.LIST
    if not is_heading_like(text):
        return BlockKind.PARAGRAPH
    after = (pieces[later].text for later in range(index + 1, len(pieces)) if not rules[later])
    following = next(after, "")
    return BlockKind.HEADING if _is_prose(following) else BlockKind.PARAGRAPH


def _is_prose(text: str) -> bool:
    return len(text.split()) >= PROSE_WORDS or ends_sentence(text)


def _is_beside_image(rules: Sequence[str | None], index: int) -> bool:
    before = rules[index - 1] if index else None
    after = rules[index + 1] if index + 1 < len(rules) else None
    return is_image_marker(before) or is_image_marker(after)


def _drop_hanging_headings(pieces: Sequence[Piece], kinds: list[BlockKind | None]) -> None:
    """A marked-up heading with nothing under it heads furniture ("Topics in this story")."""
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] is BlockKind.HEADING:
            rest = [kind for kind in kinds[index + 1 :] if kind]
            if not rest:
                kinds[index] = None
        elif kinds[index]:
            return


def _mark_headline(pieces: Sequence[Piece], kinds: list[BlockKind | None]) -> None:
    """Without markup, a heading that opens the text and stands before prose is the headline."""
    first = next((index for index, kind in enumerate(kinds) if kind), None)
    if first is None or pieces[first].role is not Role.UNKNOWN:
        return
    following = next((kind for kind in kinds[first + 1 :] if kind), None)
    if kinds[first] is BlockKind.HEADING and following in FOLLOWED_BY:
        kinds[first] = BlockKind.HEADLINE


def _mark_background(pieces: Sequence[Piece], kinds: list[BlockKind | None]) -> None:
    start = find_background([piece.text for piece in pieces], kinds)
    if start is not None and any(kind in PROSE_KINDS for kind in kinds[:start]):
        kinds[start:] = [kind and BlockKind.BACKGROUND for kind in kinds[start:]]


def _mark_lead(kinds: list[BlockKind | None]) -> None:
    """The first paragraph of a report is its lead, unless markup has named one."""
    prose = [index for index, kind in enumerate(kinds) if kind is BlockKind.PARAGRAPH]
    if BlockKind.LEAD not in kinds and len(prose) >= MIN_LEAD:
        kinds[prose[0]] = BlockKind.LEAD
