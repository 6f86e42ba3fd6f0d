"""One report's telling of an event, seen so that tellings can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from memcon.record import EntityKind, Event, Record, Span
from memcon.record.facts import EventStatus, Role
from memcon.resolve.calls import Call, find_call
from memcon.resolve.lexicon import load_lexicon
from memcon.resolve.origins import origins_of
from memcon.resolve.parties import Parties
from memcon.resolve.people import Identity
from memcon.resolve.surroundings import Surroundings
from memcon.resolve.words import content_words
from memcon.text.calendar import to_date

OPEN: Final = frozenset({"proposed", "planned", "postponed", "cancelled", "refused"})
"""Statuses of what has not taken place; its date may still move."""
ENDED: Final = frozenset({"postponed", "cancelled", "refused"})
FRESH: Final = 2
VAGUE: Final = timedelta(days=3)
"""Days of which a longer stretch is no date of an act, nor of a meeting: a week, a month."""
"""Days within which a report is of news."""
MAIN: Final = 4
"""Parties of a report by which its events are found."""
REACH: Final = 30
"""Code points before an event's words in which "the second …" may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one report tells it, with all that is compared.

    ``parties`` take part; ``around`` are they and the others named in the same sentences, ``cast``
    all whom the report names, ``main`` those it names most. ``told`` is the day on which it was
    told, ``begin`` and ``end`` when it was or is to be, ``acted`` when it was put off or refused.
    """

    key: str
    article: str
    source: str
    copy_of: str
    event: Event
    told: date | None
    begin: date | None
    end: date | None
    acted: date | None
    days: frozenset[date]
    """The days that its sentences name."""
    whom: Mapping[str, str]
    """The id, the same in all reports, of each entity that takes part."""
    sides: Mapping[str, str]
    """The party behind each entity that takes part."""
    parties: frozenset[str]
    around: frozenset[str]
    cast: frozenset[str]
    main: frozenset[str]
    persons: Mapping[str, str]
    """The party of each person who takes part."""
    homes: Mapping[str, str]
    """The state that each party belongs to, where it is another thing."""
    countries: frozenset[str]
    place: str | None
    land: str | None
    """The country of the place, or the country itself."""
    places: frozenset[str]
    counts: frozenset[int]
    levels: frozenset[str]
    words: frozenset[str]
    call: Call | None = None
    """Who placed it, where it is a call and its sentences say so."""

    @property
    def status(self) -> EventStatus:
        """The status that the report gives it."""
        return self.event.status

    @property
    def left(self) -> frozenset[date]:
        """The days that it was put off from, where the report says to which day too."""
        if self.status != "postponed" or self.begin is None or self.told is None:
            return frozenset()
        return frozenset(day for day in self.days if self.told <= day < self.begin)

    def parties_as(self, role: Role) -> frozenset[str]:
        """The parties with one part in it."""
        named = (p.entity for p in self.event.participants if p.role == role and p.entity)
        return frozenset(self.sides[one] for one in named if one in self.sides)


def key_of(article: str, event: str) -> str:
    """The key of an event of an article."""
    return f"{article}/{event}"


@dataclass(frozen=True, slots=True)
class Scene:
    """What all events of one record are seen against."""

    lookup: Parties
    around: Surroundings
    cast: Mapping[str, int]
    """How often each party is named."""
    copy_of: str

    @property
    def record(self) -> Record:
        """The record."""
        return self.lookup.record


def tellings(
    record: Record, *, known: Mapping[str, Identity], copies: Mapping[str, str]
) -> Iterator[Telling]:
    """All events of one record, ready to be compared.

    ``known`` are the people of several reports, ``copies`` the source of each reprint.
    """
    lookup = Parties(record, known, origins_of(record))
    named = (lookup.party(linked.link.entity) for linked in record.mentions)
    cast = Counter(party for party in named if party is not None)
    root = copies.get(record.article.id, record.article.id)
    scene = Scene(lookup, Surroundings.of(record), cast, root)
    for event in record.events:
        yield _telling(scene, event)


def _telling(scene: Scene, event: Event) -> Telling:
    lookup, article = scene.lookup, scene.record.article
    sentences = scene.around.sentences_of(event.evidence.spans)
    near = [m.link.entity for m in scene.around.mentions_in(sentences)]
    named = [party.entity for party in event.participants]
    sides = {one: party for one in named if one and (party := lookup.party(one))}
    parties = frozenset(sides.values())
    told = told_on(scene.record, event)
    days = frozenset(_days_named(scene.record, sentences))
    begin, end, acted = _days(event, told, days - _taken(scene.record, event))
    return Telling(
        key=key_of(article.id, event.id),
        article=article.id,
        source=article.source,
        copy_of=scene.copy_of,
        event=event,
        told=told,
        begin=begin,
        end=end,
        acted=acted,
        days=days,
        whom={one: who for one in named if one and (who := lookup.canonical(one))},
        sides=sides,
        parties=parties,
        around=parties | lookup.parties(near),
        cast=frozenset(scene.cast),
        main=frozenset(sorted(scene.cast, key=lambda one: (-scene.cast[one], one))[:MAIN]),
        persons={p: lookup.party(one) or p for one in named if (p := lookup.person(one))},
        homes={p: c for one in named if (p := lookup.party(one)) and (c := lookup.country(one))},
        countries=frozenset(c for one in (*named, *near) if (c := lookup.country(one))),
        place=_spot(scene.record, event),
        land=lookup.country(event.where),
        places=frozenset(_places(scene.record, event, near)),
        counts=_counts(scene.record, event.evidence.spans),
        levels=_levels(scene.record, event),
        words=content_words(" ".join(article.quote(span) for span in sentences)),
        call=find_call(event, Parties(lookup.record), scene.around),
    )


def _taken(record: Record, event: Event) -> frozenset[date]:
    """The days of others of its type that its own words tell of: "discussed yesterday's summit"."""
    others = [o.when for o in record.events if o.type == event.type and o.id != event.id and o.when]
    own = event.evidence.spans
    within = [w for w in others if any(a.contains(b) for a in own for b in w.passage.spans)]
    return frozenset(day for when in within if (day := to_date(when.begin)))


def _days(
    event: Event, told: date | None, named: frozenset[date]
) -> tuple[date | None, date | None, date | None]:
    """First and last day, and the day of the act where the date is that of putting off.

    What is still ahead cannot have been before it was told: such a date is that of a refusal or
    cancellation, or it is misread, and is no date of the event. What was held without a date was
    held on the one day that its sentences name, if that day is fresh.
    """
    begin = to_date(event.when.begin) if event.when else None
    end = to_date(event.when.end) if event.when else None
    if end is None and event.status == "held" and told and len(named) == 1:
        day = min(named)
        return (day, day, None) if 0 <= (told - day).days <= FRESH else (None, None, None)
    if event.status not in OPEN or not told or not end or end >= told:
        return begin, end, None
    if begin and event.status in ENDED and end - begin > VAGUE:
        return begin, end, None
    return None, None, end if event.status in ENDED else None


def _days_named(record: Record, sentences: Iterable[Span]) -> Iterator[date]:
    within = tuple(sentences)
    for time in record.times:
        day = to_date(time.value) if time.type in ("DATE", "TIME") else None
        if day and any(sentence.contains(time.span) for sentence in within):
            yield day


def told_on(record: Record, event: Event) -> date | None:
    """The day on which it was said, where the report knows of it from a dated statement."""
    published = to_date(record.article.published or "")
    because = [said.when for said in record.statements if said.id in event.because and said.when]
    days = [
        day for when in because if (day := to_date(when)) and (not published or day <= published)
    ]
    return min(days, default=published)


def _spot(record: Record, event: Event) -> str | None:
    """Where it was or is to be, where that is more than a country: "in the Angolan capital"."""
    entity = record.entity(event.where)
    return None if entity is not None and entity.kind is EntityKind.COUNTRY else event.where


def _places(record: Record, event: Event, near: Iterable[str | None]) -> Iterator[str]:
    for one in (event.where, *near):
        entity = record.entity(one)
        if entity is not None and entity.kind.is_place and entity.kind.value != "country":
            yield entity.id


def _counts(record: Record, spans: Iterable[Span]) -> frozenset[int]:
    """Ordinals before nouns that the event's own words hold: 2 of "the second round"."""
    lexicon, found = load_lexicon(), set[int]()
    for span in spans:
        for match in lexicon.counted.finditer(record.article.text, max(0, span.start - REACH)):
            if match.start(3) >= span.end:
                break
            if match.end(3) > span.start:
                found.add(lexicon.ordinals[match.group(1).casefold()])
    return frozenset(found)


def _levels(record: Record, event: Event) -> frozenset[str]:
    titles = (
        entity.office.title
        for party in event.participants
        if (entity := record.entity(party.entity)) is not None and entity.office
    )
    return load_lexicon().levels_in(" | ".join((event.evidence.quote, *titles)))


def days_between(one: date, other: date) -> int:
    """Days from one to the other, without sign."""
    return abs((other - one).days)


def is_vague(telling: Telling) -> bool:
    """Whether its date is a stretch of more than three days: a week or a month, not a day."""
    if telling.begin is None or telling.end is None:
        return False
    return telling.end - telling.begin > VAGUE
