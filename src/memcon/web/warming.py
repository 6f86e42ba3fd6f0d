"""The pages that everybody opens, made before anybody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event
from typing import Final

from memcon.errors import MemconError

COMMON: Final = ("/", "/entities", "/positions", "/briefing")
"""The addresses of these pages."""
PAUSE_S: Final = 2.0
"""Seconds after which it is asked again whether the store has changed."""


def keep_warm(
    tell: Callable[[], str],
    pages: Sequence[Callable[[], object]],
    *,
    stop: Event,
    pause_s: float = PAUSE_S,
) -> None:
    """Make ``pages`` now and whenever ``tell`` gives another revision, until ``stop`` is set.

    What cannot be made is left to whoever asks for it, who is told of the fault.
    """
    made: str | None = None
    while not stop.is_set():
        with suppress(MemconError):
            revision = tell()
            if revision != made:
                for make in pages:
                    make()
                made = revision
        stop.wait(pause_s)
