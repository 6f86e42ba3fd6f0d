"""Actors: the entity, the country and the PLOVER sector of whom a phrase means.

"The Ukrainian leader", "Chilean miners", "the Security Council", "rebel fighters in Darfur", a
person's name at a date. An entity gives its own country and sector: people those of the office
they hold on the date, else by what they were; states have none, but a capital as an actor that of
a government. Other phrases are read by their words (``wording``).

Sectors are those of the PLOVER manual 0.7, https://github.com/openeventdata/PLOVER; where it
leaves a choice, ``tables/sectors.yaml`` says which was taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.knowledge.dates import first_day, last_day
from memcon.knowledge.offices import Holding
from memcon.knowledge.phrases import Resolution, resolve
from memcon.knowledge.port import Knowledge
from memcon.knowledge.wording import (
    ABOVE_STATES,
    GOVERNMENT,
    PEOPLE,
    SOMEBODY,
    Asked,
    Said,
    code_of,
    read_words,
)
from memcon.record import Entity, EntityKind

FORMERLY: Final = "ELI"
LOOSE_MARK: Final = re.compile(r"\s(?=['’]s\b)")
"""The space that tokenised text has before a possessive mark."""
LONGEST: Final = 1_000
"""Code points from which on a text is no phrase; reading one takes the square of its length."""
TOO_LONG: Final = f"longer than {LONGEST:,} characters: no phrase, but a text"
BY_WORDS: Final = 0.7
"""Score of a sector that the words of a phrase say, and of an entity that ends it."""
BY_COUNTRY: Final = 0.4
"""Score of a country without a sector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whom a phrase means, as far as it and the knowledge base tell; ``score`` is 0 to 1.

    ``country`` is alpha-3, or for bodies that belong to no state the code that PLOVER data puts in
    its place: UNO for the United Nations, EUR for the European Union, IGO for others, IMG for armed
    groups of many states. ``sector`` is a PLOVER sector; a state by its name has none. All three
    are ``None`` where the phrase names no actor.
    """

    entity: Entity | None
    country: str | None
    sector: str | None
    score: float
    reason: str


def resolve_actor(
    base: Knowledge, phrase: str, *, on: str | None = None, context: Sequence[str] = ()
) -> Actor:
    """The actor that ``phrase`` means on an ISO date, possibly shortened.

    ``context`` holds ids of entities spoken of: they break ties, and their country counts where
    the phrase shows none and all are of one country.
    """
    phrase = LOOSE_MARK.sub("", " ".join(phrase.split()))
    if len(phrase) > LONGEST:
        return Actor(entity=None, country=None, sector=None, score=0.0, reason=TOO_LONG)
    asked = Asked(base, on, tuple(_countries(base, context)))
    said = read_words(asked, phrase)
    resolved = resolve(base, phrase, on=on, context=context)
    entity = resolved.entity
    if entity is None and said.entity is None:
        return _by_words(asked, phrase, said, resolved)
    if entity is not None:
        score, reason = resolved.score, resolved.reason
    else:
        entity = base.entity(said.entity or "", on=on)
        score, reason = BY_WORDS, f"“{said.by}” is a name of {entity.name}"
    country, sector = _of_entity(asked, entity, phrase if resolved.entity else said.by, said)
    return Actor(entity=entity, country=country, sector=sector, score=score, reason=reason)


def _countries(base: Knowledge, context: Sequence[str]) -> Iterator[str]:
    for id in context:
        country = base.row(id).country
        if country is not None:
            yield country


def _by_words(asked: Asked, phrase: str, said: Said, resolved: Resolution) -> Actor:
    country, spoken_of = said.country, set(asked.countries)
    if country is None and said.sector not in (None, SOMEBODY) and len(spoken_of) == 1:
        (country,) = spoken_of
    if said.sector is not None:
        score, reason = BY_WORDS, f"“{said.by}” is of the sector {said.sector}"
    elif country is not None:
        score, reason = BY_COUNTRY, f"“{phrase}” shows a country and no sector"
    else:
        score, reason = 0.0, resolved.reason
    return Actor(entity=None, country=country, sector=said.sector, score=score, reason=reason)


def _of_entity(
    asked: Asked, entity: Entity, phrase: str, said: Said
) -> tuple[str | None, str | None]:
    """Country and sector of a known entity under the words that name it."""
    standing = asked.base.bodies.standing(entity.name, asked.on)
    if standing is not None:
        return standing.country or entity.country, standing.sector
    if entity.kind is EntityKind.PERSON:
        return _of_person(asked, entity, said)
    if entity.kind is EntityKind.COUNTRY:
        return entity.country, None if _is_literal(asked.base, entity, phrase) else GOVERNMENT
    if entity.kind is EntityKind.CITY:
        return entity.country, PEOPLE
    country = entity.country or code_of(asked.base, entity.name, entity.sector)
    return country, said.sector if said.entity == entity.id else entity.sector


def _is_literal(base: Knowledge, entity: Entity, phrase: str) -> bool:
    """Whether the phrase is a name of the state, and not of what stands for it."""
    return any(
        item.entity_id == entity.id and item.alias_kind != "metonym"
        for item in base.candidates(phrase)
    )


def _of_person(asked: Asked, entity: Entity, said: Said) -> tuple[str | None, str | None]:
    """By the office on the date, else by the title in the phrase, else by the career."""
    held = asked.base.offices_of(entity.id, asked.on)
    if held:
        return _of_office(asked, entity, held[0])
    if said.sector is not None:
        return entity.country or said.country, said.sector
    return entity.country, _past_sector(asked, entity)


def _of_office(asked: Asked, entity: Entity, held: Holding) -> tuple[str | None, str | None]:
    body = asked.base.row(held.of)
    if body.kind is EntityKind.COUNTRY:
        said = None if held.leads else read_words(asked, held.title).sector
        return body.country or entity.country, said or GOVERNMENT
    code = code_of(asked.base, body.name, body.sector)
    if code is not None:
        return code, GOVERNMENT if body.sector == ABOVE_STATES else body.sector
    return entity.country or body.country, body.sector or entity.sector


def _past_sector(asked: Asked, entity: Entity) -> str | None:
    """Who left office is of the elite; who had none yet is what the table says, but no official."""
    career = asked.base.career(entity.id)
    if not career or entity.sector not in (GOVERNMENT, ABOVE_STATES, None):
        return entity.sector
    until = last_day(asked.on) if asked.on else None
    past = [held for held in career if until is None or first_day(held.begin) <= until]
    return FORMERLY if past else None
