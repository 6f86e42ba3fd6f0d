"""What was resolved, in the rows of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from memcon.resolve.attention import Notice
from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.positions import Entry, PositionHistory

Json = dict[str, Any]
Names = Mapping[str, str]


def event_row(one: Happening, names: Names) -> Json:
    """One happening as ``memcon events`` writes it."""
    return {
        "id": one.id,
        "type": one.type,
        "what": one.lead.event.what,
        "status": one.status,
        "history": [
            {"date": s.date, "status": s.status, "source": s.source, "also": list(s.also)}
            for s in one.history
        ],
        "participants": list(_participants(one, names)),
        "where": names.get(one.place) if one.place else None,
        "when": _period(one),
        "members": [_member(telling) for telling in one.tellings],
        "reasons": list(dict.fromkeys((*one.reasons, *(t.event.reason for t in one.tellings)))),
    }


def line_row(one: Happening, names: Names) -> Json:
    """One happening as a line of ``memcon timeline``: its ``id`` is that of a fact in ``article``.

    Its date is when it was or is to be, else when it was first told.
    """
    row, lead = event_row(one, names), one.lead
    told = min((t.told for t in one.tellings if t.told), default=None)
    day = one.when[0] if one.when else told
    return {
        "date": day.isoformat() if day else None,
        "kind": "event",
        "id": lead.event.id,
        "topic": row["type"],
        "status": row["status"],
        "who": [party["name"] for party in row["participants"] if party["name"]],
        "what": row["what"],
        "where": row["where"],
        "article": lead.source,
        "quote": lead.event.evidence.quote,
        **{name: row[name] for name in ("history", "members", "reasons")},
        "happening": one.id,
    }


def position_row(one: PositionHistory, names: Names) -> Json:
    """One history as ``memcon positions`` writes it."""
    return {
        "holder": one.holder,
        "name": one.name,
        "issue": one.issue,
        "entries": [_entry(entry, names) for entry in one.entries],
    }


def notice_row(one: Notice) -> Json:
    """One notice as ``memcon attention`` writes it."""
    return {
        "kind": one.kind,
        "date": one.date,
        "about": list(one.about),
        "reason": one.reason,
        "sources": list(one.sources),
        "quotes": list(one.quotes),
        "facts": list(one.facts),
    }


def _participants(one: Happening, names: Names) -> Iterator[Json]:
    """Each party once; where nobody knows whom a name means, it stands for itself."""
    for entity, role in one.roles.items():
        yield {"entity": entity, "name": names.get(entity, entity), "role": role}
    for name, part in _unknown(one.tellings).items():
        yield {"entity": None, "name": name, "role": part}


def _unknown(told: Iterable[Telling]) -> Mapping[str, str]:
    parties = (party for one in told for party in one.event.participants)
    return {party.passage.quote: party.role for party in parties if party.entity is None}


def _period(one: Happening) -> Json | None:
    if one.when is None:
        return None
    return {"from": one.when[0].isoformat(), "to": one.when[1].isoformat()}


def _member(telling: Telling) -> Json:
    event = telling.event
    return {"source": telling.source, "event": event.id, "quote": event.evidence.quote}


def _entry(entry: Entry, names: Names) -> Json:
    plain = ("when", "stance", "claim", "source", "quote", "according_to", "denied", "change")
    return {
        **{name: getattr(entry, name) for name in plain},
        "toward": names.get(entry.toward) if entry.toward else None,
        "own": entry.own,
        "before": entry.before,
        "reason": entry.reason,
        "also": list(entry.also),
        "id": entry.id,
    }
