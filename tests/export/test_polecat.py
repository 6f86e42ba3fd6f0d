"""Rows like POLECAT's."""

from __future__ import annotations

import csv
import io
from typing import Any

from memcon.export import Material, polecat
from memcon.record import Event, Participant, Record
from memcon.record.facts import EventStatus
from tests import factories as make
from tests.export import rows
from tests.export.rows import MIRA, OLDEN, TRAL, VOST, happening

HEAD = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\t"
    "Wikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\t"
    "Primary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\t"
    "Story Organizations\tStory Locations\tLanguage\tVersion\n"
)
UNKNOWN = (
    *("Intensity", "Quad Code", "Contexts", "Actor COW", "Recipient COW", "Wikipedia Actor ID"),
    *("Wikipedia Recipient ID", "District", "GeoNames ID", "Raw Placename", "Feature Type"),
)
WORDS = "Paris envoys met in Olden and Vost listened with others."


def read(material: Material) -> list[dict[str, str]]:
    """The rows."""
    text = io.StringIO("".join(polecat.lines(material)), newline="")
    return list(csv.DictReader(text, delimiter="\t", strict=True))


def _record(status: EventStatus, code: str) -> Record:
    article = make.article(WORDS, id=f"article-{status}", site="Wire", published="2025-10-22")
    event = Event(
        id=f"event-{status}",
        type="CONSULT",
        code=code,
        mode="meet",
        what="meeting",
        status=status,
        participants=(Participant(TRAL.id, make.passage(article, "Paris envoys"), "actor"),),
        where=OLDEN.id,
        when=None,
        score=1.0,
        reason="by hand",
        evidence=make.passage(article, WORDS),
    )
    return make.record(article, [*rows.EVERYBODY, event])


def _row(*records: Record, **over: Any) -> dict[str, str]:
    members = [{"source": "a", "event": one.events[0].id, "quote": WORDS} for one in records]
    parties = [
        {"entity": TRAL.id, "name": "Tral", "role": "actor"},
        {"entity": MIRA.id, "name": "Mira Sohn", "role": "mediator"},
        {"entity": VOST.id, "name": "Vost", "role": "recipient"},
        {"entity": None, "name": "others; and more", "role": "recipient"},
    ]
    given = {"participants": parties, "members": members, "where": "Olden", **over}
    (row,) = read(rows.material([happening(1, **given)], records=records))
    return row


def test_the_head_is_that_of_polecat() -> None:
    """Every column of the public files, in their order."""
    assert "".join(polecat.lines(rows.material())) == HEAD


def test_parties_share_a_cell_in_one_order() -> None:
    """Names, countries and words stand in step; one of whom only words are known has no name."""
    row = _row(_record("held", "CONSULT"))
    assert (row["Actor Name"], row["Actor Country"]) == ("Tral; Mira Sohn", "FRA; FRA")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Vost; ", "DEU; ")
    assert row["Actor Name Raw"] == "Paris envoys; Mira Sohn"
    assert row["Recipient Name Raw"] == "Vost; others, and more"


def test_place_and_story_are_told() -> None:
    """Where it was, who reports it, and whom the report speaks of."""
    row = _row(_record("held", "CONSULT"))
    assert (row["Event Date"], row["Publication Date"]) == ("2025-10-21", "2025-10-22")
    assert (row["Placename"], row["City"], row["Country"]) == ("Olden", "Olden", "DEU")
    assert (row["Latitude"], row["Longitude"]) == ("50.5", "-3.25")
    assert (row["Source"], row["Story People"]) == ("Wire", "Mira Sohn")
    assert row["Version"] == "memcon 0"


def test_the_code_is_that_of_the_status_in_the_end() -> None:
    """A meeting that was planned and then called off is coded as PLOVER codes the latter."""
    planned, cancelled = _record("planned", "AGREE"), _record("cancelled", "REJECT")
    row = _row(planned, cancelled, status="cancelled")
    assert (row["Event Type"], row["Event Mode"]) == ("REJECT", "meet")


def test_nothing_is_invented(material: Material) -> None:
    """What memcon does not know is empty in every row."""
    assert {row[column] for row in read(material) for column in UNKNOWN} == {""}


def test_an_event_without_a_date_has_none(material: Material) -> None:
    """The day of a report is not made the day of what it tells of."""
    dates = {row["id"]: row["when"]["from"] if row["when"] else "" for row in material.events}
    assert {row["Event ID"]: row["Event Date"] for row in read(material)} == dates


def test_what_is_denied_is_no_event() -> None:
    """It is not among the rows."""
    denied = _record("denied", "CONSULT")
    member = [{"source": "a", "event": denied.events[0].id, "quote": WORDS}]
    given = happening(1, TRAL, status="denied", members=member)
    assert read(rows.material([given], records=[denied])) == []


def test_hostile_words_stay_in_their_cells(hostile_material: Material) -> None:
    """One line a row, and only numbers begin with a sign."""
    lines = "".join(polecat.lines(hostile_material)).splitlines()
    assert len(lines) == len(hostile_material.events) + 1
    cells = {cell for row in read(hostile_material) for cell in row.values()}
    assert {cell for cell in cells if cell.startswith(("=", "+", "-", "@"))} == {"-1.5", "-77.25"}
