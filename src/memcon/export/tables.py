"""The tables of a data set, as CSV and Parquet write them: one row a thing, joined by ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from memcon.export.cells import MANY
from memcon.export.material import Index, Material, Row, outcomes
from memcon.record import Entity, Passage, Position, Record

Values = tuple[Any, ...]
OfRecord = Callable[[Record, Material], Iterator[Values]]
OfAll = Callable[[Material, Index], Iterator[Values]]
Types = Mapping[str, type]
Sink = Callable[[Iterator[Values]], None]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns with their types, and where its rows come from.

    The rows of one record are written as it is read; the others when all records are known.
    """

    name: str
    columns: Types
    of_record: OfRecord | None = None
    of_all: OfAll | None = None


def fill(material: Material, sinks: Mapping[str, Sink]) -> None:
    """Give each table of :data:`TABLES` its rows; the records are read once."""
    index = Index()
    for record in material.read():
        index.add(record)
        for table in TABLES:
            if table.of_record is not None:
                sinks[table.name](table.of_record(record, material))
    for table in TABLES:
        if table.of_all is not None:
            sinks[table.name](table.of_all(material, index))


def _articles(record: Record, _: Material) -> Iterator[Values]:
    one = record.article
    about = (one.url, one.title, one.site, MANY.join(one.authors) or None)
    yield one.id, one.source, *about, one.published, one.published_from, one.language, len(one.text)


def _mentions(record: Record, _: Material) -> Iterator[Values]:
    for one in record.mentions:
        link, span = one.link, one.span
        meant = (one.mention.form, link.entity, link.named, link.reading, link.score, link.reason)
        yield one.mention.id, record.article.id, span.start, span.end, one.quote, *meant


def _statements(record: Record, material: Material) -> Iterator[Values]:
    for one in material.statements(record):
        speaker = record.entity(one.speaker)
        said = (one.source.quote or None, one.cue.quote or None, one.content.quote)
        how = (one.mode, one.kind, one.sourcing, one.addressee, one.when, one.where)
        yield (
            *(one.id, record.article.id, one.speaker, speaker.name if speaker else None),
            *(*said, *how, *_bounds(one.content), one.score, one.reason),
        )


def _event_members(record: Record, material: Material) -> Iterator[Values]:
    happening = material.happening_of
    for one in record.events:
        if material.keeps(one) and one.id in happening:
            what = (one.type, one.code, one.mode, one.status, one.reported)
            yield (
                *(one.id, happening[one.id], record.article.id, *what),
                *(*_bounds(one.evidence), one.evidence.quote, one.score, one.reason),
            )


def _links(record: Record, material: Material) -> Iterator[Values]:
    kept = [one for one in outcomes(record) if material.keeps(one)]
    here = {one.id for one in (*kept, *material.statements(record))}
    for one in kept:
        yield from ((one.id, ground) for ground in one.because if ground in here)


def _bounds(passage: Passage) -> tuple[int | None, int | None]:
    return (passage.hull.start, passage.hull.end) if passage else (None, None)


def _entities(material: Material, index: Index) -> Iterator[Values]:
    yield from map(_entity, index.in_order())


def _entity(one: Entity) -> Values:
    office = one.office
    held = (office.title, office.of) if office else (None, None)
    named = (one.id, one.name, one.kind.value, one.description, one.wikidata)
    return *named, one.country, one.lat, one.lon, one.sector, *held


def _events(material: Material, index: Index) -> Iterator[Values]:
    for row in material.events:
        when, place = row["when"] or {}, index.place(row)
        days = when.get("from"), when.get("to")
        where = (place.id, place.lat, place.lon) if place else (None, None, None)
        what = (row["type"], row["what"], row["status"])
        yield row["id"], *what, *days, row["where"], *where, len(row["members"])


def _participants(material: Material, _: Index) -> Iterator[Values]:
    for row in material.events:
        for number, one in enumerate(row["participants"], 1):
            yield row["id"], number, one["entity"], one["name"], one["role"]


def _history(material: Material, _: Index) -> Iterator[Values]:
    for row in material.events:
        for number, step in enumerate(row["history"], 1):
            also = MANY.join(step.get("also", ())) or None
            yield row["id"], number, step["date"], step["status"], step["source"], also


def _positions(material: Material, index: Index) -> Iterator[Values]:
    for row in material.positions:
        for entry in row["entries"]:
            told = index.told(entry["id"])
            if told is not None and isinstance(told.fact, Position):
                yield _position(row, entry, index, told.article.id, told.fact)


def _position(row: Row, entry: Row, index: Index, article: str, fact: Position) -> Values:
    """One entry of a history; some values are not there where reports were not compared."""
    change = (entry["change"], entry.get("before"), entry.get("reason") or None)
    other = (fact.according_to, entry["according_to"], entry["denied"])
    toward = (fact.toward, index.name(fact.toward))
    also = MANY.join(entry.get("also", ())) or None
    return (
        *(fact.id, article, row["holder"], row["name"], row["issue"], entry["when"]),
        *(entry["stance"], entry["claim"], *change, entry.get("own"), *other, *toward),
        *(entry["quote"], *_bounds(fact.evidence), fact.score, fact.reason, also),
    )


def _typed(words: str, **types: type) -> Types:
    """Columns by name, texts unless another type is given."""
    return {name: types.get(name, str) for name in words.split()}


TABLES: Final[Sequence[Table]] = (
    Table(
        "articles",
        _typed(
            "article_id source url title site authors published published_from language characters",
            characters=int,
        ),
        of_record=_articles,
    ),
    Table(
        "entities",
        _typed(
            "entity_id name kind description wikidata country lat lon sector office office_of",
            lat=float,
            lon=float,
        ),
        of_all=_entities,
    ),
    Table(
        "mentions",
        _typed(
            "mention_id article_id start end quote form entity_id named_id reading score reason",
            start=int,
            end=int,
            score=float,
        ),
        of_record=_mentions,
    ),
    Table(
        "statements",
        _typed(
            "statement_id article_id speaker_id speaker source cue content mode class sourcing "
            "addressee_id when where_id start end score reason",
            start=int,
            end=int,
            score=float,
        ),
        of_record=_statements,
    ),
    Table(
        "events",
        _typed(
            "event_id type what status date_from date_to place place_id lat lon reports",
            lat=float,
            lon=float,
            reports=int,
        ),
        of_all=_events,
    ),
    Table(
        "event_participants",
        _typed("event_id number entity_id name role", number=int),
        of_all=_participants,
    ),
    Table(
        "event_history",
        _typed("event_id number date status source also", number=int),
        of_all=_history,
    ),
    Table(
        "event_members",
        _typed(
            "member_id event_id article_id type code mode status reported start end quote score "
            "reason",
            reported=bool,
            start=int,
            end=int,
            score=float,
        ),
        of_record=_event_members,
    ),
    Table(
        "positions",
        _typed(
            "position_id article_id holder_id holder issue when stance claim change before_id "
            "change_reason own according_to_id according_to denied toward_id toward quote start "
            "end score reason also",
            own=bool,
            denied=bool,
            start=int,
            end=int,
            score=float,
        ),
        of_all=_positions,
    ),
    Table("links", _typed("fact_id rests_on_id"), of_record=_links),
)
"""All tables. ``links`` says on which statements and events an event or a position rests."""
