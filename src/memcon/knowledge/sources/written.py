"""What the tables written by us give: regions, places, bodies, agreements, people, offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from memcon.knowledge.rows import AliasKind, Draft, EntityRow, HoldingRow, OfficeRow
from memcon.knowledge.tables import ENTITY_FILES, Row, rows_of
from memcon.record import EntityKind

WEIGHT: Final = {
    EntityKind.PERSON: 400.0,
    EntityKind.ORGANISATION: 400.0,
    EntityKind.GROUP: 400.0,
    EntityKind.REGION: 400.0,
    EntityKind.FACILITY: 250.0,
    EntityKind.CITY: 120.0,
    EntityKind.EVENT: 200.0,
    EntityKind.OTHER: 200.0,
    EntityKind.COUNTRY: 400.0,
}
"""What is in a table of ours is in the news; see ``build.WEIGHTS`` for the scale."""

Tables = Mapping[str, tuple[Row, ...]]


def add_tables(draft: Draft, tables: Tables) -> None:
    """Adds all rows to ``draft``; a row with the id of an entity there completes it."""
    for row in rows_of(tables, *ENTITY_FILES):
        _add_entity(draft, row, EntityKind(row.text("kind") or "other"))
    for row in rows_of(tables, "people/"):
        _add_entity(draft, row, EntityKind(row.text("kind") or "person"))
    for row in rows_of(tables, *ENTITY_FILES):
        _relate(draft, row)
    for row in rows_of(tables, "offices/"):
        _add_office(draft, row)
    _describe_people(draft)


def _add_entity(draft: Draft, row: Row, kind: EntityKind) -> None:
    had = draft.entities.get(row.id)
    name = row.text("name") or row.id
    entity = EntityRow(
        id=row.id,
        name=name,
        kind=had.kind if had and had.kind is EntityKind.COUNTRY else kind,
        weight=max(WEIGHT[kind], had.weight if had else 0.0),
        description=row.text("description") or (had.description if had else None),
        country=row.text("country") or (had.country if had else None),
        lat=row.number("lat") if had is None or row.number("lat") is not None else had.lat,
        lon=row.number("lon") if had is None or row.number("lon") is not None else had.lon,
        sector=row.text("sector") or (had.sector if had else None),
        status=had.status if had else None,
        population=had.population if had else None,
        begin=row.text("from"),
        end=row.text("to"),
        card=row.text("card"),
        card_source=row.text("source"),
        card_as_of=row.text("as_of"),
    )
    draft.entities[row.id] = replace(
        entity, description=entity.description or _description(draft, entity)
    )
    draft.name(row.id, (name,), AliasKind.NAME)
    draft.name(row.id, row.texts("names"), AliasKind.ALIAS)
    draft.name(row.id, row.texts("passing"), AliasKind.PASSING)
    draft.name(row.id, row.texts("adjectives"), AliasKind.ADJECTIVE)


def _description(draft: Draft, entity: EntityRow) -> str | None:
    state = draft.entities.get(draft.states.get(entity.country or "", ""))
    where = f" in {state.name}" if state else ""
    words = {
        EntityKind.FACILITY: f"place{where}",
        EntityKind.CITY: f"town{where}",
        EntityKind.REGION: f"region{where}" if state else None,
        EntityKind.ORGANISATION: _organisation(entity.sector)
        + (f" of {state.name}" if state else ""),
        EntityKind.GROUP: f"group{where}",
    }
    return words.get(entity.kind)


def _organisation(sector: str | None) -> str:
    return {
        "IGO": "international organisation",
        "NGO": "non-governmental organisation",
        "GOV": "government body",
        "MIL": "armed force",
        "LEG": "legislature",
        "JUD": "court",
        "JRN": "news organisation",
        "PTY": "political party",
        "REB": "armed group",
    }.get(sector or "", "organisation")


def _relate(draft: Draft, row: Row) -> None:
    target = row.text("stands_for")
    if target:
        id = draft.id_of(target)
        draft.relate(row.id, "stands_for", (id,))
        names = (row.text("name") or "", *row.texts("names"))
        draft.name(id, names, AliasKind.METONYM)
    part = row.text("part_of")
    if part:
        draft.relate(row.id, "part_of", (draft.id_of(part),))
    draft.relate(row.id, "member", map(draft.id_of, row.texts("members")))
    draft.relate(row.id, "party", map(draft.id_of, row.texts("parties")))


def _add_office(draft: Draft, row: Row) -> None:
    draft.offices[row.id] = OfficeRow(
        id=row.id,
        title=row.text("title") or "",
        titles=row.texts("titles"),
        of=draft.id_of(row.text("of") or ""),
        role=row.text("role") or "other",
        leads=bool(row.fields.get("leads")),
        as_of=row.text("as_of") or "",
    )
    for held in row.fields.get("holders") or ():
        draft.holdings.append(
            HoldingRow(
                office=row.id,
                person=str(held["person"]),
                begin=str(held["from"]),
                end=str(held["to"]) if held.get("to") else None,
                acting=bool(held.get("acting")),
                source=str(held.get("source") or ""),
            )
        )


def _describe_people(draft: Draft) -> None:
    """People with no description of their own get one from their latest office."""
    latest: dict[str, HoldingRow] = {}
    for held in sorted(draft.holdings, key=lambda held: (held.begin, held.office)):
        latest[held.person] = held
    for id, held in latest.items():
        person, office = draft.entities.get(id), draft.offices[held.office]
        body = draft.entities.get(office.of)
        if person and body:
            draft.entities[id] = replace(
                person,
                country=person.country or body.country,
                sector=person.sector or body.sector or "GOV",
                description=person.description,
            )
