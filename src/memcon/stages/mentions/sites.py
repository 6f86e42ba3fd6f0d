"""Places that the knowledge base does not know, as far as a report names them.

A name that the recogniser takes for a place, or a built thing in a place's position ("at
Northwestern Memorial Hospital"), is a place of its own article: without coordinates, and with a
country only where the text says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from memcon.codebook.places import load_places
from memcon.record import Article, Entity, EntityKind, fact_id
from memcon.stages.mentions.names import ORGANISATION, PERSON, SITED, Name, Scene

RECOGNISED: Final = 0.5
KINDS: Final = {"FAC": EntityKind.FACILITY, "LOC": EntityKind.REGION, "GPE": EntityKind.CITY}
SKIPPED: Final = frozenset({"the", "a", "an", "nearby", "neighboring", "neighbouring", "downtown"})
ALWAYS: Final = frozenset({"street", "road", "avenue", "boulevard", "lane", "highway", "airport"})
"""What is a place in any position."""


@dataclass(frozen=True, slots=True)
class Site:
    """An unknown place: its entity, how sure, and why."""

    entity: Entity
    score: float
    reason: str


def find_site(scene: Scene, name: Name, *, located: bool, country: str | None) -> Site | None:
    """The place that an unresolved name is, if it is one.

    ``located``: somewhere in the article the name stands as a place's name does.
    """
    kind = _kind(scene, name, located)
    if kind is None:
        return None
    called = " ".join(scene.text(name).split())
    return Site(
        _entity(scene.article, called, kind, country),
        RECOGNISED,
        f"“{called}” is named as a place in this report; the knowledge base does not know it",
    )


def _kind(scene: Scene, name: Name, located: bool) -> EntityKind | None:
    parse, words = scene.parse, load_places()
    ends = parse.words[name.last - 1].lower(), parse.words[name.first].lower()
    if name.candidates or name.within:
        return None
    if name.label in (ORGANISATION, PERSON) and len(name) > 1 and ends[0] in words.sites:
        return EntityKind.FACILITY if ends[0] in ALWAYS or is_located(scene, name) else None
    if name.label not in SITED:
        return None
    if ends[0] in words.sites:
        return EntityKind.FACILITY
    if any(word in words.features | words.units for word in ends):
        return EntityKind.REGION
    return KINDS[name.label or "GPE"] if located else None


def is_located(scene: Scene, name: Name) -> bool:
    """Whether a name stands as a place's does: after a preposition of place, or called a town."""
    parse, words = scene.parse, load_places()
    nouns = words.units | words.towns
    if name.last < len(parse) and parse.words[name.last].lower() in nouns:
        return True
    before = name.first - 1
    while before >= 0 and parse.words[before].lower() in SKIPPED:
        before -= 1
    if before < 0:
        return False
    if parse.words[before].lower() == "of":
        return before > 0 and parse.words[before - 1].lower() in nouns
    return parse.words[before].lower() in words.locative


def _entity(article: Article, name: str, kind: EntityKind, country: str | None) -> Entity:
    id = fact_id("entity", article.id, name.casefold())
    return Entity(id=id, name=name, kind=kind, country=country)
