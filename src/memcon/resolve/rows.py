"""What was resolved, in the rows of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
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


def kept_row(one: Happening) -> Json:
    """One happening as it is kept: ids stand for names, and what leads to its line is beside it."""
    row, lead = event_row(one, _AsIds()), one.lead
    told = min((t.told for t in one.tellings if t.told), default=None)
    day = one.when[0] if one.when else told
    return {
        **row,
        "line": {
            "date": day.isoformat() if day else None,
            "id": lead.event.id,
            "article": lead.source,
            "quote": lead.event.evidence.quote,
        },
    }


def named_row(kept: Json, names: Names) -> Json:
    """The row of :func:`event_row` from that of :func:`kept_row`."""
    row = {name: value for name, value in kept.items() if name != "line"}
    row["participants"] = [{**one, "name": _called(one, names)} for one in row["participants"]]
    return {**row, "where": names.get(row["where"]) if row["where"] else None}


def _called(one: Json, names: Names) -> str | None:
    """The name of a party; where nobody knows whom it means, as the report has it."""
    name: str | None = names.get(one["entity"], one["name"]) if one["entity"] else one["name"]
    return name


def line_row(kept: Json, names: Names) -> Json:
    """One happening as a line of ``memcon timeline``: its ``id`` is that of a fact in ``article``.

    Its date is when it was or is to be, else when it was first told.
    """
    line, called = kept["line"], (_called(one, names) for one in kept["participants"])
    return {
        "date": line["date"],
        "kind": "event",
        "id": line["id"],
        "topic": kept["type"],
        "status": kept["status"],
        "who": [name for name in called if name],
        "what": kept["what"],
        "where": names.get(kept["where"]) if kept["where"] else None,
        **{name: line[name] for name in ("article", "quote")},
        **{name: kept[name] for name in ("history", "members", "reasons")},
        "happening": kept["id"],
    }


def entities_in(kept: Json) -> set[str]:
    """The ids of those whose names a row shows."""
    named = {one["entity"] for one in kept["participants"]} | {kept["where"]}
    return named - {None}


class _AsIds(dict[str, str]):
    """Names that nobody has looked up yet: each id is its own."""

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401  # as of any mapping
        """The id itself."""
        return key


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
    return entry_row({**asdict(entry), "also": list(entry.also)}, names)


def entry_row(entry: Json, names: Names) -> Json:
    """One entry of a history from the values of an :class:`Entry`."""
    plain = ("when", "stance", "claim", "source", "quote", "according_to", "denied", "change")
    return {
        **{name: entry[name] for name in plain},
        "toward": names.get(entry["toward"]) if entry["toward"] else None,
        **{name: entry[name] for name in ("own", "before", "reason", "also", "id")},
    }
