"""Records from the JSON of the contract: the way back from :mod:`memcon.record.codec`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memcon.record.article import Article, Block, BlockKind
from memcon.record.entity import Card, Entity, EntityKind, Office
from memcon.record.evidence import Evidence, Passage
from memcon.record.facts import (
    Event,
    Link,
    Mention,
    Participant,
    Period,
    Position,
    Statement,
    Time,
)
from memcon.record.ids import fact_id
from memcon.record.record import LinkedMention, Record
from memcon.record.span import Span

Json = Mapping[str, Any]


def from_dict(values: Json) -> Record:
    """The record that :func:`memcon.record.codec.to_dict` made ``values`` of.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where they are no record.
    """
    article = article_from(values["article"])
    return Record(
        article=article,
        entities=tuple(map(entity_from, values["entities"])),
        mentions=tuple(_mention(article, one) for one in values["mentions"]),
        times=tuple(_time(article, one) for one in values["times"]),
        statements=tuple(_statement(article, one) for one in values["statements"]),
        events=tuple(_event(article, one) for one in values["events"]),
        positions=tuple(_position(article, one) for one in values["positions"]),
        cards=tuple(values["cards"]),
        made_by=dict(values["made_by"]),
    )


def article_from(values: Json) -> Article:
    """The article of a record."""
    blocks = (
        Block(BlockKind(one["kind"]), Span(one["start"], one["end"])) for one in values["blocks"]
    )
    plain = {name: value for name, value in values.items() if name not in ("blocks", "authors")}
    return Article(**plain, blocks=tuple(blocks), authors=tuple(values["authors"]))


def entity_from(values: Json) -> Entity:
    """One entity of a record."""
    inner = {"kind", "office", "card"}
    plain = {name: value for name, value in values.items() if name not in inner}
    office, card = values["office"], values["card"]
    return Entity(
        **plain,
        kind=EntityKind(values["kind"]),
        office=Office(**office) if office else None,
        card=Card(**card) if card else None,
    )


def _passage(article: Article, spans: Iterable[Sequence[int]]) -> Passage:
    return Passage.of(article, [Span(start, end) for start, end in spans])


def _mention(article: Article, values: Json) -> LinkedMention:
    """The id of a mention is not written: its place in the article gives it."""
    span = Span(values["start"], values["end"])
    key = fact_id("mention", article.id, span.start, span.end)
    mention = Mention(id=key, evidence=Evidence.of(article, span), form=values["form"])
    link = {name: values[name] for name in ("entity", "named", "reading", "score", "reason")}
    return LinkedMention(mention, Link(mention=key, **link))


def _time(article: Article, values: Json) -> Time:
    span, value = Span(values["start"], values["end"]), values["value"]
    return Time(
        id=fact_id("time", article.id, span.start, span.end, value),
        evidence=Evidence.of(article, span),
        type=values["type"],
        value=value,
        reason=values["reason"],
    )


def _statement(article: Article, values: Json) -> Statement:
    inner = {"source", "cue", "content", "class"}
    plain = {name: value for name, value in values.items() if name not in inner}
    passages: Json = {
        name: _passage(article, values[name]["spans"]) for name in ("source", "cue", "content")
    }
    return Statement(**plain, **passages, speaker=values["source"]["entity"], kind=values["class"])


def _event(article: Article, values: Json) -> Event:
    inner = {"participants", "when", "because", "evidence"}
    plain = {name: value for name, value in values.items() if name not in inner}
    return Event(
        **plain,
        participants=tuple(
            Participant(one["entity"], _passage(article, one["spans"]), one["role"])
            for one in values["participants"]
        ),
        when=_period(article, values["when"]),
        because=tuple(values["because"]),
        evidence=_passage(article, values["evidence"]),
    )


def _period(article: Article, values: Json | None) -> Period | None:
    if values is None:
        return None
    return Period(values["from"], values["to"], _passage(article, values["spans"]))


def _position(article: Article, values: Json) -> Position:
    plain = {name: one for name, one in values.items() if name not in ("evidence", "because")}
    return Position(
        **plain,
        evidence=_passage(article, values["evidence"]),
        because=tuple(values["because"]),
    )
