"""Time as the watch knows it: passed in, so that tests have their own."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Protocol


class Clock(Protocol):
    """What time it is, and waiting."""

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has asked to stop."""

    def now(self) -> float:
        """Seconds since 1970, in UTC."""

    def wait(self, seconds: float) -> None:
        """Let so much time pass; ends at once when somebody asks to stop."""


class WallClock:
    """The machine's clock; ``stop`` ends all waiting."""

    def __init__(self) -> None:
        self._stopped = Event()

    @property
    def is_stopped(self) -> bool:
        """Whether :meth:`stop` was called."""
        return self._stopped.is_set()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """Sleep, unless stopped."""
        self._stopped.wait(max(seconds, 0.0))

    def stop(self) -> None:
        """Ask to stop."""
        self._stopped.set()

    @contextmanager
    def stopping_on_signals(self) -> Iterator[None]:
        """Ctrl-C and SIGTERM ask to stop within; a second one ends at once."""

        def ask(number: int, frame: FrameType | None) -> None:
            if self.is_stopped:
                raise KeyboardInterrupt
            self.stop()

        kept = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, before in kept.items():
                signal.signal(one, before)
