"""Records from the JSON of the contract: the way back from :mod:`memcon.record.codec`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

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
from memcon.record.ids import fact_id, ids_at
from memcon.record.record import LinkedMention, Record
from memcon.record.span import Span

Json = Mapping[str, Any]


def from_dict(values: Json) -> Record:
    """The record that :func:`memcon.record.codec.to_dict` made ``values`` of.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where they are no record.
    """
    article = article_from(values["article"])
    kinds: Json = {kind: facts_from(article, kind, values[kind]) for kind in KINDS}
    return Record(article=article, **kinds, made_by=dict(values["made_by"]))


def facts_from(article: Article, kind: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """All facts of one of :data:`KINDS` in ``article``."""
    return tuple(KINDS[kind](article, values))


class LateRecord(Record):
    """A record that decodes each kind of fact when it is first asked for.

    ``load`` gives the JSON values of a field of a record by its name. It is equal to no other.
    """

    __slots__ = ("_load",)

    def __init__(self, article: Article, load: Callable[[str], Any]) -> None:
        object.__setattr__(self, "article", article)
        object.__setattr__(self, "_load", load)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # a field that is not decoded yet
        if name not in FIELDS:
            raise AttributeError(name)
        value = self._decoded(name)
        object.__setattr__(self, name, value)
        return value

    def whole(self) -> Record:
        """The same with everything decoded."""
        fields = {name: getattr(self, name) for name in FIELDS if name != "by_id"}
        return Record(article=self.article, **fields)

    def _decoded(self, name: str) -> object:
        if name == "by_id":
            return {entity.id: entity for entity in self.entities}
        values = self._load(name)
        return facts_from(self.article, name, values) if name in KINDS else dict(values)


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


def _mentions(article: Article, values: Sequence[Json]) -> Iterator[LinkedMention]:
    """The id of a mention is not written: its place in the article gives it."""
    id_at = ids_at("mention", article.id)
    for one in values:
        span = Span(one["start"], one["end"])
        key = id_at(span.start, span.end)
        mention = Mention(id=key, evidence=Evidence.of(article, span), form=one["form"])
        link = {name: one[name] for name in ("entity", "named", "reading", "score", "reason")}
        yield LinkedMention(mention, Link(mention=key, **link))


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


def _each(make: Callable[[Article, Any], Any]) -> Callable[[Article, Sequence[Any]], Iterable[Any]]:
    return lambda article, values: (make(article, one) for one in values)


KINDS: Final[Mapping[str, Callable[[Article, Sequence[Any]], Iterable[Any]]]] = {
    "entities": lambda _, values: map(entity_from, values),
    "mentions": _mentions,
    "times": _each(_time),
    "statements": _each(_statement),
    "events": _each(_event),
    "positions": _each(_position),
    "cards": lambda _, values: values,
}
"""How the facts of each kind are decoded, by the fields of a record."""
FIELDS: Final = frozenset({*KINDS, "made_by", "by_id"})
"""What a record has beside its article."""
