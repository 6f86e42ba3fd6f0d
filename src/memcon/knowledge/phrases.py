"""Role phrases to people: "the Russian leader", "Turkey's top diplomat", "Foreign Minister Lavrov".

A phrase is read as a body (a state or organisation, by name, adjective or metonym) and a
role; the role is matched with the titles of the body's offices, else by the lexicon of role
nouns (``tables/roles.yaml``); the office with the date gives the person. Nothing is listed
phrase by phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.knowledge.names import cut, key_of
from memcon.knowledge.nouns import RoleNoun
from memcon.knowledge.offices import Holding, is_shared
from memcon.knowledge.port import Knowledge
from memcon.knowledge.rows import OfficeRow
from memcon.knowledge.surnames import COMMON, LEADING, PARTICLES, by_lone_surname
from memcon.knowledge.words import word_set
from memcon.record import Entity, EntityKind

THRESHOLD: Final = 0.5
"""Below this nobody is named."""
EXACT: Final = 0.95
BY_TITLE: Final = 0.9
BY_ROLE: Final = 0.85
STALE: Final = 0.9
"""Factor where the tables do not reach the date, or no date is given."""
INDIRECT: Final = 0.95
"""Factor where the body is named by a place or a service of it."""
HANDOVER: Final = 0.95
"""Factor on the day of a handover: the newcomer is meant."""
SAME_PERIOD: Final = 0.7
"""Factor where a month or a year is given in which the office changed hands."""
OUT_OF_OFFICE: Final = 0.6
"""Factor where the only one who ever held such an office did not hold it on the date."""
BY_SURNAME: Final = 0.7
"""A surname alone, where only one who bears it leads or led a state or its ministries."""
CLOSE: Final = 0.03
"""Scores nearer than this do not tell two people apart."""
LEAST_PRIOR: Final = 0.1

PASSED_OVER: Final = word_set("the a an current incumbent new outgoing his her")
REFUSED: Final = word_set(
    "former ex late onetime retired ousted deposed then incoming designate would two three both "
    "several"
)
PROVISIONAL: Final = word_set("acting interim caretaker")
"""Words before a role of which only an acting holder is meant."""
DEPUTIES: Final = word_set("deputy vice assistant junior first")
LINKS: Final = word_set("of for at")
LEADING_ON: Final = word_set(
    "to by against led loyal from with in on who that near under between like alongside over"
)
"""Words that make a name a part of a longer phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a phrase means; ``score`` is 0 to 1.

    ``country`` (alpha-3) and ``sector`` (PLOVER) are given where the phrase shows them, even
    if it names nobody.
    """

    entity: Entity | None
    score: float
    reason: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a phrase: the body's id, how surely it is meant, and the role's words."""

    body: str
    prior: float
    role: str


@dataclass(frozen=True, slots=True)
class _Hit:
    reading: _Reading
    held: Holding
    score: float


def resolve(base: Knowledge, phrase: str, *, on: str | None, context: Sequence[str]) -> Resolution:
    """See ``KnowledgeBase.resolve``."""
    words = [piece.form for piece in cut(phrase) if piece.key and piece.key != ","]
    while words and words[0].casefold() in PASSED_OVER:
        words = words[1:]
    if not words:
        return Resolution(entity=None, score=0.0, reason="no words")
    for way in (_by_name, _by_titled_name, _by_role, _by_bare_surname):
        found = way(base, words, on, context)
        if found is not None:
            return found
    return Resolution(entity=None, score=0.0, reason=f"“{phrase}” names nothing known")


def _by_name(
    base: Knowledge, words: Sequence[str], on: str | None, context: Sequence[str]
) -> Resolution | None:
    """The whole phrase is a name."""
    name = " ".join(words)
    found = base.candidates(name, on)
    if not found:
        return None
    near = [item for item in found if item.entity_id in context]
    best = (near or found)[0]
    score = max(best.prior, 0.9 if near else 0.0)
    if score < THRESHOLD:
        return Resolution(
            entity=None,
            score=score,
            reason=f"“{name}” may be any of {len(found)}, {base.name(best.entity_id)} among them",
        )
    row = base.row(best.entity_id)
    if row.kind is EntityKind.CITY and _is_leader(base, words, on):
        return None
    actor = base.stands_for(row.id) if row.kind.is_place else None
    if actor is not None:
        return _named(
            base, actor, 0.8 * score, on, f"{row.name} as an actor stands for {base.name(actor)}"
        )
    return _named(base, row.id, 0.95 * score, on, f"“{name}” is a name of {row.name}")


