"""Rows of the dossier by hand, for what a format makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from memcon.export import Material
from memcon.record import Entity, EntityKind, Record
from tests import factories as make

Row = dict[str, Any]
TRAL = make.entity("Tral", EntityKind.COUNTRY, id="Q1", country="FRA", sector="GOV")
VOST = make.entity("Vost", EntityKind.COUNTRY, id="Q2", country="DEU", sector="GOV")
MIRA = make.entity("Mira Sohn", EntityKind.PERSON, id="Q3", country="FRA", sector="GOV")
OLDEN = make.entity("Olden", EntityKind.CITY, id="Q4", country="DEU", lat=50.5, lon=-3.25)
EVERYBODY = (TRAL, VOST, MIRA, OLDEN)


def happening(number: int, *parties: Entity | str, **over: Any) -> Row:
    """A meeting that was held on 21 October; ``parties`` are actors, by name where unknown."""
    participants = [
        {"entity": None, "name": one, "role": "actor"}
        if isinstance(one, str)
        else {"entity": one.id, "name": one.name, "role": "actor"}
        for one in parties
    ]
    return {
        "id": f"event-{number}",
        "type": "CONSULT",
        "what": f"meeting {number}",
        "status": "held",
        "history": [{"date": "2025-10-22", "status": "held", "source": "a.txt", "also": []}],
        "participants": participants,
        "where": None,
        "when": {"from": "2025-10-21", "to": "2025-10-21"},
        "members": [],
        "reasons": [],
        **over,
    }


def history(holder: Entity, issue: str, *entries: Row) -> Row:
    """What a party wants on an issue."""
    return {"holder": holder.id, "name": holder.name, "issue": issue, "entries": list(entries)}


def entry(number: int, stance: str, **over: Any) -> Row:
    """One entry of a history."""
    return {
        "id": f"position-{number}",
        "when": "2025-10-21",
        "stance": stance,
        "claim": "talks",
        "source": "a.txt",
        "quote": "wants talks",
        "according_to": None,
        "denied": False,
        "change": None,
        **over,
    }


def material(
    events: Sequence[Row] = (), positions: Sequence[Row] = (), records: Iterable[Record] = ()
) -> Material:
    """Material of rows, and of records in which everybody is known."""
    listed = [make.record(make.article("Nothing."), EVERYBODY), *records]
    return Material(lambda: iter(listed), lambda: events, lambda: positions)
