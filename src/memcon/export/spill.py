"""Values put aside on disk, so that what goes out does not all stay in memory."""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Hashable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, Final, Generic, Self, TypeVar

T = TypeVar("T")
SMALL: Final = 8_000_000
"""Bytes that stay in memory; what is more is kept in a file without a name."""


class Spill(Generic[T]):
    """Values by their keys; in memory are the keys alone, once there are many."""

    def __init__(self) -> None:
        self._file: Any = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115  # closed below
        weakref.finalize(self, self._file.close)
        self._places: dict[Any, int] = {}
        self._end = 0

    @classmethod
    def of(cls, keyed: Iterable[tuple[Hashable, T]]) -> Self:
        """Values that come with their keys."""
        spill = cls()
        for key, value in keyed:
            spill.put(key, value)
        return spill

    def put(self, key: Hashable, value: T) -> None:
        """Put a value aside, in the place of another with its key."""
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(packed)
        self._places[key] = self._end
        self._end += len(packed)

    def get(self, key: Hashable) -> T | None:
        """The value of a key; ``None`` where there is none."""
        place = self._places.get(key)
        if place is None:
            return None
        self._file.seek(place)
        value: T = pickle.load(self._file)  # noqa: S301  # our own, in a file nobody can reach
        return value

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[T]:
        """The values in order of their keys."""
        for key in sorted(self._places):
            value = self.get(key)
            if value is not None:
                yield value
