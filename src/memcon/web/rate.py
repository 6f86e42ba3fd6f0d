"""How often something may be done: so many times in a while, for each name."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from typing import Final

MOST_NAMES: Final = 1000
"""Names that are remembered; those that were heard of longest ago are forgotten first."""


class Rate:
    """Allows ``most`` times in ``seconds`` for each name."""

    def __init__(
        self, most: int, *, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._now = now
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str = "") -> bool:
        """Whether it may be done once more now; if so, that is counted."""
        with self._lock:
            times = self._of(name)
            if len(times) >= self._most:
                return False
            times.append(self._now())
            return True

    def _of(self, name: str) -> deque[float]:
        times = self._times.setdefault(name, deque())
        self._times.move_to_end(name)
        while len(self._times) > MOST_NAMES:
            self._times.popitem(last=False)
        while times and self._now() - times[0] >= self._seconds:
            times.popleft()
        return times
