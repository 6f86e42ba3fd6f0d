"""Which items are kept, and what is kept of them."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.knowledge.adding.found import Found, Term
from memcon.knowledge.adding.items import Reader, card_text, weight_of
from memcon.record import EntityKind
from tests.knowledge.adding.wikidata_items import (
    PRESIDENT,
    claim,
    item,
    item_value,
    moment,
    office,
    person,
    place,
    town,
    ukraine,
    value,
)

POST = int(PRESIDENT[1:])


def read(thing: Any, least: int = 1) -> Found | None:
    """What is kept of an item."""
    known = frozenset({"mc:geonames/700"})
    reader = Reader(states={"Q212": "UKR"}, known=known, least_sitelinks=least)
    return reader.read(thing)


def terms(*held: dict[str, Any], **more: Any) -> tuple[Term, ...]:
    """The terms of a person with these P39."""
    found = read(person("Q9", "A B", *held, **more))
    assert found is not None
    return found.terms


def test_people_in_office_are_kept_however_little_known() -> None:
    """A human with an office needs no article; one without is passed over."""
    assert read(person(links=0)) is not None
    plain = item("Q9", "Plain Person", {"P31": [claim(item_value("Q5"))]}, links=40)
    assert read(plain) is None


def test_little_known_places_are_passed_over() -> None:
    """Below the least number of articles a place is not kept."""
    assert read(town(links=2), least=3) is None
    assert read(town(links=3), least=3) is not None


def test_what_has_no_trace_of_place_or_time_is_passed_over() -> None:
    """An idea with a hundred articles is no place, body or event."""
    assert read(item("Q9", "peace", {"P31": [claim(item_value("Q7"))]}, links=100)) is None


def test_a_place_has_its_country_coordinates_and_ids() -> None:
    """Country by alpha-3 code, coordinates, inhabitants, and the id of its GeoNames entry."""
    geonames = {"P1566": [claim(value("700"))], "P1082": [claim(value({"amount": "+12000"}))]}
    found = read(town(claims=geonames, description="town in Ukraine", aliases=["Old Testopil"]))
    assert found is not None
    assert found.row is not None
    row = found.row
    assert (row.country, row.lat, row.lon, row.population) == ("UKR", 49.5, 31.5, 12000)
    assert found.same == ("mc:geonames/700",)
    assert found.page == "Testopil"
    assert {"Testopil", "Old Testopil"} <= set(found.names)
    assert row.card == "Testopil: town in Ukraine."
    assert row.card_as_of == "2026-05-04"


def test_a_former_country_of_a_place_is_not_its_country() -> None:
    """A country statement that has ended does not count."""
    past = [claim(item_value("Q212"), P582=moment("+1991-08-24T00:00:00Z"))]
    found = read(town(claims={"P17": past}))
    assert found is not None
    assert found.row is not None
    assert found.row.country is None


def test_terms_are_dated() -> None:
    """Begin and end as precise as told; a term without an end is open."""
    closed = claim(
        item_value(PRESIDENT),
        P580=moment("+2010-02-00T00:00:00Z", 10),
        P582=moment("+2014-02-22T00:00:00Z"),
    )
    opened = claim(item_value(PRESIDENT), P580=moment("+2026-03-10T00:00:00Z"))
    assert terms(closed, opened) == (
        Term(9, POST, "2010-02", "2014-02-22"),
        Term(9, POST, "2026-03-10", None),
    )


@pytest.mark.parametrize(
    "held",
    [
        claim(item_value(PRESIDENT)),
        claim(item_value(PRESIDENT), P582=moment("+2014-02-22T00:00:00Z")),
        claim(item_value(PRESIDENT), P580={"snaktype": "somevalue"}),
        claim(
            item_value(PRESIDENT),
            P580=moment("+2010-02-25T00:00:00Z"),
            P582={"snaktype": "somevalue"},
        ),
        claim(item_value(PRESIDENT), "deprecated", P580=moment("+2010-02-25T00:00:00Z")),
        claim({"snaktype": "somevalue"}, P580=moment("+2010-02-25T00:00:00Z")),
        claim(
            item_value(PRESIDENT),
            P580=moment("+2014-02-25T00:00:00Z"),
            P582=moment("+2010-02-25T00:00:00Z"),
        ),
    ],
    ids=[
        "undated",
        "end only",
        "begin unknown",
        "end unknown",
        "deprecated",
        "no post",
        "reversed",
    ],
)
def test_terms_that_cannot_be_placed_are_left_out(held: dict[str, Any]) -> None:
    """A term needs a beginning, an office, and no end that is known to be unknown."""
    whole = claim(item_value("Q77"), P580=moment("+2001-00-00T00:00:00Z", 9))
    assert terms(held, whole) == (Term(9, 77, "2001", None),)


def test_an_end_that_does_not_exist_leaves_a_term_open() -> None:
    """``novalue`` under end says that the person is in office."""
    held = claim(
        item_value(PRESIDENT), P580=moment("+2020-01-01T00:00:00Z"), P582={"snaktype": "novalue"}
    )
    assert terms(held) == (Term(9, POST, "2020-01-01", None),)


def test_death_ends_a_term() -> None:
    """Nobody is in office after their death, whether the term says so or not."""
    held = claim(item_value(PRESIDENT), P580=moment("+1995-01-01T00:00:00Z"))
    died = {"P570": [claim(moment("+1999-07-02T00:00:00Z"))]}
    assert terms(held, claims=died) == (Term(9, POST, "1995-01-01", "1999-07-02"),)


def test_an_office_knows_its_body() -> None:
    """The jurisdiction of an office, and the office that a state says leads it."""
    found, state = read(office()), read(ukraine())
    assert found is not None
    assert found.row is None
    assert found.post is not None
    assert (found.post.title, found.post.body) == ("President of Ukraine", 212)
    assert state is not None
    assert [(one.post, one.role) for one in state.charges] == [(POST, "head_of_state")]
    assert state.row is not None
    assert (state.row.kind, state.row.country) == (EntityKind.COUNTRY, "UKR")


@pytest.mark.parametrize(
    "thing",
    [
        [],
        "Q5",
        {"id": "P31", "type": "property"},
        {"id": "L5", "type": "lexeme"},
        {"id": "Q5"},
        {"id": "Q5", "type": "item", "labels": [], "claims": []},
        {"id": "Q0", "type": "item"},
    ],
)
def test_other_things_are_passed_over(thing: Any) -> None:
    """Properties, lexemes, empty items and lists are no items to keep."""
    assert read(thing) is None


def test_events_have_begin_and_end_but_places_do_not() -> None:
    """What lasts is not unknown before the day on which it was founded."""
    dates = {
        "P31": [claim(item_value("Q7"))],
        "P580": [claim(moment("+2026-03-10T00:00:00Z"))],
        "P582": [claim(moment("+2026-03-12T00:00:00Z"))],
    }
    event = read(item("Q9", "Testopil summit", dates, description="meeting in Ukraine"))
    assert event is not None
    assert event.row is not None
    assert (event.row.begin, event.row.end) == ("2026-03-10", "2026-03-12")
    assert event.row.card is not None
    assert event.row.card.endswith("From 10 March 2026 to 12 March 2026.")
    founded = {"P571": [claim(moment("+1890-00-00T00:00:00Z", 9))], "P625": [claim(place(1, 2))]}
    found = read(town(claims=founded))
    assert found is not None
    assert found.row is not None
    assert found.row.begin is None


def test_cards_say_what_since_and_until() -> None:
    """Dates are spelled out; without a description there is no card."""
    person_card = card_text("A B", "diplomat", kind=EntityKind.PERSON, begin="1950", end="2020-01")
    assert person_card == "A B: diplomat. Born 1950, died January 2020."
    assert card_text("A", "body", kind=EntityKind.ORGANISATION, begin="1949-04-04") == (
        "A: body. Since 4 April 1949."
    )
    assert card_text("A", "vote", kind=EntityKind.EVENT, begin="2020-05-01", end="2020-05-01") == (
        "A: vote. On 1 May 2020."
    )
    assert card_text("A", None, kind=EntityKind.EVENT, begin="2020") is None


def test_weight_grows_with_articles() -> None:
    """States, towns and hamlets stand apart as in the built-in base."""
    assert weight_of(300) == pytest.approx(1800)
    assert 0 < weight_of(0) < weight_of(7) < 1.5
