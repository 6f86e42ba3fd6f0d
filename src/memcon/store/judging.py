"""Corrections in their table: kept as they were made, never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from memcon.record import Record, Span
from memcon.record.codec import entity_to_dict
from memcon.record.correction import Anchor, Correction, corrected, find_fact, standing
from memcon.record.decode import entity_from
from memcon.store import tables
from memcon.store.keeping import as_json, load_record

Json = dict[str, Any]


def write_correction(connection: Connection, one: Correction) -> None:
    """Keep a correction."""
    row = {
        "id": one.id,
        "kind": one.kind,
        "target": one.target.id,
        "article": one.target.article,
        "entity": one.entity.id if one.entity else None,
        "author": one.author,
        "made": one.made,
        "body": as_json(correction_to_dict(one)),
    }
    connection.execute(insert(tables.correction), [row])


def load_corrections(
    connection: Connection, *, article: str | None = None
) -> tuple[Correction, ...]:
    """The corrections in force, in order; with ``article`` those that may bear on that one."""
    return standing(load_all(connection, article=article))


def load_all(
    connection: Connection, *, article: str | None = None, about: str | None = None
) -> tuple[Correction, ...]:
    """All corrections, those undone and their undoing too, in the order in which they were made.

    With ``about`` those alone that name the article or entity of this id, and what was undone.
    """
    kept = tables.correction.c
    query = select(kept.body).order_by(kept.made, kept.id)
    if about is not None:
        named = kept.body.contains(about, autoescape=True)
        query = query.where(or_(named, kept.kind == "undo"))
    if article is not None:
        of_all = kept.article.is_(None)
        query = query.where(or_(kept.article == article, of_all))
    return tuple(correction_from(json.loads(row.body)) for row in connection.execute(query))


@dataclass(frozen=True, slots=True)
class EventNow:
    """An event that a correction is about as it is kept now: the number of its fact, and its key.

    The key is of its article's id and its own.
    """

    number: int
    article: str
    id: str


def event_now(connection: Connection, anchor: Anchor) -> EventNow | None:
    """The event that a correction is about, also where it was read anew."""
    fact, article = tables.fact.c, tables.article.c
    query = select(fact.number, article.id.label("article"), fact.id)
    query = query.join(tables.article, article.number == fact.article)
    row = connection.execute(query.where(fact.id == (anchor.id or ""))).first()
    if row is None:
        number = select(article.number).where(article.id == anchor.article)
        found = connection.execute(number).scalar()
        event = find_fact(shown(connection, found).events, anchor) if found else None
        row = connection.execute(query.where(fact.id == event.id)).first() if event else None
    return EventNow(row.number, row.article, row.id) if row else None


def shown(connection: Connection, number: int) -> Record:
    """The record of an article with the corrections that are in force now."""
    record = load_record(connection, number)
    return corrected(record, load_corrections(connection, article=record.article.id))


def correction_to_dict(one: Correction) -> Json:
    """A correction as JSON values."""
    return {
        "id": one.id,
        "kind": one.kind,
        "target": _from_anchor(one.target),
        "value": one.value,
        "entity": entity_to_dict(one.entity) if one.entity else None,
        "other": _from_anchor(one.other) if one.other else None,
        "author": one.author,
        "made": one.made,
        "note": one.note,
    }


def correction_from(values: Json) -> Correction:
    """The correction that :func:`correction_to_dict` made ``values`` of."""
    kept = {name: values[name] for name in ("kind", "value", "author", "made", "note")}
    entity, other = values["entity"], values["other"]
    return Correction(
        **kept,
        target=_to_anchor(values["target"]),
        entity=entity_from(entity) if entity else None,
        other=_to_anchor(other) if other else None,
    )


def _from_anchor(anchor: Anchor) -> Json:
    spans = [[span.start, span.end] for span in anchor.spans]
    return {"id": anchor.id, "article": anchor.article, "topic": anchor.topic, "spans": spans}


def _to_anchor(values: Json) -> Anchor:
    spans = tuple(Span(start, end) for start, end in values["spans"])
    return Anchor(id=values["id"], article=values["article"], topic=values["topic"], spans=spans)
