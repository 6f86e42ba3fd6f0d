"""A record as one self-contained HTML page: no outside request, readable without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from memcon.record import Block, BlockKind, Record, Span
from memcon.render.outline import CardRow, DateRow, Outline, StatementRow, outline
from memcon.render.segments import Mark, Segment, cut_segments

NOT_ANCHOR: Final = re.compile(r"[^A-Za-z0-9_-]+")
WEB: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of the report, its text in marked runs, and the statements beside it."""

    kind: str
    segments: tuple[Segment, ...]
    notes: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything the template shows of one record; anchors begin with ``anchor``."""

    anchor: str
    outline: Outline
    url: str | None
    blocks: tuple[BlockView, ...]
    background: tuple[str, ...]

    def card_anchor(self, row: CardRow) -> str:
        """The anchor of a card."""
        return card_anchor(self.anchor, row.entity.id)

    @property
    def days(self) -> tuple[tuple[str, tuple[DateRow, ...]], ...]:
        """The timeline: dates in order, each with what the text says of it."""
        days: dict[str, list[DateRow]] = {}
        for row in self.outline.dates:
            days.setdefault(row.value, []).append(row)
        return tuple((day, tuple(rows)) for day, rows in days.items())


def to_html(records: Sequence[Record]) -> str:
    """One page for one or several records."""
    views = [_view(number, record) for number, record in enumerate(records, 1)]
    return _environment().get_template("page.html.j2").render(views=views)


def card_anchor(prefix: str, entity_id: str) -> str:
    """The anchor of an entity's card; ids are reduced to letters, digits and hyphens."""
    return f"{prefix}-card-{NOT_ANCHOR.sub('-', entity_id)}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("memcon.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _view(number: int, record: Record) -> RecordView:
    prefix, shown = f"r{number}", outline(record)
    marks = tuple(_marks(prefix, shown))
    reporting = [block for block in record.article.blocks if _is_shown(record, block)]
    url = record.article.url
    return RecordView(
        anchor=prefix,
        outline=shown,
        url=url if url and url.startswith(WEB) else None,
        blocks=tuple(_block(shown, block, marks) for block in reporting),
        background=tuple(
            record.article.quote(block.span)
            for block in record.article.blocks
            if not block.kind.is_reporting
        ),
    )


def _is_shown(record: Record, block: Block) -> bool:
    """Reporting blocks, except a headline that already stands over the page."""
    if (
        block.kind is BlockKind.HEADLINE
        and record.article.quote(block.span) == record.article.title
    ):
        return False
    return block.kind.is_reporting


def _block(shown: Outline, block: Block, marks: Sequence[Mark]) -> BlockView:
    text = shown.record.article.text
    return BlockView(
        kind=block.kind.value,
        segments=tuple(cut_segments(text, block.span, marks)),
        notes=tuple(
            row
            for row in shown.statements
            if block.span.contains(_first(row.statement.content.spans))
        ),
    )


def _first(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[0].start + 1)


def _marks(prefix: str, shown: Outline) -> Iterator[Mark]:
    record = shown.record
    carded = set(record.cards)
    for linked in record.mentions:
        for entity_id in (linked.link.entity, linked.link.named):
            if entity_id in carded:
                target = card_anchor(prefix, entity_id)
                yield Mark(linked.span, "mention", target, linked.link.reason)
                break
    for time in record.times:
        yield Mark(time.span, "time", label=time.value)
    for row in shown.statements:
        said = row.statement
        yield from (Mark(span, "content", label=row.who) for span in said.content.spans)
        yield from (Mark(span, "cue") for span in said.cue.spans)
