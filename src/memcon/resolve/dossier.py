"""Many records, one dossier: all that is resolved across them, from the records alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from memcon.record import Record
from memcon.record.correction import Anchor, Correction, corrected, find_fact, standing
from memcon.resolve.attention import Notice, find_notices
from memcon.resolve.claims import Claim, find_claims, find_sayings
from memcon.resolve.copies import Copy, find_copies, sources_of
from memcon.resolve.events import Happening, find_happenings
from memcon.resolve.grouping import Pair
from memcon.resolve.happening import key_of, tellings
from memcon.resolve.people import Identity, find_identities, names_of
from memcon.resolve.positions import PositionHistory, find_positions
from memcon.resolve.readouts import Contradiction, find_contradictions
from memcon.text.calendar import to_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What many reports say together. ``names`` are the usual names of entities by their ids."""

    copies: tuple[Copy, ...]
    people: tuple[Identity, ...]
    happenings: tuple[Happening, ...]
    claims: tuple[Claim, ...]
    positions: tuple[PositionHistory, ...]
    contradictions: tuple[Contradiction, ...]
    notices: tuple[Notice, ...]
    names: Mapping[str, str]


def resolve(
    records: Iterable[Record],
    corrections: Iterable[Correction] = (),
    *,
    today: date | None = None,
) -> Dossier:
    """The dossier of ``records``, whatever their order; see :class:`Together`."""
    all_of = Together(records, corrections)
    return Dossier(
        copies=all_of.copies,
        people=all_of.people,
        happenings=all_of.happenings,
        claims=all_of.claims,
        positions=all_of.positions,
        contradictions=all_of.contradictions,
        notices=all_of.notices(today),
        names=all_of.names,
    )


class Together:
    """Many reports seen together; what is asked for is worked out once, and nothing else is.

    ``corrections`` are people's: those on facts change the records, those that merge or split
    events and people decide who is one.
    """

    def __init__(self, records: Iterable[Record], corrections: Iterable[Correction] = ()) -> None:
        self._decided = standing(corrections)
        read = (corrected(record, self._decided) for record in records)
        self.records = {r.article.id: r for r in sorted(read, key=lambda r: r.article.id)}

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """Who reprinted whom."""
        return find_copies(record.article for record in self.records.values())

    @cached_property
    def people(self) -> tuple[Identity, ...]:
        """Those whom several reports tell of and no knowledge base knows."""
        return find_identities(self.records.values(), apart=people_apart(self._decided))

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """What happened, each with all its reports."""
        return find_happenings(
            (one for r in self.records.values() for one in tellings(r, **self._across)),
            together=tuple(_event_pairs(self._decided, self.records, "merge")),
            apart=tuple(_event_pairs(self._decided, self.records, "split")),
        )

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What one source says on one matter, in several reports."""
        return find_claims(
            one for r in self.records.values() for one in find_sayings(r, **self._across)
        )

    @cached_property
    def positions(self) -> tuple[PositionHistory, ...]:
        """What each party wants on each issue, and what changed."""
        return find_positions(self.records.values(), **self._across)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where reports of one happening differ."""
        return find_contradictions(self.happenings)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The usual names of entities by their ids."""
        return _names(self.records.values(), self.people)

    def notices(self, today: date | None = None) -> tuple[Notice, ...]:
        """What deserves attention as of ``today``, by default the day of the latest report."""
        day = today or _last_day(self.records.values())
        return find_notices(self.happenings, self.positions, self.contradictions, today=day)

    @cached_property
    def _across(self) -> _Across:
        return {"known": names_of(self.people), "copies": sources_of(self.copies)}


class _Across(TypedDict):
    """What every report is seen against: people of several reports, and the source of each copy."""

    known: Mapping[str, Identity]
    copies: Mapping[str, str]


def _last_day(records: Iterable[Record]) -> date:
    days = (to_date(record.article.published or "") for record in records)
    return max((day for day in days if day), default=date.min)


def people_apart(corrections: Iterable[Correction]) -> Iterator[Pair]:
    """Pairs of entity ids that a person has set apart."""
    for one in corrections:
        if one.kind == "split" and one.entity is not None and one.target.id is not None:
            yield one.target.id, one.entity.id


def _event_pairs(
    corrections: Iterable[Correction], records: Mapping[str, Record], kind: str
) -> Iterator[Pair]:
    """Keys of the two events that each correction of one kind is about."""
    for one in corrections:
        if one.kind == kind and one.other is not None:
            left, right = _key(one.target, records), _key(one.other, records)
            if left and right:
                yield left, right


def _key(anchor: Anchor, records: Mapping[str, Record]) -> str | None:
    record = records.get(anchor.article or "")
    event = find_fact(record.events, anchor) if record else None
    return key_of(record.article.id, event.id) if record and event else None


def _names(records: Iterable[Record], people: Iterable[Identity]) -> Mapping[str, str]:
    names = {entity.id: entity.name for record in records for entity in record.entities}
    names.update({member: one.name for one in people for member in one.members})
    return dict(sorted(names.items()))
