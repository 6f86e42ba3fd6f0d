"""What a name may mean: entities of its name, and places of the gazetteer where it names one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from memcon.codebook.places import load_places
from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.gazetteer import Place
from memcon.knowledge.lookup import Candidate
from memcon.record import EntityKind
from memcon.stages.mentions.names import SITED, Name, Scene

PLACE_NAME: Final = "place name"
"""How a name belongs to a place that only the gazetteer knows."""
MOST: Final = 16
"""Options of a name that are weighed; the rest are too rare to matter."""
UNIT_LEVELS: Final = frozenset({1, 2})


@dataclass(frozen=True, slots=True)
class Option:
    """One entity that a name may mean.

    ``weight`` says how often the news means it under that name; ``point`` is latitude and
    longitude in degrees; ``place`` is its entry in the gazetteer; ``how`` is how the name
    belongs to it ("name", "adjective", "place name").
    """

    id: str
    how: str
    weight: float
    kind: EntityKind
    country: str | None
    point: tuple[float, float] | None
    place: Place | None


def options_of(scene: Scene, name: Name) -> tuple[Option, ...]:
    """The options of a name, the weightiest first; names that stand for others are left out."""
    literal = [c for c in name.candidates if c.alias_kind != "metonym"] or list(name.candidates)
    found = {one.id: one for one in (_known(scene.knowledge, c) for c in literal)}
    if name.label in SITED:
        for place in _places(scene.knowledge, scene.text(name)):
            if place.id not in found:
                found[place.id] = _placed(scene.knowledge, place)
    return tuple(sorted(found.values(), key=lambda one: (-one.weight, one.id))[:MOST])


def _known(knowledge: KnowledgeBase, candidate: Candidate) -> Option:
    row = knowledge.row(candidate.entity_id)
    point = None if row.lat is None or row.lon is None else (row.lat, row.lon)
    return Option(
        id=row.id,
        how=candidate.alias_kind,
        weight=max(row.weight, 0.01) * (0.8 if candidate.alias_kind == "alias" else 1.0),
        kind=row.kind,
        country=row.country,
        point=point,
        place=knowledge.place(row.id) if row.kind.is_place else None,
    )


def _placed(knowledge: KnowledgeBase, place: Place) -> Option:
    row = knowledge.row(place.id)
    return Option(
        id=place.id,
        how=PLACE_NAME,
        weight=max(row.weight, 0.01),
        kind=row.kind,
        country=place.country,
        point=(place.lat, place.lon),
        place=place,
    )


def _places(knowledge: KnowledgeBase, text: str) -> Iterator[Place]:
    """Places so called; for "Akita Prefecture" also units called "Akita"."""
    found = knowledge.places(text)
    yield from found
    words = text.split()
    if found or len(words) < 2:
        return
    lexicon = load_places()
    for rest, word in ((words[:-1], words[-1]), (words[2:], words[0] if words[1] == "of" else "")):
        if word.lower() in lexicon.units | lexicon.towns and rest:
            levels = UNIT_LEVELS if word.lower() in lexicon.units else {0}
            yield from (p for p in knowledge.places(" ".join(rest)) if p.level in levels)
