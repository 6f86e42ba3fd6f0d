"""From what a reader found to an :class:`~memcon.record.Article`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from memcon.errors import SourceError
from memcon.ingest.dateline import infer_published
from memcon.ingest.furniture import SHELL_RULES, match_furniture
from memcon.ingest.language import identify, name_language
from memcon.ingest.layout import find_kinds, opens_with_title
from memcon.ingest.metadata import Metadata
from memcon.ingest.options import IngestOptions
from memcon.ingest.paragraphs import find_paragraphs, has_blank_line
from memcon.ingest.piece import Kinds, Piece, Role, join_blocks, place_blocks
from memcon.record import Article, Block, BlockKind, PublishedFrom, Span, fact_id
from memcon.text.spacing import without_surrogates

MIN_WORDS: Final = 12
"""A page whose running text is shorter holds no report."""

SHELL_WORDS: Final = 60
"""So short a text beside a login, consent or script notice is the notice's, not a report's."""

NO_TEXT: Final = (
    "no article text was found; if the page builds itself by script or asks to log in, "
    "save it from the browser once it is shown, or paste the text into a .txt file"
)
RUNNING: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.QUOTE, BlockKind.LIST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article before it is settled.

    ``text`` is set where the text must stay as it is and ``pieces`` are then not given; ``key``
    is an id from outside (a ``.jsonl`` id), used where no URL is known.
    """

    source: str
    text: str | None = None
    pieces: tuple[Piece, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    key: str | None = None
    is_page: bool = False


def settle(draft: Draft, options: IngestOptions) -> Article:
    """The article; raises ``SourceError`` where there is no text or the language is foreign."""
    pieces, kinds, text, blocks = _lay_out(draft)
    if draft.is_page:
        _check_report(draft.source, pieces, kinds)
    if not any(block.kind.is_reporting for block in blocks):
        raise SourceError(draft.source, "holds no report, only page furniture")
    language = _check_language(draft.source, text, blocks, options)
    published, origin = _date(draft.metadata, pieces, kinds, options)
    metadata = draft.metadata
    return Article(
        id=fact_id("article", metadata.url or draft.key, text),
        source=without_surrogates(draft.source),
        text=text,
        blocks=blocks,
        url=metadata.url,
        title=_find_title(draft, text, blocks),
        site=metadata.site,
        authors=metadata.authors,
        published=published,
        published_from=origin,
        language=language,
    )


def _lay_out(draft: Draft) -> tuple[tuple[Piece, ...], Kinds, str, tuple[Block, ...]]:
    if draft.text is None:
        kinds = find_kinds(draft.pieces)
        text, blocks = join_blocks(draft.pieces, kinds)
        return draft.pieces, kinds, text, blocks
    spans = find_paragraphs(draft.text)
    if not spans:
        raise SourceError(draft.source, "is empty")
    pieces = tuple(_to_pieces(draft.text, spans))
    kinds = find_kinds(pieces)
    return pieces, kinds, draft.text, place_blocks(spans, kinds)


def _to_pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    """The paragraphs of a plain text; a title is told by what it says and the blank line below."""
    texts = [text[span.start : span.end] for span in spans]
    apart = len(spans) > 1 and has_blank_line(text[spans[0].end : spans[1].start])
    is_titled = apart and opens_with_title(texts)
    yield Piece(texts[0], Role.HEADLINE if is_titled else Role.UNKNOWN)
    yield from map(Piece, texts[1:])


def _check_report(source: str, pieces: tuple[Piece, ...], kinds: Kinds) -> None:
    """A page must hold running text, and more than a notice's worth beside a notice."""
    running = (p.text for p, kind in zip(pieces, kinds, strict=True) if kind in RUNNING)
    words = sum(len(text.split()) for text in running)
    if words < MIN_WORDS or (words < SHELL_WORDS and _has_notice(pieces, kinds)):
        raise SourceError(source, NO_TEXT)


def _has_notice(pieces: tuple[Piece, ...], kinds: Kinds) -> bool:
    furniture = (p.text for p, kind in zip(pieces, kinds, strict=True) if kind is None)
    return any(match_furniture(text) in SHELL_RULES for text in furniture)


def _check_language(
    source: str, text: str, blocks: tuple[Block, ...], options: IngestOptions
) -> str:
    running = (b for b in blocks if b.kind.is_reporting)
    language = identify("\n".join(text[b.span.start : b.span.end] for b in running))
    if language in options.languages:
        return language
    reads = " and ".join(name_language(code).split(" (")[0] for code in options.languages)
    raise SourceError(
        source,
        f"is in {name_language(language)}; memcon reads {reads} "
        "until a language pipeline for it is installed",
    )


def _date(
    metadata: Metadata, pieces: tuple[Piece, ...], kinds: Kinds, options: IngestOptions
) -> tuple[str | None, PublishedFrom | None]:
    if metadata.published:
        return metadata.published, metadata.published_from
    if options.published:
        return options.published, "given"
    told = zip(pieces, kinds, strict=True)
    inferred = infer_published([p.text for p, kind in told if kind is not BlockKind.BACKGROUND])
    return (inferred, "text") if inferred else (None, None)


def _find_title(draft: Draft, text: str, blocks: tuple[Block, ...]) -> str | None:
    """The headline of a page over what its head says; elsewhere the title that was given."""
    first = blocks[0]
    is_headline = first.kind is BlockKind.HEADLINE
    headline = text[first.span.start : first.span.end] if is_headline else None
    given = draft.metadata.title
    return headline or given if draft.is_page else given or headline
