"""Work for processes that tests start: they find it by name, so it stands in a module."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from memcon.errors import SourceError

POISON = -1
ONCE = -2


def double(items: Sequence[int]) -> list[int]:
    """Twice each number."""
    return [2 * item for item in items]


def refuse(items: Sequence[int]) -> list[int]:
    """What a task does that finds a fault of its own."""
    raise SourceError("x.html", f"cannot be read ({len(items)})")


def deadly(items: Sequence[int]) -> list[int]:
    """Twice each number; ``POISON`` kills the process, as running out of memory would."""
    if POISON in items:
        os._exit(9)
    return double(items)


def die_once(items: Sequence[tuple[int, str]]) -> list[int]:
    """Twice each number; ``ONCE`` kills the process once, and leaves the mark that it names."""
    for number, mark in items:
        if number == ONCE and not Path(mark).exists():
            Path(mark).touch()
            os._exit(9)
    return double([number for number, _ in items])


def linger(items: Sequence[int]) -> list[int]:
    """Twice each number, after a while: time enough to take away who works on it."""
    time.sleep(0.4)
    return double(items)
