"""Many records, one dossier: all that is resolved across them, from the records alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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

Json = dict[str, Any]


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
    """The dossier of ``records``, whatever their order.

    ``corrections`` are people's: those on facts change the records, those that merge or split
    events and people decide who is one. ``today`` is the day as of which something is overdue,
    by default the last day on which a report was published.
    """
    decided = standing(corrections)
    read = sorted((corrected(r, decided) for r in records), key=lambda r: r.article.id)
    by_id = {record.article.id: record for record in read}
    copies = find_copies(record.article for record in read)
    roots = sources_of(copies)
    people = find_identities(read, apart=_people_apart(decided))
    known = names_of(people)
    told = [one for record in read for one in tellings(record, known=known, copies=roots)]
    happenings = find_happenings(
        told,
        together=tuple(_event_pairs(decided, by_id, "merge")),
        apart=tuple(_event_pairs(decided, by_id, "split")),
    )
    said = [one for record in read for one in find_sayings(record, known=known, copies=roots)]
    positions = find_positions(read, known=known, copies=roots)
    contradictions = find_contradictions(happenings, by_id)
    return Dossier(
        copies=copies,
        people=people,
        happenings=happenings,
        claims=find_claims(said),
        positions=positions,
        contradictions=contradictions,
        notices=find_notices(happenings, positions, contradictions, today=today or _last_day(read)),
        names=_names(read, people),
    )


def _last_day(records: Iterable[Record]) -> date:
    days = (to_date(record.article.published or "") for record in records)
    return max((day for day in days if day), default=date.min)


def _people_apart(corrections: Iterable[Correction]) -> Iterator[Pair]:
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


def event_row(one: Happening, names: Mapping[str, str]) -> Json:
    """One happening as ``memcon events`` writes it."""
    lead = one.lead
    return {
        "id": one.id,
        "type": one.type,
        "what": lead.event.what,
        "status": one.status,
        "history": [
            {"date": s.date, "status": s.status, "source": s.source, "also": list(s.also)}
            for s in one.history
        ],
        "participants": [
            {"entity": entity, "name": names.get(entity), "role": role}
            for entity, role in one.roles.items()
        ],
        "where": names.get(one.place) if one.place else None,
        "when": {"from": one.when[0].isoformat(), "to": one.when[1].isoformat()}
        if one.when
        else None,
        "members": [
            {"source": t.source, "event": t.event.id, "quote": t.event.evidence.quote}
            for t in one.tellings
        ],
        "reasons": list(one.reasons),
    }


def position_row(one: PositionHistory) -> Json:
    """One history as ``memcon positions`` writes it."""
    return {
        "holder": one.holder,
        "name": one.name,
        "issue": one.issue,
        "entries": [
            {
                "when": e.when,
                "stance": e.stance,
                "claim": e.claim,
                "source": e.source,
                "quote": e.quote,
                "according_to": e.according_to,
                "change": e.change,
                "own": e.own,
                "reason": e.reason,
                "also": list(e.also),
            }
            for e in one.entries
        ],
    }
