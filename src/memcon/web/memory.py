"""Answers given again until the store changes: a page that many read is made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

MOST_BYTES: Final = 64_000_000
"""Bytes of all answers that are kept."""
LARGEST: Final = 2_000_000
"""Bytes of one answer; larger ones are made each time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with: the bytes, and the headers that go with them."""

    content: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(slots=True)
class Turn:
    """Who makes an answer has the lock; ``waiting`` counts him and those who wait for it."""

    lock: Lock = field(default_factory=Lock)
    waiting: int = 0


class Memory:
    """Keeps the answers that were last asked for, those of one revision of the store.

    ``revision`` tells the one that holds now. While an answer is made, others who ask for the same
    wait for it.
    """

    def __init__(self, revision: Callable[[], str], *, most_bytes: int = MOST_BYTES) -> None:
        self._tell = revision
        self._most = most_bytes
        self._revision = ""
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._making: dict[Hashable, Turn] = {}

    def answer(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer kept under ``key``, else what ``make`` gives; its errors are not kept."""
        with self._turn(key):
            revision = self._tell()
            kept = self._find(key, revision)
            if kept is None:
                kept = make()
                self._keep(key, kept, revision)
            return kept

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        """One at a time for each key; those who ask for others do not wait."""
        with self._lock:
            turn = self._making.setdefault(key, Turn())
            turn.waiting += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.waiting -= 1
                if not turn.waiting:
                    del self._making[key]

    def _find(self, key: Hashable, revision: str) -> Answer | None:
        with self._lock:
            if revision != self._revision:
                self._kept.clear()
                self._size, self._revision = 0, revision
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: Hashable, made: Answer, revision: str) -> None:
        if len(made.content) > min(LARGEST, self._most):
            return
        with self._lock:
            if revision != self._revision:
                return
            self._kept[key] = made
            self._size += len(made.content)
            while self._size > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest.content)
