"""Entities of the FollowTheMoney model as JSON lines: for OpenAleph, yente and ``ftm``.

Schemata and properties are those of followthemoney 4 (Thing, Person, PublicBody, Organization,
Address, Event, Article, Mention); https://followthemoney.tech.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from memcon.export.cells import LONGEST_ADDRESS, clean, one_line, web_address
from memcon.export.countries import load_two_letters
from memcon.export.material import Index, Material, Row
from memcon.record import Entity, EntityKind, Record, fact_id
from memcon.text.calendar import is_date

PUBLIC: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO"})
"""PLOVER sectors whose organisations are public bodies."""
LEGAL: Final = frozenset({"Person", "PublicBody", "Organization"})
"""Schemata that are legal entities: these alone take part in events and are meant by mentions."""
ID: Final = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
STOPS: Final = str.maketrans(":/", "..")
WIKIDATA: Final = re.compile(r"Q[1-9]\d*")
LONGEST: Final = {
    **dict.fromkeys(("name", "namesMentioned"), 384),
    **dict.fromkeys(("full", "location"), 250),
    **dict.fromkeys(("summary", "description", "bodyText"), 65_000),
    "sourceUrl": LONGEST_ADDRESS,
}
"""Code points of a value that the model takes, by property; of the others :data:`LONG`."""
LONG: Final = 1024
Properties = Mapping[str, Iterable[str | None]]


def lines(material: Material) -> Iterator[str]:
    """Parties and places by their ids, happenings by date, then each report and its mentions."""
    index = Index.of(material.read())
    schemata = {one.id: _schema(one) for one in index.in_order()}
    for entity in index.in_order():
        yield _line(entity.id, schemata[entity.id], _about(entity, schemata[entity.id]))
    for row in material.events:
        yield _line(row["id"], "Event", _happening(row, index, schemata))
    for record in material.read():
        yield _line(record.article.id, "Article", _article(record))
        yield from _mentions(record, schemata)


def to_id(memcon_id: str) -> str:
    """An id as FollowTheMoney has them: letters, digits, hyphens and full stops within."""
    plain = memcon_id.translate(STOPS)
    return plain if ID.fullmatch(plain) else fact_id("entity", memcon_id)


def _line(memcon_id: str, schema: str, properties: Properties) -> str:
    kept = {name: _values(name, values) for name, values in sorted(properties.items())}
    held = {name: values for name, values in kept.items() if values}
    one = {"id": to_id(memcon_id), "schema": schema, "properties": held}
    return json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n"


def _values(name: str, values: Iterable[str | None]) -> list[str]:
    """Values that are there, each once, cut where the model takes no longer ones."""
    most = LONGEST.get(name, LONG)
    found = (one.strip() for one in values if one)
    cut = (one if len(one) <= most else one[: most - 1] + "…" for one in found if one)
    return list(dict.fromkeys(cut))


def _schema(entity: Entity) -> str:
    if entity.kind is EntityKind.PERSON:
        return "Person"
    if entity.kind is EntityKind.COUNTRY:
        return "PublicBody"  # a state is a party; FollowTheMoney has countries as codes alone
    if entity.kind.is_place:
        return "Address"
    if entity.kind in (EntityKind.ORGANISATION, EntityKind.GROUP):
        return "PublicBody" if entity.sector in PUBLIC else "Organization"
    return "Event" if entity.kind is EntityKind.EVENT else "Note"


def _about(entity: Entity, schema: str) -> Properties:
    office = entity.office.title if entity.office else None
    wikidata = entity.wikidata or ""
    place = {
        "full": [_name(entity.name)],
        "city": [_name(entity.name) if entity.kind is EntityKind.CITY else None],
        "latitude": [_number(entity.lat)],
        "longitude": [_number(entity.lon)],
    }
    return {
        "name": [_name(entity.name)],
        "country": [_country(entity.country)],
        "wikidataId": [wikidata if WIKIDATA.fullmatch(wikidata) else None],
        "summary": [_text(entity.description)],
        **({"classification": [entity.sector]} if schema in LEGAL else {}),
        **({"position": [_text(office)]} if schema == "Person" else {}),
        **(place if schema == "Address" else {}),
    }


def _happening(row: Row, index: Index, schemata: Mapping[str, str]) -> Properties:
    when, place = row["when"] or {}, index.place(row)
    known = (one["entity"] for one in row["participants"])
    others = (one["name"] for one in row["participants"] if one["entity"] is None)
    articles = (told.article for told in index.tellings(row))
    return {
        "name": [_name(row["what"])],
        "keywords": [row["type"], row["status"]],
        "startDate": [when.get("from")],
        "endDate": [when.get("to")],
        "location": [_text(row["where"])],
        "country": [_country(place.country if place else None)],
        "addressEntity": [to_id(place.id) if place and schemata[place.id] == "Address" else None],
        "involved": [to_id(one) for one in known if one and schemata.get(one) in LEGAL],
        "namesMentioned": map(_name, others),
        "description": [_text(member["quote"]) for member in row["members"]],
        "proof": [to_id(article.id) for article in articles],
        "recordId": [row["id"]],
    }


def _article(record: Record) -> Properties:
    article = record.article
    published = article.published or ""
    return {
        "title": [_text(article.title)],
        "name": [_name(article.title)],
        "author": map(_text, article.authors),
        "publisher": [_text(article.site)],
        "publishedAt": [published if is_date(published) else None],
        "sourceUrl": [web_address(article.url)],
        "fileName": [_text(article.source)],
        "bodyText": [_text(article.text)],
    }


def _mentions(record: Record, schemata: Mapping[str, str]) -> Iterator[str]:
    """Who is named in a report, each way of naming once; places are no legal entities."""
    found = {
        (linked.link.entity, one_line(linked.quote)): linked.mention.id
        for linked in reversed(record.mentions)
        if linked.mention.form == "name" and schemata.get(linked.link.entity or "") in LEGAL
    }
    for (entity, words), key in sorted(found.items(), key=lambda one: one[1]):
        properties: Properties = {
            "document": [to_id(record.article.id)],
            "name": [words],
            "resolved": [to_id(entity) if entity else None],
            "detectedSchema": [schemata.get(entity or "")],
        }
        yield _line(key, "Mention", properties)


def _name(text: str | None) -> str | None:
    return one_line(text) if text else None


def _text(text: str | None) -> str | None:
    return clean(text) if text else None


def _number(value: float | None) -> str | None:
    return None if value is None else str(value)


def _country(alpha3: str | None) -> str | None:
    return load_two_letters().get(alpha3) if alpha3 else None
