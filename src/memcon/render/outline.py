"""What every form of showing a record has in common, in the words of readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from memcon.record import Article, Block, BlockKind, Card, Entity, Record, Span, Statement, Time
from memcon.render.days import Days
from memcon.render.happenings import EventRow, event_rows
from memcon.render.matrix import Matrix, PositionRow, matrix, position_rows
from memcon.text.sentences import sentence_ends

UNNAMED: Final = "unnamed"
LONGEST_EXTRACT: Final = 160
FARTHEST: Final = 130
"""Code points from the start of an extract in which its expression stands safely whole."""
WEB: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class CardRow:
    """One background card."""

    entity: Entity
    card: Card

    @property
    def what(self) -> str:
        """What the entity is, in few words."""
        return self.entity.description or self.entity.kind.value

    @property
    def origin(self) -> str:
        """Where the card comes from, and when it held."""
        return ", ".join(part for part in (self.card.source, self.card.as_of) if part)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with names for ids."""

    statement: Statement
    who: str
    said_by: str
    """The words of the source, where they hold more than the name."""
    to: str | None
    where: str | None

    @property
    def is_said(self) -> bool:
        """Whether it was said or written, rather than thought, intended or done."""
        return self.statement.kind in ("speech", "writing")

    @property
    def circumstances(self) -> tuple[str, ...]:
        """How it was said: class, cue, mode, to whom, when, where, and by what kind of source."""
        said = self.statement
        parts = (
            None if self.is_said else said.kind,
            f"“{said.cue.quote}”" if said.cue else "continued",
            said.mode,
            f"to {self.to}" if self.to else None,
            said.when,
            self.where,
            None if said.sourcing == "named" else said.sourcing,
        )
        return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class DateRow:
    """One line of the timeline: days, the words that give them, and the words around those."""

    day: str
    quotes: tuple[str, ...]
    extract: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A record as readers want it: what it is, who is in it, who said what, and when."""

    record: Record
    title: str
    byline: str
    url: str | None
    """Address of the report, where it is one of the web."""
    headline: Block | None
    """The block that is the title again; it is not among ``blocks``."""
    blocks: tuple[Block, ...]
    cards: tuple[CardRow, ...]
    statements: tuple[StatementRow, ...]
    """All of them: attitudes, plans and acts that are attributed as well."""
    dates: tuple[DateRow, ...]
    positions: tuple[PositionRow, ...]
    events: tuple[EventRow, ...]

    @property
    def matrix(self) -> Matrix:
        """Parties against issues."""
        return matrix(self.positions)

    @property
    def said(self) -> tuple[StatementRow, ...]:
        """What a reader calls a statement: speech and writing."""
        return tuple(row for row in self.statements if row.is_said)


def outline(record: Record) -> Outline:
    """The outline of one record."""
    article = record.article
    headline = _find_headline(article)
    carded = (record.by_id[entity_id] for entity_id in record.cards)
    return Outline(
        record=record,
        title=title_of(article),
        byline=" · ".join(_byline(article)),
        url=article.url if article.url and article.url.startswith(WEB) else None,
        headline=headline,
        blocks=tuple(b for b in article.blocks if b.kind.is_reporting and b is not headline),
        cards=tuple(CardRow(entity, entity.card) for entity in carded if entity.card),
        statements=tuple(_statement(record, said) for said in record.statements),
        dates=tuple(_dates(record)),
        positions=position_rows(record),
        events=event_rows(record),
    )


def title_of(article: Article) -> str:
    """The title, or the first words of the report where it has none."""
    if article.title:
        return article.title
    first = next((b for b in article.blocks if b.kind is not BlockKind.CAPTION), None)
    return shortened(article.quote(first.span)) if first else article.source


def shortened(text: str, most: int = 80) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``most``."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _byline(article: Article) -> Iterator[str]:
    if article.site:
        yield article.site
    yield from article.authors
    if article.published:
        inferred = " (from the text)" if article.published_from == "text" else ""
        yield article.published + inferred
    else:
        yield "date unknown"


def _find_headline(article: Article) -> Block | None:
    headlines = (block for block in article.blocks if block.kind is BlockKind.HEADLINE)
    return next((one for one in headlines if article.quote(one.span) == article.title), None)


def _statement(record: Record, said: Statement) -> StatementRow:
    speaker, addressee = record.entity(said.speaker), record.entity(said.addressee)
    place = record.entity(said.where)
    who = speaker.name if speaker else said.source.quote or UNNAMED
    words = said.source.quote
    return StatementRow(
        statement=said,
        who=who,
        said_by=words if set(words.split()) - set(who.split()) else "",
        to=addressee.name if addressee else None,
        where=place.name if place else None,
    )


def _dates(record: Record) -> Iterator[DateRow]:
    """The timeline; one row for all expressions of the same days in the same sentence."""
    found = sorted(_dated(record), key=lambda pair: (pair[0], pair[1].span))
    extracts = ((days, time, extract_around(record.article, time.span)) for days, time in found)
    for (days, extract), rows in groupby(extracts, key=lambda row: (row[0], row[2])):
        quotes = dict.fromkeys(time.evidence.quote for _, time, _ in rows)
        yield DateRow(days.called, tuple(quotes), extract)


def _dated(record: Record) -> Iterator[tuple[Days, Time]]:
    """Times that can stand on a calendar."""
    for time in record.times:
        days = Days.of(time.value) if time.type in ("DATE", "TIME") else None
        if days is not None:
            yield days, time


def extract_around(article: Article, span: Span) -> str:
    """The sentence of the block around ``span``, shortened on both sides."""
    block = article.block_at(span.start)
    if block is None:
        return article.quote(span)
    start, end = _sentence_around(article.text, span, block.span)
    if end - start <= LONGEST_EXTRACT or span.end - start <= FARTHEST:
        return shortened(article.text[start:end], LONGEST_EXTRACT)
    before = max(start, span.start - LONGEST_EXTRACT // 2)
    cut = article.text.find(" ", before, span.start) + 1 or span.start
    return "… " + shortened(article.text[cut:end], LONGEST_EXTRACT)


def _sentence_around(text: str, span: Span, block: Span) -> tuple[int, int]:
    """Where the sentence begins and ends, so far as an extract can reach."""
    low = max(block.start, span.start - 2 * LONGEST_EXTRACT)
    high = min(block.end, span.end + 2 * LONGEST_EXTRACT)
    ends = tuple(sentence_ends(text, low, high))
    before = [end for end in ends if end <= span.start]
    after = [end for end in ends if end >= span.end]
    return (before[-1] if before else low), (after[0] if after else high)
