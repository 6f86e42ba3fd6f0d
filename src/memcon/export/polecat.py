"""Happenings as rows like those of POLECAT, the public event data coded by PLOVER.

The header is that of the files of Halterman and others (2023), tab-separated. What memcon does
not know is left empty: intensity, quad code, contexts, Correlates of War codes, Wikipedia and
GeoNames ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from memcon.export.cells import MANY, csv_lines, one_line
from memcon.export.material import Index, Material, Row, Told
from memcon.record import Entity, EntityKind, Event, Record

COLUMNS: Final = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors"),
    *("Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
ROLES: Final = {"Actor": ("actor", "mediator"), "Recipient": ("recipient",)}
STORIES: Final = {
    "Story People": frozenset({EntityKind.PERSON}),
    "Story Organizations": frozenset({EntityKind.ORGANISATION, EntityKind.GROUP}),
    "Story Locations": frozenset(kind for kind in EntityKind if kind.is_place),
}
UNTRUE: Final = "denied"
"""The status of what is said not to have been; it is no event."""

Cells = dict[str, str | float | None]


def lines(material: Material) -> Iterator[str]:
    """One row for each happening, in order of time; actors and recipients of one share a cell."""
    index, stories = Index(), dict[str, Cells]()
    for record in material.read():
        index.add(record)
        stories[record.article.id] = dict(_story(record))
    yield from csv_lines([COLUMNS], delimiter="\t", newline="\n")
    rows = (_row(row, index, stories) for row in material.events if row["status"] != UNTRUE)
    cells = ([row.get(column) for column in COLUMNS] for row in rows if row)
    yield from csv_lines(cells, delimiter="\t", newline="\n")


def _story(record: Record) -> Iterator[tuple[str, str]]:
    """Whom and what a report speaks of, by kind, and what read it."""
    for column, kinds in STORIES.items():
        yield column, _joined(one.name for one in record.entities if one.kind in kinds)
    yield "Version", f"memcon {record.made_by.get('memcon', '')}".strip()


def _row(row: Row, index: Index, stories: dict[str, Cells]) -> Cells:
    """The cells of one happening by their columns; none where no report of it is at hand."""
    tellings = index.tellings(row)
    if not tellings:
        return {}
    article = tellings[0].article
    return {
        "Event ID": row["id"],
        "Event Date": row["when"]["from"] if row["when"] else None,
        **_coded(row, tellings),
        **_party("Actor", row, tellings, index),
        **_party("Recipient", row, tellings, index),
        **_place(row, index.place(row)),
        "Source": one_line(article.site or article.source),
        "Publication Date": article.published,
        "Language": article.language,
        **stories[article.id],
    }


def _coded(row: Row, tellings: Iterable[Told]) -> Cells:
    """Type and mode as PLOVER codes them, by the report that tells how it stands in the end."""
    events = [one.fact for one in tellings if isinstance(one.fact, Event)]
    telling = next((one for one in events if one.status == row["status"]), events[0])
    return {"Event Type": telling.code, "Event Mode": telling.mode}


def _party(side: str, row: Row, tellings: Iterable[Told], index: Index) -> Cells:
    parties = [one for one in row["participants"] if one["role"] in ROLES[side]]
    known = [index.entities.get(one["entity"] or "") for one in parties]
    words = _words(tellings)
    sectors = _joined(one.sector if one else None for one in known)
    return {
        f"{side} Name": _joined(one["name"] if one["entity"] else None for one in parties),
        f"{side} Country": _joined(one.country if one else None for one in known),
        f"Primary {side} Sector": sectors,
        f"{side} Sectors": sectors,
        f"{side} Title": _joined(one.office.title if one and one.office else None for one in known),
        f"{side} Name Raw": _joined(words.get(one["entity"], one["name"]) for one in parties),
    }


def _words(tellings: Iterable[Told]) -> dict[str, str]:
    """The words by which each known party is first named."""
    words: dict[str, str] = {}
    for told in tellings:
        for party in told.fact.participants if isinstance(told.fact, Event) else ():
            if party.entity is not None and party.passage:
                words.setdefault(party.entity, party.passage.quote)
    return words


def _place(row: Row, place: Entity | None) -> Cells:
    named: Cells = {"Placename": _joined([row["where"]])}
    if place is None:
        return named
    column = {EntityKind.CITY: "City", EntityKind.REGION: "Province"}.get(place.kind)
    return {
        **named,
        **({column: _joined([place.name])} if column else {}),
        "Country": place.country,
        "Latitude": place.lat,
        "Longitude": place.lon,
    }


def _joined(values: Iterable[str | None]) -> str:
    """Values of several parties, in their order; nothing where none is known."""
    listed = [one_line(value or "").replace(";", ",") for value in values]
    return MANY.join(listed) if any(listed) else ""
