"""What every form of showing a record has in common, in the words of readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.record import Article, BlockKind, Card, Entity, Record, Span, Statement, Time

UNNAMED: Final = "unnamed"
SENTENCE_END: Final = ".!?…"
LONGEST_EXTRACT: Final = 160


@dataclass(frozen=True, slots=True)
class CardRow:
    """One background card."""

    entity: Entity
    card: Card
    quote: str
    """How the report first calls it."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with names for ids."""

    statement: Statement
    who: str
    said_by: str
    """The words of the source, where they differ from the name."""
    to: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class DateRow:
    """One dated expression and the words around it; rows sort into a timeline."""

    value: str
    time: Time
    extract: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A record as readers want it: what it is, who is in it, who said what, and when."""

    record: Record
    title: str
    byline: str
    cards: tuple[CardRow, ...]
    statements: tuple[StatementRow, ...]
    dates: tuple[DateRow, ...]


def outline(record: Record) -> Outline:
    """The outline of one record."""
    return Outline(
        record=record,
        title=title_of(record.article),
        byline=" · ".join(_byline(record.article)),
        cards=tuple(_cards(record)),
        statements=tuple(_statement(record, said) for said in record.statements),
        dates=tuple(sorted(_dates(record), key=lambda row: (row.value, row.time.span))),
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


def _cards(record: Record) -> Iterator[CardRow]:
    quotes: dict[str, str] = {}
    for linked in record.mentions:
        for entity_id in (linked.link.named, linked.link.entity):
            if entity_id is not None:
                quotes.setdefault(entity_id, linked.quote)
    by_id = {entity.id: entity for entity in record.entities}
    for entity_id in record.cards:
        entity = by_id[entity_id]
        if entity.card is not None:
            yield CardRow(entity, entity.card, quotes.get(entity_id, entity.name))


def _statement(record: Record, said: Statement) -> StatementRow:
    speaker, addressee = record.entity(said.speaker), record.entity(said.addressee)
    place = record.entity(said.where)
    who = speaker.name if speaker else said.source.quote or UNNAMED
    said_by = said.source.quote if said.source.quote != who else ""
    return StatementRow(
        statement=said,
        who=who,
        said_by=said_by,
        to=addressee.name if addressee else None,
        where=place.name if place else None,
    )


def _dates(record: Record) -> Iterator[DateRow]:
    """Times that can stand on a calendar: dates with at least a year."""
    for time in record.times:
        if time.type in ("DATE", "TIME") and time.value[:4].isdigit():
            yield DateRow(time.value, time, extract_around(record.article, time.span))


def extract_around(article: Article, span: Span) -> str:
    """The sentence-like stretch of the block around ``span``, shortened on both sides."""
    block = article.block_at(span.start)
    if block is None:
        return article.quote(span)
    start = _after_sentence_end(article.text, block.span.start, span.start)
    end = _next_sentence_end(article.text, span.end, block.span.end)
    return shortened(article.text[start:end], LONGEST_EXTRACT)


def _after_sentence_end(text: str, low: int, at: int) -> int:
    for here in range(at - 2, low, -1):
        if text[here] in SENTENCE_END and text[here + 1].isspace() and text[here - 2] != " ":
            return here + 2
    return low


def _next_sentence_end(text: str, at: int, high: int) -> int:
    for here in range(at, high):
        if text[here] in SENTENCE_END and (here + 1 >= high or text[here + 1].isspace()):
            return here + 1
    return high
