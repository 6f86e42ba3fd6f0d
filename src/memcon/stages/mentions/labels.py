"""Labels corrected by what the text and the knowledge base say: the recogniser errs with both.

A "person" in "in Wajir" is a place if one is called so; a "city" that is the surname of
somebody named in full is that person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.codebook.places import load_places
from memcon.record import EntityKind
from memcon.stages.mentions.names import ORGANISATION, PERSON, SITED, Name, Scene

MISTAKEN: Final = frozenset({PERSON, ORGANISATION, "NORP", None})
"""Labels that places are given by mistake."""
SHORTEST: Final = 4
"""Letters of a surname that alone tells a person."""
TOWN: Final = 0.5
"""Weight of a place that the recogniser may take for a body: ten thousand inhabitants."""
KNOWN: Final = 100.0
"""Weight from which a place is named more often than a person of its name."""


def corrected(scene: Scene, names: Sequence[Name], on: str | None) -> tuple[Name, ...]:
    """The names with labels that fit."""
    surnames = set(_surnames(scene, names))
    placed = {t for name in names if name.label in SITED for t in range(name.first, name.last)}
    return tuple(_corrected(scene, name, surnames, placed, on) for name in names)


def _surnames(scene: Scene, names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        if name.label == PERSON and len(name) > 1:
            word = scene.parse.words[name.last - 1]
            if len(word) >= SHORTEST:
                yield word


def _corrected(
    scene: Scene, name: Name, surnames: set[str], placed: set[int], on: str | None
) -> Name:
    word = scene.parse.words[name.first]
    if len(name) > 1 and _kinds(scene, name) == {EntityKind.PERSON}:
        return replace(name, label=PERSON)
    if len(name) == 1 and word in surnames:
        return replace(name, label=PERSON) if not _is_known_place(scene, name) else name
    unknown = name.label == ORGANISATION and len(name) == 1 and not name.candidates
    if unknown and scene.knowledge.bearers(word, on=on):
        return replace(name, label=PERSON)
    mistaken = name.label in MISTAKEN and not name.within
    if mistaken and _is_placed(scene, name, placed) and _is_a_place(scene, name):
        return replace(name, label="GPE")
    return name


def _kinds(scene: Scene, name: Name) -> set[EntityKind]:
    return {scene.knowledge.kind(candidate.entity_id) for candidate in name.candidates}


def _is_known_place(scene: Scene, name: Name) -> bool:
    """Whether the name is rather that of a well-known place, or labelled as a place."""
    rows = [scene.knowledge.row(candidate.entity_id) for candidate in name.candidates]
    weight = max((row.weight for row in rows if row.kind.is_place), default=0.0)
    return weight >= KNOWN and name.label != PERSON


def _is_placed(scene: Scene, name: Name, placed: set[int]) -> bool:
    """Whether the text treats a name as a place: "in X", "X, Indiana", between two places."""
    parse, words = scene.parse, load_places()
    after = parse.words[name.last] if name.last < len(parse) else ""
    if after in ("'s", "’s"):
        return False
    lists = after in (",", "and") and name.last + 1 in placed
    before = name.first - 1
    if before < 0:
        return lists and after == ","
    if parse.words[before].lower() in words.locative and parse.pos[before] == "ADP":
        return True
    if after.lower() in words.units | words.towns:
        return True
    follows = parse.words[before] in (",", "and") and before - 1 in placed
    return (follows and lists) or (lists and after == "," and name.label != PERSON)


def _is_a_place(scene: Scene, name: Name) -> bool:
    """Whether the knowledge base knows nothing but places of the name, and at least one."""
    kinds = _kinds(scene, name)
    if any(not kind.is_place for kind in kinds):
        return False
    if kinds:
        return not any(c.alias_kind in ("adjective", "demonym") for c in name.candidates)
    places = scene.knowledge.places(scene.text(name))
    return bool(places) and (name.label != ORGANISATION or places[0].weight >= TOWN)
