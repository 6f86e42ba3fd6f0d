"""When to come back: periods as people write them, waits that double, ``Retry-After``.

No wait is random: the same faults give the same times.
"""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from memcon.errors import UsageError

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
UNITS: Final = {"s": 1.0, "m": MINUTE, "h": HOUR, "d": DAY}
PERIOD: Final = re.compile(r"(?:\d{1,6}[smhd])+", re.ASCII)
PART: Final = re.compile(r"(\d+)([smhd])", re.ASCII)
SECONDS: Final = re.compile(r"\s*\d{1,12}\s*", re.ASCII)


def parse_period(option: str, words: str) -> float:
    """Seconds of ``90s``, ``15m``, ``2h``, ``1d`` or ``1h30m``.

    Raises ``UsageError`` that names ``option`` for anything else, and for nothing.
    """
    found = PART.findall(words) if PERIOD.fullmatch(words) else []
    seconds = sum(int(number) * UNITS[unit] for number, unit in found)
    if not seconds:
        raise UsageError(f"{option} {words!r} is no length of time; write it as 15m, 2h or 1h30m")
    return seconds


def wait_after(fails: int, *, first: float, factor: int = 2, most: float = DAY) -> float:
    """Seconds to wait after so many faults in a row: each wait ``factor`` times the one before."""
    return min(most, first * float(factor) ** min(max(fails - 1, 0), 32))


def parse_retry_after(value: str | None, *, now: float) -> float | None:
    """Seconds until the time that ``Retry-After`` names (RFC 9110, 10.2.3), at most a day.

    ``now`` is in seconds since 1970; ``None`` where the header says nothing that can be read.
    """
    if not value:
        return None
    if SECONDS.fullmatch(value):
        return min(float(value), DAY)
    try:
        named = parsedate_to_datetime(value)
        at = named.replace(tzinfo=named.tzinfo or UTC).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(at - now, 0.0), DAY)
