"""A happening as a briefing tells it: its best telling, who takes part, where and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from memcon.app.briefing.material import Material, Report, Row
from memcon.app.briefing.passages import passage_of
from memcon.app.briefing.wording import day_of, load_wording, period_of
from memcon.record import Entity, EntityKind, Event, Participant, Span
from memcon.render.briefing import Passage

ACTING: Final = frozenset(
    {EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP}
)
"""Kinds of those that take part in a meeting; a city or a region does not."""
SURE: Final = 0.6
"""Score from which on one report is enough to tell of something in words of memcon's own."""
THIRD: Final = "third-party"
"""The mode of mediation: who mediates has not met the parties for that."""
LIKELY: Final = 0.55
"""Score from which on a report's own sentence on a meeting is quoted."""
DOUBTED: Final = 0.75
"""The same for what did not take place, and what the report has from somebody's words alone."""
LONG: Final = 31
ADJECTIVES: Final = ("ian", "ean", "can", "ish", "ese", "nch", "tch", "eli", "qi", "ni", "iot")
"""How adjectives of states end."""
FEW: Final = 12
"""Code points in which a preposition and an article stand."""
_PLACING: Final = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_FOLLOWED: Final = re.compile(r" [a-z]")
_NOUN: Final = re.compile(r"([a-z][a-z -]*): ")
_WORD: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Told:
    """One report's telling of a happening."""

    report: Report
    event: Event


@dataclass(frozen=True)
class Happened:
    """A row of ``memcon events`` together with the events that it was made from."""

    row: Row
    tellings: tuple[Told, ...]

    @property
    def status(self) -> str:
        """The status in the end."""
        return str(self.row["status"])

    @property
    def is_meeting(self) -> bool:
        """Whether it is a meeting that can be told in words of memcon's own: who met whom."""
        is_direct = self.row["type"] == "CONSULT" and self.mode != THIRD
        return is_direct and len(self.names) > 1 and self.is_sure

    @property
    def is_sure(self) -> bool:
        """Whether several reports tell it, or one tells it plainly."""
        event = self.lead.event
        several = len({told.report.key for told in self.tellings}) > 1
        least = SURE if self.status == "held" and not event.reported else DOUBTED
        return several or event.score >= least

    @cached_property
    def is_deal(self) -> bool:
        """Whether parties agreed, or mean to, on something that its sentence names."""
        if self.row["type"] != "AGREE" or self.passage is None or not self.is_sure:
            return False
        words = _WORD.findall(self.passage.words.casefold())
        return self.status in ("held", "planned") and not load_wording().deals.isdisjoint(words)

    @cached_property
    def lead(self) -> Told:
        """The telling that says most of how it stands."""
        return max(self.tellings, key=lambda told: (*self._weight(told), told.report.key))

    def _weight(self, told: Told) -> tuple[bool, bool, int, float]:
        event = told.event
        is_last = event.status == self.status
        quotable = quoted(told) is not None
        return is_last, quotable, len(event.participants), event.score

    @cached_property
    def passage(self) -> Passage | None:
        """The sentence that tells it best."""
        return quoted(self.lead)

    @cached_property
    def taking_part(self) -> tuple[Entity, ...]:
        """Those whom at least half of the reports have take part; no state beside its minister."""
        counts: Counter[str] = Counter()
        known: dict[str, tuple[Entity, Report]] = {}
        for told in (self.lead, *self.tellings):
            for entity in _acting(told):
                known.setdefault(entity.id, (entity, told.report))
        for told in self.tellings:
            counts.update({entity.id for entity in _acting(told)})
        kept = [one for one in known if counts[one] * 2 >= len(self.tellings)]
        people = [one for one in kept if _is_person(known[one][0])]
        sides = {known[one][1].lookup.party(one) for one in people}
        found = [known[one][0] for one in kept if not _is_behind(known[one], sides)]
        if len(people) > 1:
            found = [one for one in found if one.kind is not EntityKind.COUNTRY]
        return tuple(one for one in found if not _is_longer(one, found))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those, each once."""
        return tuple(dict.fromkeys(entity.name for entity in self.taking_part))

    @property
    def nouns(self) -> tuple[str, ...]:
        """What reports call it."""
        found = (_NOUN.match(told.event.what) for told in self.tellings)
        return tuple(match[1] for match in found if match)

    @property
    def mode(self) -> str | None:
        """By telephone, by a visit or face to face, as most reports have it."""
        modes = Counter(told.event.mode for told in self.tellings if told.event.mode)
        return max(sorted(modes), key=lambda mode: modes[mode]) if modes else None

    @property
    def cites(self) -> tuple[str, ...]:
        """The reports that tell it, by day and id."""
        keys = dict.fromkeys(told.report.key for told in sorted(self.tellings, key=_told_on))
        return tuple(keys)

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of its events."""
        return tuple(told.event.id for told in self.tellings)

    @property
    def told(self) -> str | None:
        """The day of the first report."""
        days = (told.report.record.article.published for told in self.tellings)
        return min((day for day in days if day), default=None)

    @property
    def date(self) -> str | None:
        """When it was or is to be, else when it was told."""
        when = self.row["when"]
        return str(when["from"]) if when else self.told

    @property
    def day(self) -> str:
        """The same in words; "By" a day where only the report has one."""
        if self.row["when"]:
            return days_of(self.row["when"])
        return f"By {day_of(self.told)}" if self.told else "No date"


