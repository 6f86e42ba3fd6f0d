"""Rows are made from a record alone, under numbers that follow their dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.store import Filter, View, Writer
from memcon.store.projection import last_day, name_key, number_of
from tests import dossier

DATES = st.dates().map(lambda day: day.isoformat())


@given(DATES, DATES, st.text(max_size=5), st.text(max_size=5))
def test_numbers_follow_dates(one: str, other: str, key: str, second: str) -> None:
    """A later day has a greater number whatever the key; all fit into 63 bits."""
    numbers = number_of(one, key), number_of(other, second)
    assert all(0 < number < 2**63 for number in numbers)
    if one != other:
        assert (numbers[0] < numbers[1]) == (one < other)
    else:
        assert (numbers[0] == numbers[1]) == (key == second)


def test_what_has_no_date_comes_before_all() -> None:
    """Unknown days count as long ago."""
    assert number_of("", "x") < number_of("0001-01-01", "x")


@pytest.mark.parametrize(
    ("date", "last"),
    [("2025", "2025-12-31"), ("2025-02", "2025-02-31"), ("2025-02-03", "2025-02-03"), ("", "")],
)
def test_shortened_dates_end(date: str, last: str) -> None:
    """A month or a year lasts until no later day of it could be."""
    assert last_day(date) == last


def test_names_are_compared_without_case_and_spaces() -> None:
    """Spellings that differ in nothing else are one name."""
    assert name_key("  Sergey\n LAVROV ") == name_key("sergey lavrov")


def test_numbers_that_are_taken_are_passed_over(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows whose numbers would be the same are all kept."""
    monkeypatch.setattr("memcon.store.keeping.number_of", lambda last, key: 7)
    records = list(dossier.records(3))
    with Writer.open(store) as writer:
        for record in records:
            writer.add([record])
    with View.open(store) as view:
        assert len(view.statements()) == sum(len(one.statements) for one in records)


def test_the_latest_come_first_where_many_match(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that is nearly everywhere finds what is new."""
    with Writer.open(store) as writer:
        writer.add(list(dossier.records(6)))
    monkeypatch.setattr("memcon.store.search.MANY", 5)
    with View.open(store) as view:
        rows = view.search(dossier.SMALL.words[0], Filter(limit=8, type="CONSULT"))
        many = view.search(dossier.SMALL.words[0], Filter(limit=8))
    assert [row["score"] for row in many] == [0] * 8
    dates = [row["date"] for row in many if "date" in row]
    assert dates == sorted(dates, reverse=True)
    assert {row["kind"] for row in rows} <= {"event"}
