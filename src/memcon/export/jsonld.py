"""Linked data (JSON-LD 1.1): schema.org terms, and the words of each fact as W3C annotations.

A fact's words are found by a TextQuoteSelector and a TextPositionSelector (W3C Web Annotation Data
Model, sections 4.2.4 and 4.2.5) in the ``articleBody`` of their report, in code points. The
context stands in the file itself, so that nothing has to be fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

from memcon.export.cells import web_address
from memcon.export.jsonld_context import CONTEXT
from memcon.export.material import Index, Material, Row, outcomes
from memcon.record import Article, Entity, EntityKind, Passage, Position, Record, Span, Statement

Node = dict[str, Any]
AROUND: Final = 32
"""Code points of a prefix and a suffix, which tell equal words apart."""
TYPES: Final = {
    EntityKind.PERSON: "Person",
    EntityKind.COUNTRY: "Country",
    EntityKind.CITY: "City",
    EntityKind.REGION: "AdministrativeArea",
    EntityKind.FACILITY: "Place",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.GROUP: "Organization",
    EntityKind.EVENT: "Event",
    EntityKind.OTHER: "Thing",
}
EVENT_STATUS: Final = {
    "planned": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
"""What schema.org has a word for; ``status`` has memcon's own in any case."""


def lines(material: Material) -> Iterator[str]:
    """One document: parties, places, happenings and positions, then each report with its facts."""
    index = Index.of(material.read())
    yield f'{{"@context":{_json(CONTEXT)},\n"@graph":[\n'
    opening = ""
    for node in _nodes(material, index):
        known = {name: value for name, value in node.items() if value not in (None, [], "")}
        yield opening + _json(known)
        opening = ",\n"
    yield "\n]}\n"


def to_iri(memcon_id: str) -> str:
    """The name of a thing on the web: that of Wikidata where there is one, else a URN."""
    if memcon_id[:1] == "Q" and memcon_id[1:].isdecimal() and memcon_id.isascii():
        return f"http://www.wikidata.org/entity/{memcon_id}"
    return f"urn:memcon:{quote(memcon_id, safe=':-._')}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _nodes(material: Material, index: Index) -> Iterator[Node]:
    yield from (_entity(one) for one in index.in_order())
    yield from (_happening(row, index) for row in material.events)
    for row in material.positions:
        yield from (_position(row, entry, index) for entry in row["entries"])
    for record in material.read():
        yield _article(record.article)
        yield from _mentions(record)
        yield from (_statement(record.article, one) for one in material.statements(record))
        for fact in outcomes(record):
            if material.keeps(fact):
                yield from _words(record.article, fact.evidence, fact.id)


def _entity(one: Entity) -> Node:
    place = (one.lat, one.lon) if one.lat is not None and one.lon is not None else None
    office = one.office
    return {
        "@id": to_iri(one.id),
        "@type": TYPES[one.kind],
        "name": one.name,
        "description": one.description,
        "sector": one.sector,
        "countryCode": one.country,
        "geo": {"@type": "GeoCoordinates", "latitude": place[0], "longitude": place[1]}
        if place
        else None,
        "jobTitle": office.title if office else None,
        "worksFor": to_iri(office.of) if office and office.of else None,
    }


def _happening(row: Row, index: Index) -> Node:
    when, place = row["when"] or {}, index.place(row)
    return {
        "@id": _happening_iri(row["id"]),
        "@type": "Event",
        "name": row["what"],
        "eventType": row["type"],
        "status": row["status"],
        "eventStatus": EVENT_STATUS.get(row["status"]),
        "startDate": when.get("from"),
        "endDate": when.get("to"),
        "location": to_iri(place.id) if place else None,
        **_parties(row),
        "toldIn": [to_iri(member["event"]) for member in row["members"]],
    }


def _happening_iri(event_id: str) -> str:
    """A happening has the id of one report's event; here the two are different things."""
    return f"{to_iri(event_id)}:happening"


def _parties(row: Row) -> dict[str, list[str]]:
    """The known parties by their roles."""
    known = [(one["role"], one["entity"]) for one in row["participants"] if one["entity"]]
    return {role: [to_iri(one) for part, one in known if part == role] for role, _ in known}


def _position(row: Row, entry: Row, index: Index) -> Node:
    told = index.told(entry["id"])
    fact = told.fact if told else None
    toward = fact.toward if isinstance(fact, Position) else None
    return {
        "@id": to_iri(entry["id"]),
        "@type": "Position",
        "holder": to_iri(row["holder"]),
        "issue": row["issue"],
        "stance": entry["stance"],
        "text": entry["claim"],
        "dateCreated": entry["when"],
        "change": entry["change"],
        "toward": to_iri(toward) if toward else None,
        "accordingTo": entry["according_to"],
        "denied": entry["denied"],
        "restsOn": [to_iri(one) for one in fact.because] if fact else None,
    }


def _article(article: Article) -> Node:
    return {
        "@id": to_iri(article.id),
        "@type": "NewsArticle",
        "headline": article.title,
        "url": web_address(article.url),
        "identifier": article.source,
        "publisher": article.site,
        "author": list(article.authors),
        "datePublished": article.published,
        "inLanguage": article.language,
        "articleBody": article.text,
    }


def _mentions(record: Record) -> Iterator[Node]:
    for linked in record.mentions:
        if linked.link.entity is not None:
            yield {
                "@id": to_iri(linked.mention.id),
                "@type": "Annotation",
                "motivation": "oa:identifying",
                "body": to_iri(linked.link.entity),
                "target": _target(record.article, linked.span),
            }


def _statement(article: Article, said: Statement) -> Node:
    return {
        "@id": to_iri(said.id),
        "@type": ["Annotation", "Quotation"],
        "motivation": "oa:describing",
        "creator": to_iri(said.speaker) if said.speaker else None,
        "speakerWords": said.source.quote,
        "cue": said.cue.quote,
        "text": said.content.quote,
        "mode": said.mode,
        "sourcing": said.sourcing,
        "dateCreated": said.when,
        "target": _targets(article, said.content.spans),
    }


def _words(article: Article, passage: Passage, fact_id: str) -> Iterator[Node]:
    """The annotation that says on which words a fact rests."""
    if passage:
        yield {
            "@id": to_iri(f"{fact_id}:words"),
            "@type": "Annotation",
            "motivation": "oa:describing",
            "body": to_iri(fact_id),
            "target": _targets(article, passage.spans),
        }


def _targets(article: Article, spans: Iterable[Span]) -> list[Node]:
    return [_target(article, span) for span in spans]


def _target(article: Article, span: Span) -> Node:
    text, start, end = article.text, span.start, span.end
    quoted = {
        "@type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"@type": "TextPositionSelector", "start": start, "end": end}
    return {
        "@type": "SpecificResource",
        "source": to_iri(article.id),
        "selector": [quoted, position],
    }
