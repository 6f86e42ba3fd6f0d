"""The record: one reading folded into what users see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from memcon.record.article import Article, BlockKind
from memcon.record.entity import Entity, EntityKind
from memcon.record.facts import Event, Link, Mention, Position, Statement, Time
from memcon.record.reading import Reading
from memcon.record.span import Span

_AFTER_NAME: Final = re.compile(r",| \(")


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention together with the link that was chosen for it."""

    mention: Mention
    link: Link

    @property
    def span(self) -> Span:
        """Where the mention stands."""
        return self.mention.span

    @property
    def quote(self) -> str:
        """The words of the mention."""
        return self.mention.evidence.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that memcon read in one article. Tuples are in order of the text."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[LinkedMention, ...]
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]
    cards: tuple[str, ...]
    """Ids of the entities that have a card, in order of first mention."""
    made_by: Mapping[str, str]
    """What read it: name of each part (memcon, pipeline, knowledge, stages) and its version."""
    by_id: Mapping[str, Entity] = field(init=False, repr=False, compare=False)
    """The entities by their ids."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {entity.id: entity for entity in self.entities})

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity with this id; ``None`` for ``None`` or an id of another record."""
        return self.by_id.get(entity_id) if entity_id is not None else None

    def cards_of(self, kinds: Iterable[EntityKind]) -> tuple[Entity, ...]:
        """The entities that have a card and are of one of ``kinds``, in order of mention."""
        wanted = frozenset(kinds)
        return tuple(self.by_id[card] for card in self.cards if self.by_id[card].kind in wanted)


def fold(reading: Reading, *, made_by: Mapping[str, str]) -> Record:
    """The record of one reading; facts are put into the order of the text."""
    links = {link.mention: link for link in reading.all(Link)}
    mentions = tuple(
        LinkedMention(mention, links[mention.id])
        for mention in sorted(reading.all(Mention), key=lambda mention: mention.span)
        if mention.id in links
    )
    entities = _in_order(reading.all(Entity), mentions)
    return Record(
        article=reading.article,
        entities=entities,
        mentions=mentions,
        times=tuple(sorted(reading.all(Time), key=lambda time: time.span)),
        statements=tuple(sorted(reading.all(Statement), key=lambda said: said.content.hull)),
        events=tuple(sorted(reading.all(Event), key=lambda event: event.evidence.hull)),
        positions=tuple(sorted(reading.all(Position), key=lambda held: held.evidence.hull)),
        cards=_cards(reading.article, entities, mentions),
        made_by=made_by,
    )


def _in_order(entities: Iterable[Entity], mentions: Iterable[LinkedMention]) -> tuple[Entity, ...]:
    """Entities by first mention; those only referred to (a country of an office) come last."""
    rank: dict[str, int] = {}
    for place, linked in enumerate(mentions):
        for entity_id in (linked.link.named, linked.link.entity):
            if entity_id is not None:
                rank.setdefault(entity_id, place)
    unique = {entity.id: entity for entity in entities}
    return tuple(
        sorted(unique.values(), key=lambda e: (rank.get(e.id, len(rank) + 1_000_000), e.id))
    )


def _cards(
    article: Article, entities: Iterable[Entity], mentions: Iterable[LinkedMention]
) -> tuple[str, ...]:
    """Entities with a card, in order of first mention.

    Where the page ends in a glossary of its own, its entries keep the page's order among
    themselves: they trade the places that first mention gave them.
    """
    cards = [entity.id for entity in entities if entity.card is not None]
    place_of = {entity_id: place for place, entity_id in enumerate(cards)}
    headed = [entity_id for entity_id in _glossary(article, mentions) if entity_id in place_of]
    places = sorted(place_of[entity_id] for entity_id in headed)
    for place, entity_id in zip(places, headed, strict=True):
        cards[place] = entity_id
    return tuple(cards)


def entry_name(head: str) -> str:
    """The name at the head of a glossary entry: of "Oslo, Norway" or "African Union (AU)"."""
    return _AFTER_NAME.split(head)[0]


def _glossary(article: Article, mentions: Iterable[LinkedMention]) -> tuple[str, ...]:
    """Entities that head an entry of the page's glossary, in its order, each once."""
    called: dict[str, str] = {}
    for linked in mentions:
        meant = linked.link.named or linked.link.entity
        if meant is not None:
            called.setdefault(linked.quote.casefold(), meant)
    heads = (
        article.quote(block.span).casefold()
        for block in article.blocks
        if block.kind is BlockKind.BACKGROUND
    )
    found = (called.get(head) or called.get(entry_name(head)) for head in heads)
    return tuple(dict.fromkeys(entity_id for entity_id in found if entity_id is not None))
