"""Immutable types of the record. Standard library only; imports nothing but ``errors``."""

from memcon.record.article import Article, Block, BlockKind, PublishedFrom
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
from memcon.record.parse import EMPTY_PARSE, NameSpan, Parse, Sentence
from memcon.record.reading import Fact, FactKind, Reading
from memcon.record.record import LinkedMention, Record, fold
from memcon.record.signals import NO_SIGNALS, Attributed, Scored, Signals
from memcon.record.span import Span, SpanIndex, hull, overlapping

__all__ = [
    "EMPTY_PARSE",
    "NO_SIGNALS",
    "Article",
    "Attributed",
    "Block",
    "BlockKind",
    "Card",
    "Entity",
    "EntityKind",
    "Event",
    "Evidence",
    "Fact",
    "FactKind",
    "Link",
    "LinkedMention",
    "Mention",
    "NameSpan",
    "Office",
    "Parse",
    "Participant",
    "Passage",
    "Period",
    "Position",
    "PublishedFrom",
    "Reading",
    "Record",
    "Scored",
    "Sentence",
    "Signals",
    "Span",
    "SpanIndex",
    "Statement",
    "Time",
    "fact_id",
    "fold",
    "hull",
    "overlapping",
]
