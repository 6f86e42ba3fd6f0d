"""Labels corrected by what the text and the knowledge base say: the recogniser errs with both.

A "person" in "in Wajir" is a place if one is called so; a "city" that is the surname of
somebody named in full is that person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.codebook.places import load_places
from memcon.codebook.titles import load_titles
from memcon.record import EntityKind
from memcon.stages.mentions.names import ORGANISATION, PERSON, SITED, Name, Scene

MISTAKEN: Final = frozenset({PERSON, ORGANISATION, "NORP", None})
"""Labels that places are given by mistake."""
SHORTEST: Final = 4
"""Letters of a surname that alone tells a person."""
TOWN: Final = 0.5
"""Weight of a place that the recogniser may take for a body: ten thousand inhabitants."""
OFTENER: Final = 2
"""How many times more a lone word must be a person than a place to be one throughout."""
KNOWN: Final = 100.0
"""Weight from which a place is named more often than a person of its name."""


def corrected(scene: Scene, names: Sequence[Name], on: str | None) -> tuple[Name, ...]:
    """The names with labels that fit."""
    names = tuple(_as_a_known_thing(scene, name) for name in names)
    surnames = set(_surnames(scene, names))
    placed = {t for name in names if name.label in SITED for t in range(name.first, name.last)}
    borne = _borne(scene, names)
    names = tuple(_as_a_state(scene, name, borne) for name in names)
    return tuple(_corrected(scene, name, surnames, placed, on) for name in names)


def _borne(scene: Scene, names: Iterable[Name]) -> frozenset[str]:
    """Words that are part of somebody's longer name in the article."""
    people = (name for name in names if name.label == PERSON and len(name) > 1)
    return frozenset(scene.parse.words[t] for name in people for t in range(name.first, name.last))


def _as_a_state(scene: Scene, name: Name, borne: frozenset[str]) -> Name:
    """A lone "person" called as nothing but a state or capital is: "Chad closed its border".

    Unless somebody in the article bears the word, or a title stands before it ("Mr Chad").
    """
    parse, word = scene.parse, scene.parse.words[name.first]
    lone = name.label == PERSON and len(name) == 1 and not name.within
    if not lone or word in borne or _is_titled(scene, name.first):
        return name
    found = name.candidates or scene.knowledge.candidates(word, scene.on)
    ids = [candidate.entity_id for candidate in found]
    only_places = all(scene.knowledge.kind(id).is_place for id in ids)
    if only_places and parse.pos[name.first] == "PROPN" and any(_acts(scene, id) for id in ids):
        return replace(name, label="GPE", candidates=found)
    return name


def _is_titled(scene: Scene, first: int) -> bool:
    titles, before = load_titles(), scene.parse.words[first - 1] if first else ""
    return before in titles.honorifics or before.lower() in titles.persons


def _acts(scene: Scene, id: str) -> bool:
    """Whether a place is a state, or stands for one."""
    knowledge = scene.knowledge
    return knowledge.kind(id) is EntityKind.COUNTRY or knowledge.stands_for(id) is not None


def _as_a_known_thing(scene: Scene, name: Name) -> Name:
    """A "person" of several words whom the knowledge base knows as a state: "N. Korea"."""
    if name.label != PERSON or len(name) == 1:
        return name
    ids = [candidate.entity_id for candidate in name.candidates]
    if ids and all(scene.knowledge.kind(id) is EntityKind.COUNTRY for id in ids):
        return replace(name, label="GPE")
    if scene.parse.words[name.last - 1].lower() in load_places().institutions:
        return replace(name, label=ORGANISATION, candidates=name.candidates)
    return name


def _surnames(scene: Scene, names: Sequence[Name]) -> Iterator[str]:
    """Words that end a full name, or that alone are a person's oftener than a place's."""
    alone: Counter[str] = Counter()
    for name in names:
        word = scene.parse.words[name.last - 1]
        if name.label == PERSON and len(name) > 1:
            if len(word) >= SHORTEST:
                yield word
        elif len(name) == 1 and _stands_in(scene, name):
            alone[word] -= OFTENER * len(names)
        elif len(name) == 1:
            alone[word] += (name.label == PERSON) - (name.label in SITED)
    yield from (word for word, more in alone.items() if more >= OFTENER)


def _stands_in(scene: Scene, name: Name) -> bool:
    """Whether a name stands where nobody can be: "in Nelson"."""
    return name.first > 0 and scene.parse.words[name.first - 1].lower() in ("in", "into", "near")


def _corrected(
    scene: Scene, name: Name, surnames: set[str], placed: set[int], on: str | None
) -> Name:
    word = scene.parse.words[name.first]
    if name.label == PERSON and len(name) > 1 and _is_built(scene.parse.words[name.last - 1]):
        return replace(name, label="FAC")
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


def _is_built(word: str) -> bool:
    """Whether a name ends in the common noun of something built: "Goma airport"."""
    return word.islower() and word in load_places().sites


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
