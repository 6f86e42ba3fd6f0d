"""Closed parts of a graph of likeness: what can be one lies in one part, whatever came first.

Groups by average link never reach beyond what is joined by pairs that are likely, for two groups
are only joined where one pair between them is. So a part is settled without looking at others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

Key = TypeVar("Key", int, str)
LEVELS: Final = (0.5, 0.7, 0.85, 0.95, 0.99)
"""Where a part is too large, only the likelier pairs hold it together: the first level at which it
is not too large."""
SURE: Final = 2.0
"""The likeness of what a person has put together, or one report has from another."""


def part_of(
    key: Key,
    near: Callable[[Iterable[Key]], Mapping[Key, Mapping[Key, float]]],
    *,
    most: int,
) -> frozenset[Key]:
    """The part in which ``key`` lies, of no more than ``most``; alone where it has no end.

    ``near`` gives for each of many keys those that are like it, and how much. Whichever key of a
    part is asked for, the part is the same.
    """
    for level in LEVELS:
        found = _reached(key, near, level, most)
        if found is not None:
            return found
    return frozenset({key})


def _reached(
    key: Key,
    near: Callable[[Iterable[Key]], Mapping[Key, Mapping[Key, float]]],
    level: float,
    most: int,
) -> frozenset[Key] | None:
    found, edge = {key}, [key]
    while edge and len(found) <= most:
        listed = near(edge)
        beside = {o for one in edge for o, score in listed[one].items() if score >= level}
        edge = sorted(beside - found)
        found |= beside
    return frozenset(found) if len(found) <= most else None
