import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.knowledge.dates import first_day, is_date, last_day, shifted


@pytest.mark.parametrize("text", ["2014", "2014-02", "2014-02-28", "2016-02-29"])
def test_accepts_dates_and_shortened_dates(text: str) -> None:
    """A year, a month and a day are dates."""
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "0000", "2014-13", "2014-02-30", "14-02-01", "2014-2", "now"])
def test_refuses_what_is_no_date(text: str) -> None:
    """Days that do not exist and other forms are refused."""
    assert not is_date(text)


def test_a_month_reaches_from_its_first_to_its_last_day() -> None:
    """Shortened dates are stretches of days."""
    assert (first_day("2016-02"), last_day("2016-02")) == ("2016-02-01", "2016-02-29")
    assert (first_day("2016"), last_day("2016")) == ("2016-01-01", "2016-12-31")


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_every_day_lies_in_the_stretch_of_its_shortened_form(
    day: datetime.date, length: int
) -> None:
    """Shortening a date never loses the day."""
    full = day.isoformat()
    short = full[:length]
    assert is_date(short)
    assert first_day(short) <= full <= last_day(short)


def test_days_are_counted_over_months_and_years() -> None:
    """Shifting knows the calendar, back and forth."""
    assert shifted("2024-02-28", 2) == "2024-03-01"
    assert shifted("2025-01-01", -1) == "2024-12-31"
