"""A record as one self-contained HTML page: no outside request, readable without scripts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from memcon.record import Block, LinkedMention, Record, SpanIndex
from memcon.render.controls import without_controls
from memcon.render.days import Days
from memcon.render.outline import CardRow, DateRow, Outline, StatementRow, outline
from memcon.render.segments import Mark, Segment, cut_segments
from memcon.text.sentences import ends_sentence

Marks = SpanIndex[tuple[int, Mark]]
"""The marks of a report with their numbers: where several lie over a run, the first counts."""

NOT_ANCHOR: Final = re.compile(r"[^A-Za-z0-9-]")


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of the report, its text in marked runs, and the statements beside it."""

    kind: str
    segments: tuple[Segment, ...]
    notes: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class BackgroundView:
    """A stretch of the page's own background; a term is a line that others explain."""

    text: str
    is_term: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything the template shows of one record; anchors begin with ``anchor``."""

    anchor: str
    outline: Outline
    title: tuple[Segment, ...]
    """The title in marked runs where it is the headline of the report."""
    blocks: tuple[BlockView, ...]
    background: tuple[BackgroundView, ...]

    def card_anchor(self, row: CardRow) -> str:
        """The anchor of a card."""
        return card_anchor(self.anchor, row.entity.id)

    @property
    def days(self) -> tuple[tuple[str, tuple[DateRow, ...]], ...]:
        """The timeline: days in order, each with what the text says of it."""
        grouped = groupby(self.outline.dates, key=lambda row: row.day)
        return tuple((day, tuple(rows)) for day, rows in grouped)


def to_html(records: Sequence[Record]) -> str:
    """One page for one or several records."""
    views = [view_record(record, f"r{number}") for number, record in enumerate(records, 1)]
    return without_controls(environment().get_template("page.html.j2").render(views=views))


def card_anchor(prefix: str, entity_id: str) -> str:
    """The anchor of an entity's card; other ids give other anchors.

    Letters, digits and hyphens stand for themselves, all else as its code point: ``_3a_``.
    """
    return f"{prefix}-card-{NOT_ANCHOR.sub(lambda char: f'_{ord(char[0]):x}_', entity_id)}"


@cache
def environment() -> Environment:
    """The templates of this room; everything that they show is escaped."""
    return Environment(
        loader=PackageLoader("memcon.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def view_record(record: Record, prefix: str, more: Iterable[Mark] = ()) -> RecordView:
    """What a page shows of ``record``, with ``more`` marks than those of every record.

    Anchors begin with ``prefix``.
    """
    shown = outline(record)
    listed = enumerate((*_marks(prefix, shown), *more))
    marks = SpanIndex((mark.span, (number, mark)) for number, mark in listed)
    notes = _by_block(shown)
    return RecordView(
        anchor=prefix,
        outline=shown,
        title=_title(shown, marks),
        blocks=tuple(
            BlockView(block.kind.value, _segments(shown, block, marks), tuple(notes.get(block, ())))
            for block in shown.blocks
        ),
        background=tuple(
            _background(record.article.quote(block.span))
            for block in record.article.blocks
            if not block.kind.is_reporting
        ),
    )


def _title(shown: Outline, marks: Marks) -> tuple[Segment, ...]:
    headline = shown.headline
    return _segments(shown, headline, marks) if headline else (Segment(shown.title, ()),)


def _segments(shown: Outline, block: Block, marks: Marks) -> tuple[Segment, ...]:
    inside = sorted((placed for _, placed in marks.over(block.span)), key=itemgetter(0))
    text = shown.record.article.text
    return tuple(cut_segments(text, block.span, [mark for _, mark in inside]))


def _by_block(shown: Outline) -> Mapping[Block | None, Sequence[StatementRow]]:
    """The statements by the block in which their contents begin."""
    found: defaultdict[Block | None, list[StatementRow]] = defaultdict(list)
    for row in shown.statements:
        start = row.statement.content.spans[0].start
        found[shown.record.article.block_at(start)].append(row)
    return found


def _background(text: str) -> BackgroundView:
    return BackgroundView(text, is_term=not ends_sentence(text))


def _marks(prefix: str, shown: Outline) -> Iterator[Mark]:
    record = shown.record
    names = {row.entity.id: row.entity.name for row in shown.cards}
    for linked in record.mentions:
        carded = (one for one in (linked.link.entity, linked.link.named) if one in names)
        for entity_id in carded:
            why = _why(linked, names[entity_id])
            yield Mark(linked.span, "mention", card_anchor(prefix, entity_id), why)
            break
    for time in record.times:
        days = Days.of(time.value)
        yield Mark(time.span, "time", label=days.called if days else time.value)
    for row in shown.statements:
        said = row.statement
        yield from (Mark(span, "content") for span in said.content.spans)
        yield from (Mark(span, "cue") for span in said.cue.spans)


def _why(linked: LinkedMention, name: str) -> str:
    """Why the words mean the entity of the card; empty where they are its name."""
    return "" if linked.quote.casefold() == name.casefold() else linked.link.reason
