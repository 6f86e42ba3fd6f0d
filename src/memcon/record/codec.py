"""Records as the JSON of the contract (``record.schema.json`` beside this file)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from memcon.record.article import Article
from memcon.record.entity import Card, Entity, Office
from memcon.record.evidence import Passage
from memcon.record.facts import Event, Participant, Period, Position, Statement, Time
from memcon.record.record import LinkedMention, Record
from memcon.record.span import Span

FORMAT_VERSION: Final = 1
Json = dict[str, Any]


def to_dict(record: Record) -> Json:
    """The record as JSON values, in the order of keys of the contract."""
    return {
        "memcon": FORMAT_VERSION,
        "article": article_to_dict(record.article),
        "entities": [entity_to_dict(entity) for entity in record.entities],
        "mentions": [_mention(linked) for linked in record.mentions],
        "times": [_time(time) for time in record.times],
        "statements": [_statement(statement) for statement in record.statements],
        "events": [_event(event) for event in record.events],
        "positions": [_position(position) for position in record.positions],
        "cards": list(record.cards),
        "made_by": dict(sorted(record.made_by.items())),
    }


def to_json(record: Record, *, indent: int | None = None) -> str:
    """The record as JSON text; ``indent=None`` gives one line without spaces."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(to_dict(record), ensure_ascii=False, indent=indent, separators=separators)


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) that every record validates against."""
    text = files("memcon.record").joinpath("record.schema.json").read_text("utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _passage(passage: Passage) -> Json:
    return {"spans": _spans(passage.spans), "quote": passage.quote}


def article_to_dict(article: Article) -> Json:
    """An article as JSON values."""
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "site": article.site,
        "authors": list(article.authors),
        "published": article.published,
        "published_from": article.published_from,
        "language": article.language,
        "text": article.text,
        "blocks": [{"kind": block.kind.value, **_span(block.span)} for block in article.blocks],
    }


def entity_to_dict(entity: Entity) -> Json:
    """One entity as JSON values."""
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "description": entity.description,
        "wikidata": entity.wikidata,
        "country": entity.country,
        "lat": entity.lat,
        "lon": entity.lon,
        "sector": entity.sector,
        "office": _office(entity.office),
        "card": _card(entity.card),
    }


def _office(office: Office | None) -> Json | None:
    return None if office is None else {"title": office.title, "of": office.of}


def _card(card: Card | None) -> Json | None:
    if card is None:
        return None
    return {"text": card.text, "source": card.source, "url": card.url, "as_of": card.as_of}


def _mention(linked: LinkedMention) -> Json:
    link = linked.link
    return {
        **_span(linked.span),
        "entity": link.entity,
        "named": link.named,
        "form": linked.mention.form,
        "reading": link.reading,
        "score": link.score,
        "reason": link.reason,
    }


def _time(time: Time) -> Json:
    return {**_span(time.span), "type": time.type, "value": time.value, "reason": time.reason}


def _statement(said: Statement) -> Json:
    return {
        "id": said.id,
        "source": {**_passage(said.source), "entity": said.speaker},
        "cue": _passage(said.cue),
        "content": _passage(said.content),
        "mode": said.mode,
        "addressee": said.addressee,
        "when": said.when,
        "where": said.where,
        "sourcing": said.sourcing,
        "class": said.kind,
        "score": said.score,
        "reason": said.reason,
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "code": event.code,
        "mode": event.mode,
        "what": event.what,
        "status": event.status,
        "participants": [_participant(party) for party in event.participants],
        "where": event.where,
        "when": _period(event.when),
        "reported": event.reported,
        "because": list(event.because),
        "score": event.score,
        "reason": event.reason,
        "evidence": _spans(event.evidence.spans),
    }


def _participant(party: Participant) -> Json:
    return {"entity": party.entity, "spans": _spans(party.passage.spans), "role": party.role}


def _period(period: Period | None) -> Json | None:
    if period is None:
        return None
    return {"from": period.begin, "to": period.end, "spans": _spans(period.passage.spans)}


def _position(position: Position) -> Json:
    return {
        "id": position.id,
        "holder": position.holder,
        "issue": position.issue,
        "stance": position.stance,
        "claim": position.claim,
        "toward": position.toward,
        "change": position.change,
        "when": position.when,
        "according_to": position.according_to,
        "denied": position.denied,
        "score": position.score,
        "reason": position.reason,
        "evidence": _spans(position.evidence.spans),
        "because": list(position.because),
    }