def _is_leader(base: Knowledge, words: Sequence[str], on: str | None) -> bool:
    """Whether the name of a town is rather the surname of a leader, and no capital's name."""
    if len(words) > 1 or any(base.stands_for(c.entity_id) for c in base.candidates(words[0])):
        return False
    return by_lone_surname(base, words[0], on) is not None


def _named(base: Knowledge, id: str, score: float, on: str | None, reason: str) -> Resolution:
    entity = base.entity(id, on=on)
    return Resolution(
        entity=entity,
        score=round(score, 3),
        reason=reason,
        country=entity.country,
        sector=entity.sector,
    )


def _by_titled_name(
    base: Knowledge, words: Sequence[str], on: str | None, context: Sequence[str]
) -> Resolution | None:
    """A title and a person's name: "Russian Foreign Minister Sergey Lavrov", "President Putin"."""
    for first in range(1, len(words)):
        name, title = " ".join(words[first:]), words[:first]
        if not _is_title(base, title):
            continue
        people = [
            item for item in base.candidates(name) if base.kind(item.entity_id) is EntityKind.PERSON
        ]
        if people:
            person = base.name(people[0].entity_id)
            reason = f"“{name}” is a name of {person}, “{' '.join(title)}” taken for a title"
            return _named(base, people[0].entity_id, 0.95 * people[0].prior, on, reason)
    if words[-1][:1].isupper() and len(words) > 1:
        return _by_surname(base, words, on)
    return None


def _is_title(base: Knowledge, words: Sequence[str]) -> bool:
    """Whether words before a name can be its title, not a phrase that the name belongs to.

    "Minister of State" and "Minister for Europe" can; "a spokesman for President" cannot.
    """
    keys = [word.casefold() for word in words]
    if LEADING_ON.intersection(keys):
        return False
    links = [at for at, key in enumerate(keys) if key in LINKS]
    if not links:
        return True
    after = keys[links[-1] + 1 :]
    is_role = bool({" ".join(after), *after[-1:]} & base.role_nouns.keys())
    return bool(after) and not is_role


def _by_surname(base: Knowledge, words: Sequence[str], on: str | None) -> Resolution | None:
    """A title and a surname, where one person of that surname held such an office."""
    if not _is_title(base, words[:-1]):
        return None
    title = key_of(" ".join(words[:-1]))
    people = base.people_named(words[-1])
    current = _in_office(title, {person: base.offices_of(person, on) for person in people})
    if current is not None:
        score = BY_TITLE * _freshness(current, on)
        return _named(base, current.person, score, on, _reason(base, current, on))
    ever = _in_office(title, {person: base.career(person) for person in people})
    if ever is None or ever.role not in LEADING or len(people) >= COMMON:
        return None
    return _named(base, ever.person, BY_TITLE * OUT_OF_OFFICE, on, _spell(base, ever))


def _in_office(title: str, held: Mapping[str, Sequence[Holding]]) -> Holding | None:
    """The office that the title names, of the only person who has such an office."""
    fits: dict[str, Holding] = {}
    for person, offices in held.items():
        for office in offices:
            form = key_of(office.title)
            if title == form or title.endswith(f" {form}"):
                fits.setdefault(person, office)
    return next(iter(fits.values())) if len(fits) == 1 else None


def _by_bare_surname(
    base: Knowledge, words: Sequence[str], on: str | None, context: Sequence[str]
) -> Resolution | None:
    """Nothing but a surname: "Lukashenko", "al-Sisi"."""
    if any(word.casefold() not in PARTICLES for word in words[:-1]) or not words[-1][0].isupper():
        return None
    held = by_lone_surname(base, words[-1], on)
    if held is None:
        return None
    return _named(base, held.person, BY_SURNAME, on, _spell(base, held))


def _by_role(
    base: Knowledge, words: Sequence[str], on: str | None, context: Sequence[str]
) -> Resolution | None:
    """A body and a role."""
    plain = [word for word in words if word.casefold() not in PROVISIONAL]
    readings = list(_readings(base, plain, context))
    found = [item for reading in readings for item in _holders(base, reading, on)]
    if len(plain) < len(words):
        found = [item for item in found if item.held.acting]
    if not found:
        if not readings:
            return None
        body = base.name(readings[0].body)
        reason = f"{body}: no holder of “{readings[0].role}” known"
        return _unnamed(base, readings[0], 0.0, reason)
    best = max(found, key=lambda item: item.score)
    rivals = {item.held.person for item in found if best.score - item.score < CLOSE}
    score = best.score / len(rivals)
    reason = _reason(base, best.held, on)
    if score >= THRESHOLD:
        return _named(base, best.held.person, score, on, reason)
    return _unnamed(base, best.reading, score, f"more than one held such an office: {reason}")


