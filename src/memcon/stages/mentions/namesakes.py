"""Surnames that mean somebody else than the one of that surname whom the article names in full.

"President Diaz met him; his wife, Ana Diaz, said": "Diaz" is the president, whom everybody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from memcon.knowledge.base import KnowledgeBase
from memcon.record import EntityKind
from memcon.stages.mentions.people import Person, PersonName


def parted(people: Iterable[Person], knowledge: KnowledgeBase, on: str | None) -> Iterator[Person]:
    """The people, with the surnames alone of another taken from whom they were put to.

    They are another's where they stand with a title that is the office of one, or begin before
    the full name does and are the surname of one alone who is in office on the date.
    """
    for person in people:
        alone = tuple(one for one in person.namings if one.words == (person.fullest.surname,))
        own = tuple(one for one in person.namings if one not in alone)
        named = alone and own and person.fullest.is_full
        if named and _is_another(person, alone, knowledge=knowledge, on=on):
            yield Person(own)
            yield Person(alone)
        else:
            yield person


def _is_another(
    person: Person, alone: tuple[PersonName, ...], *, knowledge: KnowledgeBase, on: str | None
) -> bool:
    known = {one.entity_id for one in knowledge.candidates(person.fullest.text, on)}
    surname = person.fullest.surname
    ruled = {_by_office(one, knowledge, on) for one in alone} - {None, *known}
    if any(known or _is_other(person, id, knowledge) for id in ruled if id):
        return True
    begins = min(one.name.first for one in person.namings if one.is_full)
    bearers = knowledge.bearers(surname, on=on)
    if len(bearers) != 1 or bearers[0] in known or alone[0].name.first > begins:
        return False
    return bool(known) or _is_other(person, bearers[0], knowledge)


def _is_other(person: Person, id: str, knowledge: KnowledgeBase) -> bool:
    """Whether a full name begins otherwise than that of one known: no spelling of the same."""
    return person.fullest.words[0][0] != knowledge.name(id)[0]


def _by_office(one: PersonName, knowledge: KnowledgeBase, on: str | None) -> str | None:
    """The id of the person whom a title and a surname mean."""
    found = knowledge.resolve(f"{one.title} {one.text}", on).entity if one.title else None
    return found.id if found is not None and found.kind is EntityKind.PERSON else None
