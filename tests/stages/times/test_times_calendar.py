"""Days covered by TIMEX3 values, and the calendar under them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.text import calendar
from memcon.text.calendar import interval

DAYS = st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31))


@pytest.mark.parametrize("text", ["2014", "2014-02", "2014-02-28", "2016-02-29"])
def test_dates_may_be_shortened(text: str) -> None:
    """A year, a month and a day are dates."""
    assert calendar.is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "0000", "2014-13", "2014-02-30", "14-02-01", "2014-2", "now", "2014\n"),
        *("2014-02-28T10:00", "٢٠١٤", "2014-0٢-01", "２０１４-02"),
    ],
)
def test_other_texts_are_no_dates(text: str) -> None:
    """Days that do not exist, other forms, and figures that are not ASCII."""
    assert not calendar.is_date(text)


@pytest.mark.parametrize("value", ["２０２５-10-20", "2025-W４３", "٢٠٢٥"])
def test_only_ascii_figures_cover_days(value: str) -> None:
    """ISO 8601 knows the figures 0 to 9 alone."""
    assert interval(value) is None


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2025-10-20", ("2025-10-20", "2025-10-20")),
        ("2025-10-20T15:00", ("2025-10-20", "2025-10-20")),
        ("2025-10-20TEV", ("2025-10-20", "2025-10-20")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-W43", ("2025-10-20", "2025-10-26")),
        ("2025-W43-WE", ("2025-10-25", "2025-10-26")),
        ("2025-Q4", ("2025-10-01", "2025-12-31")),
        ("2025-H1", ("2025-01-01", "2025-06-30")),
        ("2025-SU", ("2025-06-01", "2025-08-31")),
        ("2025-WI", ("2025-12-01", "2026-02-28")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("FY2025", ("2025-01-01", "2025-12-31")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("19", ("1900-01-01", "1999-12-31")),
    ],
)
def test_interval(value: str, days: tuple[str, str]) -> None:
    """Both ends belong to the interval."""
    assert interval(value) == days


@pytest.mark.parametrize(
    "value",
    ["", "P2D", "PT3H", "PXY", "PAST_REF", "PRESENT_REF", "XXXX-10-20", "XXXX-WXX-5", "2025-13",
     "2025-02-30", "2025-W54", "2025-Q5", "00", "000", "0000", "2025-XX"],
)  # fmt: skip
def test_no_interval(value: str) -> None:
    """Durations, sets, references and impossible dates cover nothing."""
    assert interval(value) is None


@given(DAYS)
def test_every_value_of_a_day_covers_it(day: date) -> None:
    """Day, week, month, quarter, half, year, decade: each holds the day, the longer the wider."""
    year = f"{day.year:04}"
    values = (
        day.isoformat(),
        day.isoformat()[:7],
        f"{year}-Q{calendar.quarter_of(day)}",
        f"{year}-H{(day.month + 5) // 6}",
        year,
        *((year[:3],) if day.year > 9 else ()),
    )
    width = 0
    for value in (*values, calendar.week_value(day)):
        covered = interval(value)
        assert covered is not None
        assert covered[0] <= day.isoformat() <= covered[1]
    for value in values:
        first, last = (date.fromisoformat(end) for end in interval(value) or ("", ""))
        assert (last - first).days >= width
        width = (last - first).days


@given(st.text(alphabet="0123456789-WQHXTPFYSUEMONAI:", max_size=14))
def test_interval_is_ordered_or_nothing(value: str) -> None:
    """Whatever is asked, the answer is two ISO dates in order, or nothing."""
    covered = interval(value)
    if covered:
        assert covered[0] <= covered[1]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", end) for end in covered)


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    """Between 22 March and 25 April."""
    found = calendar.easter(year)
    assert found.isoweekday() == 7
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2024, "03-31"), (2025, "04-20")]
)
def test_easter_of_known_years(year: int, day: str) -> None:
    """As printed in almanacs."""
    assert calendar.easter(year).isoformat() == f"{year}-{day}"


@given(DAYS, st.integers(-30, 30))
def test_months_come_back(day: date, count: int) -> None:
    """There and back is the same day, or an earlier one where a month was too short."""
    there = calendar.add_months(day, count)
    back = calendar.add_months(there, -count) if there else None
    assert back is None or timedelta(0) <= day - back <= timedelta(3)


def test_nth_weekday() -> None:
    """From the start of a month, and from its end."""
    assert calendar.nth_weekday(2025, 11, 4, nth=4) == date(2025, 11, 27)
    assert calendar.nth_weekday(2025, 5, 1, nth=-1) == date(2025, 5, 26)
    assert calendar.nth_weekday(2025, 2, 1, nth=5) is None
