from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.day import day_of_url, to_day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-10-21", "2025-10-21"),
        ("2025-10-21T23:30:00-05:00", "2025-10-21"),
        ("20251021", "2025-10-21"),
        ("2025-10", "2025-10"),
        ("2025", "2025"),
        ("Tue, 21 Oct 2025 08:00:00 +0200", "2025-10-21"),
        ("2025-10T08:00Z", "2025-10"),
        ("2025-13-45", None),
        ("2025-13", None),
        ("2025-10 or so", None),
        ("٢٠٢٥-10-21", None),
        ("2025\u066110-21", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_machine_dates(value: str | None, expected: str | None) -> None:
    """ISO, compact and mail dates are read; nonsense is not."""
    assert to_day(value) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2025/10/21/talks", "2025-10-21"),
        ("https://a.example/world/2025/oct/21/talks", "2025-10-21"),
        ("https://a.example/2025-10-21-talks.html", "2025-10-21"),
        ("https://a.example/20251021/talks", "2025-10-21"),
        ("https://a.example/2025/99/99/", None),
        ("https://a.example/talks-2025", None),
    ],
)
def test_dates_in_addresses(url: str, expected: str | None) -> None:
    """Year, month and day in the path are a date; less is not."""
    assert day_of_url(url) == expected


@given(st.text(max_size=40))
def test_nothing_raises(value: str) -> None:
    """Any string is a date or none."""
    assert to_day(value) is None or len(to_day(value) or "") in (4, 7, 10)
