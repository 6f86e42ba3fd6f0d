from __future__ import annotations

import pytest

from memcon.errors import UsageError
from memcon.watch.schedule import DAY, HOUR, parse_period, parse_retry_after, wait_after

NOW = 1_761_040_800.0  # Tue, 21 Oct 2025 10:00:00 GMT


@pytest.mark.parametrize(
    ("words", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", DAY), ("1h30m", 5400)]
)
def test_periods_are_read(words: str, seconds: float) -> None:
    """Seconds, minutes, hours and days, also together."""
    assert parse_period("--every", words) == seconds


@pytest.mark.parametrize("words", ["", "15", "m", "-5m", "0m", "1.5h", "5 m", "15min", "٥m"])
def test_what_is_no_period_is_refused(words: str) -> None:
    """The option is named."""
    with pytest.raises(UsageError, match="--every"):
        parse_period("--every", words)


def test_waits_grow_to_a_day() -> None:
    """Each is so many times the one before; no number of faults overflows."""
    assert [wait_after(n, first=60) for n in (0, 1, 2, 3, 4)] == [60, 60, 120, 240, 480]
    assert wait_after(3, first=60, factor=4) == 960
    assert wait_after(10_000, first=60) == DAY


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("999999999", DAY),
        ("Tue, 21 Oct 2025 11:00:00 GMT", HOUR),
        ("Tue, 21 Oct 2025 11:00:00", HOUR),
        ("Tue, 21 Oct 2025 09:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read(header: str | None, seconds: float | None) -> None:
    """Seconds or a date; the past is now, and nothing is longer than a day."""
    assert parse_retry_after(header, now=NOW) == seconds