def _unnamed(base: Knowledge, reading: _Reading, score: float, reason: str) -> Resolution:
    nouns = base.role_nouns.get(reading.role, ())
    return Resolution(
        entity=None,
        score=round(score, 3),
        reason=reason,
        country=base.row(reading.body).country,
        sector=nouns[0].sector if nouns else None,
    )


def _readings(base: Knowledge, words: Sequence[str], context: Sequence[str]) -> Iterator[_Reading]:
    """Body first ("Russian leader"), or after "of" ("foreign minister of Egypt")."""
    for last in range(len(words) - 1, 0, -1):
        yield from _bodies(base, words[:last], words[last:])
    for at in range(len(words) - 2, 0, -1):
        if words[at].casefold() in LINKS:
            yield from _bodies(base, words[at + 1 :], words[:at])
    role = key_of(" ".join(words))
    yield from (_Reading(body, 0.7, role) for body in context)


def _bodies(base: Knowledge, name: Sequence[str], role: Sequence[str]) -> Iterator[_Reading]:
    words = [word for word in role if word.casefold() not in PASSED_OVER]
    if not words or words[0].casefold() in REFUSED:
        return
    key = key_of(" ".join(words))
    for item in base.candidates(" ".join(name)):
        if item.prior < LEAST_PRIOR or item.alias_kind == "metonym":
            continue
        yield _Reading(item.entity_id, item.prior, key)
        if base.offices(item.entity_id):
            continue
        actor = base.stands_for(item.entity_id)
        if actor is not None:
            yield _Reading(actor, item.prior * INDIRECT, key)
        state = base.country(base.row(item.entity_id).country or "")
        if state is not None and state != item.entity_id:
            yield _Reading(state, item.prior * INDIRECT, key_of(f"{' '.join(name)} {key}"))


def _holders(base: Knowledge, reading: _Reading, on: str | None) -> Iterator[_Hit]:
    for office, fit in _offices(base, reading):
        held = base.holders(office.id, on=on)
        if held:
            score = fit * reading.prior * _certainty(held, on) * _freshness(held[0], on)
            yield _Hit(reading, held[0], round(score, 3))


def _certainty(held: Sequence[Holding], on: str | None) -> float:
    """Less where several held the office on the date asked for."""
    if len(held) == 1:
        return 1.0
    if is_shared(held):
        return 1 / len(held)
    return HANDOVER if on is not None and len(on) == 10 else SAME_PERIOD


def _freshness(held: Holding, on: str | None) -> float:
    return STALE if held.last_known or on is None else 1.0


def _offices(base: Knowledge, reading: _Reading) -> Iterator[tuple[OfficeRow, float]]:
    """The offices of the body that the role may mean, with how well they fit."""
    offices = base.offices(reading.body)
    exact = [office for office in offices if reading.role in _title_keys(base, office)]
    if exact:
        yield from ((office, EXACT) for office in exact)
        return
    if set(reading.role.split()) & DEPUTIES and reading.role not in base.role_nouns:
        return
    is_state = base.kind(reading.body) is EntityKind.COUNTRY
    for role in base.role_nouns.get(reading.role, ()):
        if role.bodies and is_state:
            continue
        fitting = _fitting(base, offices, role, reading.role)
        if fitting:
            yield from fitting
            return


def _fitting(
    base: Knowledge, offices: Sequence[OfficeRow], role: RoleNoun, noun: str
) -> list[tuple[OfficeRow, float]]:
    for rank, wanted in enumerate(role.roles):
        found = [
            office
            for office in offices
            if (office.leads if wanted == "leads" else office.role == wanted)
            and (not role.titular or any(noun in key for key in _title_keys(base, office)))
        ]
        if found:
            fit = BY_TITLE if role.titular else BY_ROLE
            return [(office, fit - 0.02 * rank) for office in found]
    return []


def _title_keys(base: Knowledge, office: OfficeRow) -> frozenset[str]:
    """The titles of an office, folded, with and without the name of its body before them."""
    keys = {key_of(title) for title in (office.title, *office.titles)}
    body = key_of(base.name(office.of))
    return frozenset(keys | {key.removeprefix(f"{body} ") for key in keys})


def _spell(base: Knowledge, held: Holding) -> str:
    """Who held what and when, whatever the date asked for."""
    return f"the only one so called who was {base.office_words(held)} ({_span(held)})"


def _span(held: Holding) -> str:
    return f"from {held.begin} to {held.end}" if held.end else f"since {held.begin}"


def _reason(base: Knowledge, held: Holding, on: str | None) -> str:
    """The office, its holder and the dates in a sentence."""
    span = _span(held)
    when = f" on {on}" if on else ""
    known = f"; last known, checked {held.as_of}" if held.last_known or on is None else ""
    return f"{base.name(held.person)} was {base.office_words(held)}{when} ({span}{known})"
