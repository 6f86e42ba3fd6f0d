"""Which tellings are worth comparing: a rule on each two of them, and on nothing else.

So whoever keeps many finds those that a new one may meet by its clues, whatever came before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from memcon.resolve.grouping import Pair, pair_of
from memcon.resolve.happening import OPEN, Telling
from memcon.resolve.lexicon import load_lexicon
from memcon.resolve.likeness import AHEAD, MOVED, RECENT

NARROW: Final = 16
"""Days within which most of what is told lies; what may be in any of more days needs more clues."""
UNDATED: Final = 0
"""Where nothing says when it was told or was, it is compared with what has no day either."""
ENOUGH: Final = 2
"""Names that two tellings share where one of them may be of any of many days."""


Days = tuple[int, int]
"""First and last day, as proleptic Gregorian ordinals."""


@dataclass(frozen=True, slots=True)
class Clues:
    """By what a telling is found: its kind, who is named, and the days on which it may have been.

    ``near`` are the few days on which it most likely was, where there are such; ``far`` all on
    which it may be.
    """

    family: str
    names: frozenset[str]
    near: Days | None
    far: Days

    @property
    def is_lone(self) -> bool:
        """Whether nobody but one is named."""
        return len(self.names) == 1

    def meets(self, other: Clues) -> bool:
        """Whether the two may be one."""
        if self.family != other.family or not _overlap(self.far, other.far):
            return False
        is_near = bool(self.near and other.near and _overlap(self.near, other.near))
        few = is_near or self.is_lone or other.is_lone
        return len(self.names & other.names) >= (1 if few else ENOUGH)


def clues_of(telling: Telling) -> Clues:
    """The clues of a telling: of one that hardly names a state, those of its report count too.

    People whom only their own report knows lead to no other.
    """
    named = telling.around | telling.countries
    near, far = _near(telling), _far(telling)
    return Clues(
        family=family_of(telling.event.type),
        names=named if len(telling.homes) > 1 else named | telling.main,
        near=near,
        far=(min(near[0], far[0]), max(near[1], far[1])) if near else far,
    )


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


@cache
def family_of(type: str) -> str:
    """The first of the types that may go together, directly or by others."""
    family, reached = {type}, {type}
    while reached:
        beside = {one for pair in load_lexicon().alike if pair & reached for one in pair}
        reached = beside - family
        family |= reached
    return min(family)


def find_pairs(known: Mapping[str, Telling]) -> Iterator[Pair]:
    """The pairs among ``known`` that are worth comparing, each once."""
    clues = {key: clues_of(known[key]) for key in sorted(known)}
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, one in clues.items():
        for name in one.names:
            by_name[one.family, name].append(key)
    seen: set[Pair] = set()
    for keys in by_name.values():
        for left, right in _near_in_time(keys, clues):
            pair = pair_of(left, right)
            if pair not in seen and clues[left].meets(clues[right]):
                seen.add(pair)
                if types_fit(known[left], known[right]):
                    yield pair


def types_fit(one: Telling, other: Telling) -> bool:
    """Whether two tellings are of types that may be of one happening."""
    return load_lexicon().is_alike(one.event.type, other.event.type)


def _near_in_time(keys: Sequence[str], clues: Mapping[str, Clues]) -> Iterable[Pair]:
    """Pairs whose stretches of time meet, by a sweep over their beginnings."""
    active: list[tuple[int, str]] = []
    for begin, end, key in sorted((*clues[key].far, key) for key in keys):
        active = [(last, other) for last, other in active if last >= begin]
        yield from ((other, key) for _, other in active)
        active.append((end, key))


def _near(telling: Telling) -> Days | None:
    """The days of its date; where it has none and is over, news is a week old at most."""
    told, begin, end = telling.told, telling.begin, telling.end
    if begin and end:
        return _narrow(_moved(begin, -1), _moved(end, 1))
    if told and telling.status not in OPEN:
        return _moved(told, -RECENT), _moved(told, 1)
    return None if told else (UNDATED, UNDATED)


def _narrow(first: int, last: int) -> Days | None:
    return (first, last) if last - first <= NARROW else None


def _far(telling: Telling) -> Days:
    """When it was or may be: what is still ahead may move."""
    told, begin, end = telling.told, telling.begin, telling.end
    days = [day for day in (begin, end, told) if day]
    if not days:
        return UNDATED, UNDATED
    if telling.status in OPEN:
        return _moved(min(days), -RECENT), _moved(max(days), MOVED if begin else AHEAD)
    if begin and end:
        return _moved(begin, -1), _moved(end, 1)
    return _moved(min(days), -RECENT), _moved(max(days), 1)


def _moved(day: date, by: int) -> int:
    return max(day.toordinal() + by, UNDATED + 1)
