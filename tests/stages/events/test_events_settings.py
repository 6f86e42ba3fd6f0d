"""Days, places and parties that the words around a meeting give."""

from __future__ import annotations

import pytest

from memcon.record import Event, Record
from tests.stages.events.conftest import Read


def _one(record: Record) -> Event:
    (event,) = (event for event in record.events if event.type == "CONSULT")
    return event


def _names(record: Record, event: Event) -> set[str]:
    entities = (record.entity(p.entity) for p in event.participants if p.entity)
    return {entity.name for entity in entities if entity is not None}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Chile and Peru will hold talks in Lima on 13 and 14 November.",
            ("2025-11-13", "2025-11-14"),
        ),
        (
            "Chile and Peru will hold talks in Lima on Thursday and Friday.",
            ("2025-10-23", "2025-10-24"),
        ),
        ("Macron will visit Chad from 3 to 5 November.", ("2025-11-03", "2025-11-05")),
        (
            "Chile will take part in the summit with Peru set for 18 November in Lima.",
            ("2025-11-18", "2025-11-18"),
        ),
        (
            "Chile and Peru will hold two days of talks in Lima from Thursday.",
            ("2025-10-23", "2025-10-24"),
        ),
        (
            "Emmanuel Macron arrived in Chad on Monday for a three-day visit.",
            ("2025-10-20", "2025-10-22"),
        ),
        (
            "A meeting of Chile and Peru due on October 28 has been pushed back to November 4.",
            ("2025-11-04", "2025-11-04"),
        ),
        (
            "Talks between Chile and two other states that were to begin on Friday were put off.",
            ("2025-10-24", "2025-10-24"),
        ),
    ],
)
def test_a_stretch_keeps_its_first_and_last_day(
    read: Read, text: str, days: tuple[str, str]
) -> None:
    """Days joined by "and", "to" or a dash are one stretch; a participle may say when it is."""
    event = _one(read([text])[0])
    assert event.when is not None
    assert (event.when.begin, event.when.end) == days


def test_two_days_apart_are_no_stretch(read: Read) -> None:
    """Two days with "and" between them that do not follow each other are not one meeting."""
    event = _one(read(["Chile and Peru will hold talks in Lima on 3 and 14 November."])[0])
    assert event.when is not None
    assert event.when.begin == event.when.end


def test_a_city_before_a_meeting_is_where_it_is(read: Read) -> None:
    """The Geneva talks are in Geneva, and Switzerland is no party to them."""
    (record,) = read(["Chile's president will attend the Geneva talks with Peru on Friday."])
    event = _one(record)
    place = record.entity(event.where or "")
    assert place is not None
    assert place.name == "Geneva"
    assert "Switzerland" not in _names(record, event)


def test_those_who_are_told_take_no_part(read: Read) -> None:
    """Reporters are no party to a meeting that is ruled out before them."""
    (record,) = read(["Emmanuel Macron told reporters that he would not hold talks with Serbia."])
    quotes = {p.passage.quote for event in record.events for p in event.participants}
    assert quotes
    assert not any("reporters" in quote for quote in quotes)


def test_millions_are_no_pair(read: Read) -> None:
    """Two million people are not the two persons named before."""
    text = (
        "Emmanuel Macron met Giorgia Meloni in Rome. Two million people were displaced in Sudan by "
        "the army of Chad."
    )
    (record,) = read([text])
    for event in record.events:
        if event.type != "CONSULT":
            assert "Giorgia Meloni" not in _names(record, event)


def test_presidents_are_those_called_so(read: Read) -> None:
    """The two presidents are those of the summit, not the last two who were named."""
    text = (
        "The presidents of Chile and Peru will hold a summit in Lima. Emmanuel Macron called "
        "Giorgia Meloni on Monday. The two presidents last met in Quito."
    )
    (record,) = read([text])
    held = [e for e in record.events if e.status == "held" and e.mode == "meet"]
    assert [_names(record, event) for event in held] == [{"Chile", "Peru"}]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile's president will go to Peru if the agenda is serious.", "proposed"),
        ("Talks between Chile and Peru had been set for May but were put off.", "postponed"),
        ("A meeting of Chile and Peru, due on 20 October, did not take place.", "cancelled"),
        ("Chile turned down a Peruvian proposal for talks in Quito.", "refused"),
        ("Chile's government has decided not to attend the summit with Peru.", "refused"),
        ("A trip of the Chilean president to Peru is in preparation.", "planned"),
        ("Talks between Chile and Peru off after blast", "cancelled"),
        ("Talks between Chile and Peru in limbo after blast", "postponed"),
        ("A third day of talks, pencilled in for Friday, was dropped.", "cancelled"),
    ],
)
def test_how_far_a_meeting_came(read: Read, text: str, status: str) -> None:
    """Conditions, second verbs and what did not take place tell the status."""
    assert _one(read([text])[0]).status == status


def test_what_comes_every_month_is_no_event(read: Read) -> None:
    """A habit is told, not one meeting."""
    (record,) = read(["Every month Chile and Peru announce a meeting."])
    assert not record.events


def test_what_is_agreed_to_stands_behind_a_place_and_a_day(read: Read) -> None:
    """A place and a day between a verb and its infinitive hide no agreement."""
    (record,) = read(["Chile and Peru agreed in Lima on 16 May 2025 to free 200 prisoners each."])
    (event,) = record.events
    assert (event.type, event.status, _names(record, event)) == ("AGREE", "held", {"Chile", "Peru"})


def test_a_meeting_on_the_margins_is_another_one(read: Read) -> None:
    """Who is met beside a summit is no party to it, and a call is no meeting."""
    text = (
        "The president of Chile met the president of Peru in Lima on Monday. On the margins of "
        "the summit Chile's president held talks with the United Nations. Chile's foreign "
        "minister spoke by telephone with the foreign minister of Peru on Monday."
    )
    (record,) = read([text])
    held = [event for event in record.events if event.type == "CONSULT"]
    assert [event.mode for event in held] == ["meet", "meet", "phone"]
    assert "United Nations" not in _names(record, held[0])


def test_who_asks_who_called_tells_of_no_call_refused(read: Read) -> None:
    """A question on which two differ is no refusal."""
    (record,) = read(["Chile and Peru did not agree on who had placed the call to Lima."])
    assert not [event for event in record.events if event.status == "refused"]