def quoted(told: Told) -> Passage | None:
    """The sentence in which one report tells it."""
    return passage_of(told.report, told.event.evidence.spans, about=told.event.what)


def days_of(when: Mapping[str, Any]) -> str:
    """A period of a row in words."""
    return period_of(str(when["from"]), str(when["to"]))


def happened(material: Material) -> tuple[Happened, ...]:
    """The happenings of the material that have a report."""
    made = (Happened(row, tuple(_told(row, material))) for row in material.events)
    return tuple(one for one in made if one.tellings)


def _told(row: Row, material: Material) -> Iterator[Told]:
    for member in row["members"]:
        if member["event"] in material.where:
            report = material.report_of(member["event"])
            if member["event"] in report.events:
                yield Told(report, report.events[member["event"]])


def _acting(told: Told) -> Iterator[Entity]:
    parties = sorted(told.event.participants, key=_place_of)
    for one in parties:
        entity = told.report.record.entity(one.entity)
        if entity is not None and entity.kind in ACTING and _is_named(told.report, one):
            yield entity


def _is_named(report: Report, participant: Participant) -> bool:
    """Whether the words are those of one party: not of several, "Russian assets" or a place."""
    words = _WORD.findall(participant.passage.quote.casefold())
    is_one = load_wording().groups.isdisjoint(words)
    return is_one and not _is_adjective(report, participant) and not _is_where(report, participant)


def _is_where(report: Report, participant: Participant) -> bool:
    """Whether the words tell where, as in "in Brussels" or "the Brussels summit"."""
    text = report.record.article.text
    return all(
        _PLACING.search(text[max(0, span.start - FEW) : span.start]) is not None
        or (_stands_for(report, span) and text[span.end :].startswith(_meetings()))
        for span in participant.passage.spans
    )


def _stands_for(report: Report, span: Span) -> bool:
    """Whether a place is named, and another party meant."""
    return any(one.link.reading == "metonym" for one in report.mentions_in([span]))


@cache
def _meetings() -> tuple[str, ...]:
    """The nouns for meetings, as they follow a name."""
    return tuple(f" {one.noun}" for one in load_wording().meetings)


def _is_adjective(report: Report, participant: Participant) -> bool:
    """Whether the words are those of "Russian assets", which name nobody who meets."""
    text = report.record.article.text
    return all(
        part.quote.endswith(ADJECTIVES) and _FOLLOWED.match(text, part.span.end) is not None
        for part in participant.passage.parts
    )


def _place_of(participant: Participant) -> tuple[bool, int]:
    """Actors first, then in the order of the text."""
    spans = participant.passage.spans
    return participant.role == "recipient", spans[0].start if spans else 0


def _is_person(entity: Entity) -> bool:
    return entity.kind is EntityKind.PERSON


def _is_behind(known: tuple[Entity, Report], sides: Iterable[str | None]) -> bool:
    entity, report = known
    lookup = report.lookup
    acts_as = {lookup.party(entity.id), lookup.country(entity.id)} - {None}
    return not _is_person(entity) and not acts_as.isdisjoint(sides)


def _is_longer(entity: Entity, found: Iterable[Entity]) -> bool:
    """Whether another is called the same with fewer words: "rebel Red Front", "Red Front"."""
    words = set(entity.name.split())
    return any(set(other.name.split()) < words for other in found)


def _told_on(told: Told) -> tuple[str, str]:
    return told.report.record.article.published or "9999", told.report.key


def step_cites(step: Mapping[str, Any], one: Happened, material: Material) -> tuple[str, ...]:
    """The reports of one step of a happening's history."""
    sources: Sequence[str] = (step["source"], *step.get("also", ()))
    own = set(one.cites)
    found = [key for source in sources for key in material.by_source.get(source, ()) if key in own]
    return tuple(dict.fromkeys(found)) or one.cites[:1]
