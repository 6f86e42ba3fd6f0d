"""The codebook of events: what it holds, and that its examples are what they exemplify."""

from __future__ import annotations

from collections import Counter

from memcon.codebook.event_weights import load_weights
from memcon.codebook.events import load_triggers
from memcon.knowledge.base import KnowledgeBase
from memcon.nlp import Parser
from memcon.stages.events.matching import find_triggers
from memcon.stages.events.scene import Scene
from memcon.stages.mentions import MENTIONS
from memcon.stages.tools import Tools
from tests import factories as make

TYPES = (
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST "
    "RETREAT SANCTION SUPPORT THREATEN"
)
FIRING = 0.98
"""Share of the examples in which a trigger of the entry's type must be found."""


def test_every_type_has_entries_with_example_and_source() -> None:
    """All sixteen types, six hundred entries at least, none said twice within a type."""
    entries = load_triggers().entries
    counts = Counter(entry.group.type for entry in entries)
    assert " ".join(sorted(counts)) == TYPES
    assert len(entries) >= 600
    assert min(counts.values()) >= 30
    assert all(entry.example.endswith(".") and entry.group.source for entry in entries)
    keys = Counter((entry.group.type, entry.noun, entry.pattern) for entry in entries)
    assert [key for key, count in keys.items() if count > 1] == []


def test_longer_patterns_come_first() -> None:
    """Of two entries for a word the one that asks for more is tried first."""
    for table in (load_triggers().verbs, load_triggers().nouns):
        for entries in table.values():
            sizes = [len(entry.slots) for entry in entries]
            assert sizes == sorted(sizes, reverse=True)


def test_examples_hold_a_trigger_of_their_type(parser: Parser, knowledge: KnowledgeBase) -> None:
    """Each example is read; what the language pipeline misreads is little."""
    entries = load_triggers().entries
    articles = [make.article(entry.example, id=f"a{n}") for n, entry in enumerate(entries)]
    mentions = MENTIONS.build(Tools(knowledge=knowledge))
    silent = []
    readings = list(parser.parse(articles))
    for entry, reading, facts in zip(entries, readings, mentions(readings), strict=True):
        found = find_triggers(Scene.of(reading.adding(facts)))
        if entry.group.type not in {trigger.type for trigger in found}:
            silent.append(f"{entry.pattern}: {entry.example}")
    assert len(silent) <= len(entries) * (1 - FIRING), silent


def test_weights_are_all_there() -> None:
    """Probabilities lie between 0 and 1."""
    weights = load_weights()
    assert all(0 < one < 1 for one in (weights.even, weights.least, weights.role, weights.alone))
