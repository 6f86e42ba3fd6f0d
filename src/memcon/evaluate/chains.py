"""Who is who across the reports of one story, against gold chains of mentions.

Gold marks long phrases ("the president, who ..."), memcon names and descriptions: a gold mention is
given the entity of the mention of memcon's that shares most with it, its own size counted.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.evaluate.clusters import b_cubed
from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.score import Score, share
from memcon.record import Record

KINDS: Final = frozenset({"ACTOR", "COUNTRY"})
"""The chains that are one person or one country; the others are groups, things and doings."""
Found = Mapping[Bounds, str]
"""The entity's id by place in the text."""


@dataclass(frozen=True, slots=True)
class Chained:
    """The mentions of one report, each with its chain; chains reach over the reports of a story."""

    mentions: tuple[tuple[Bounds, str], ...]


def read_answer(row: Row) -> Chained:
    """The gold of one report: mentions of persons and countries."""
    length = len(row.text("text"))
    found = ((one.bounds(length), one.text("chain")) for one in row.rows("mentions"))
    return Chained(tuple((at, chain) for at, chain in found if _kind(chain) in KINDS))


def find(record: Record) -> Found:
    """The entity of each mention: the one meant, a capital's government as its country."""
    return {
        (linked.span.start, linked.span.end): linked.link.entity
        for linked in record.mentions
        if linked.link.entity
    }


def score(pairs: Sequence[tuple[Chained, Found | None]]) -> Score:
    """B-cubed over gold mentions, by kind; one that got no entity is a chain of its own."""
    gold: list[str] = []
    found: list[Hashable] = []
    for number, (answer, given) in enumerate(pairs):
        for at, chain in answer.mentions:
            gold.append(chain)
            entity = _entity(at, given or {})
            # Chains are of one story, entities of the world: one entity in two stories is two.
            found.append((number, at) if entity is None else (_story(chain), entity))
    figures = b_cubed(gold, found)
    for kind in sorted(KINDS):
        kept = [n for n, chain in enumerate(gold) if _kind(chain) == kind]
        parts = b_cubed([gold[n] for n in kept], [found[n] for n in kept])
        figures |= {f"{kind.lower()}.{name}": value for name, value in parts.items()}
    linked = sum(isinstance(one, tuple) and isinstance(one[1], str) for one in found)
    figures["linked"] = share(linked, len(found))
    return Score(figures, {"gold": len(gold), "chains": len(set(gold))})


def _kind(chain: str) -> str:
    return chain.rpartition("_")[2]


def _story(chain: str) -> str:
    return chain.partition("_")[0]


def _entity(at: Bounds, found: Found) -> str | None:
    best = max(found, key=lambda one: (_likeness(at, one), one), default=None)
    return found[best] if best is not None and _likeness(at, best) > 0 else None


def _likeness(one: Bounds, other: Bounds) -> float:
    """What two stretches share, of what they cover together."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return share(common, max(one[1], other[1]) - min(one[0], other[0]))
