from __future__ import annotations

import pytest

from memcon.render.days import Days


@pytest.mark.parametrize(
    ("value", "called"),
    [
        ("2025-10-20", "2025-10-20"),
        ("2025-10-20TEV", "2025-10-20"),
        ("2025-10", "2025-10"),
        ("2025-10-XX", "2025-10"),
        ("2025", "2025"),
        ("202", "2020 to 2029"),
        ("2025-W43", "2025-10-20 to 26"),
        ("2025-W40", "2025-09-29 to 10-05"),
        ("2026-W01", "2025-12-29 to 2026-01-04"),
        ("2025-W43-WE", "2025-10-25 to 26"),
        ("2025-SU", "summer 2025"),
        ("2025-WI", "winter 2025"),
        ("2025-Q3", "third quarter of 2025"),
        ("2025-H1", "first half of 2025"),
    ],
)
def test_days_are_called_as_readers_do(value: str, called: str) -> None:
    """No TIMEX3 letters are left in what a timeline shows."""
    days = Days.of(value)
    assert days is not None
    assert days.called == called


@pytest.mark.parametrize("value", ["PAST_REF", "P3D", "XXXX-10", "2025-XX", ""])
def test_what_has_no_days_is_none(value: str) -> None:
    """Durations, references and unknown years stand nowhere on the calendar."""
    assert Days.of(value) is None


def test_days_sort_into_a_timeline() -> None:
    """Stretches come by their first day, and the shorter before the longer."""
    values = ["2025-11", "2025-10-20", "2025", "2025-10", "2025-W43", "2025-10-01"]
    found = sorted(days for days in map(Days.of, values) if days)
    assert [days.called for days in found] == [
        "2025", "2025-10-01", "2025-10", "2025-10-20", "2025-10-20 to 26", "2025-11",
    ]  # fmt: skip
