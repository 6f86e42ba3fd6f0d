"""Statements of Wikidata are read as precise as they are, and strange shapes as nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.knowledge.adding import claims
from memcon.knowledge.dates import is_date
from tests.knowledge.adding.wikidata_items import claim, item, item_value, moment, place, value


@pytest.mark.parametrize(
    ("time", "precision", "date"),
    [
        ("+2019-05-20T00:00:00Z", 11, "2019-05-20"),
        ("+2019-05-00T00:00:00Z", 11, "2019-05"),
        ("+2019-00-00T00:00:00Z", 11, "2019"),
        ("+2019-05-20T00:00:00Z", 10, "2019-05"),
        ("+2019-01-01T00:00:00Z", 9, "2019"),
        ("+2019-02-30T00:00:00Z", 11, "2019-02"),
        ("+2019-13-01T00:00:00Z", 11, "2019"),
        ("+2010-00-00T00:00:00Z", 8, None),
        ("-0044-03-15T00:00:00Z", 11, None),
        ("+0000-00-00T00:00:00Z", 9, None),
        ("+12019-05-20T00:00:00Z", 11, None),
        ("soon", 11, None),
    ],
)
def test_dates_are_as_precise_as_told(time: str, precision: int, date: str | None) -> None:
    """Days and months of 00 shorten a date; decades and years before Christ are none."""
    assert claims.to_date({"time": time, "precision": precision}) == date


def test_best_statements_leave_out_the_deprecated() -> None:
    """Preferred ones stand alone; a deprecated one never counts, even alone."""
    told = [
        claim(item_value("Q1"), "deprecated"),
        claim(item_value("Q2")),
        claim(item_value("Q3"), "preferred"),
    ]
    assert claims.numbers(item("Q9", "x", {"P17": told}), "P17") == (3,)
    assert claims.numbers(item("Q9", "x", {"P17": told[:2]}), "P17") == (2,)
    assert claims.numbers(item("Q9", "x", {"P17": told[:1]}), "P17") == ()


@pytest.mark.parametrize("kind", ["novalue", "somevalue"])
def test_missing_values_are_no_values(kind: str) -> None:
    """A snak without a value gives nothing, as a statement and as a qualifier."""
    empty = {"snaktype": kind, "property": "P17"}
    assert claims.main_value(claim(empty)) is None
    assert list(claims.qualifiers(claim(empty, P580=empty), "P580")) == []


def test_old_dumps_number_items() -> None:
    """An item may be given by its number alone."""
    assert claims.to_number({"entity-type": "item", "numeric-id": 212}) == 212


def test_places_on_other_globes_are_none() -> None:
    """A crater on the Moon has no place on the map."""
    assert claims.to_point(place(10, 20)["datavalue"]["value"]) == (10.0, 20.0)
    assert claims.to_point(place(10, 20, globe="Q405")["datavalue"]["value"]) is None
    assert claims.to_point({"latitude": 91, "longitude": 0}) is None


def test_labels_may_stand_in_mul_alone() -> None:
    """The label for all languages serves where English has none, on one line."""
    labels = {"mul": {"language": "mul", "value": "Anna \n Nowak"}}
    assert claims.text_in(labels, "en", "mul") == "Anna Nowak"
    assert claims.text_in([], "en") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["mainsnak", "datavalue", "value", "snaktype", "id", "time", "rank"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.dictionaries(st.sampled_from(["P17", "P625", "P580"]), JSON, max_size=3))
def test_any_shape_can_be_read(strange: Any, some: dict[str, Any]) -> None:
    """Whatever stands in the place of a value, nothing is raised and dates are dates."""
    thing = {
        "id": strange,
        "claims": some | {"P580": [claim(moment("x")), strange, value(strange)]},
    }
    assert all(isinstance(number, int) for number in claims.numbers(thing, "P17"))
    date = claims.first_date(thing, "P580")
    assert date is None or is_date(date)
    for read in (claims.to_point, claims.to_amount, claims.to_number, claims.to_date):
        read(strange)
