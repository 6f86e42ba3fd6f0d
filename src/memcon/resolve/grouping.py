"""Groups from scored pairs: average link, so that no chain of likenesses joins what is unlike.

Agglomerative clustering with constraints (Davidson and Ravi 2005): pairs that must be together
are joined first, pairs that must not be never come together. The result depends on keys and
scores alone, never on the order in which they are given.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]
Link = tuple[float, tuple[str, ...], tuple[str, ...], int, int]
"""Ready for a heap: the negative mean score, the members of both groups, and their numbers."""


def pair_of(one: str, other: str) -> Pair:
    """The two keys in order."""
    return (one, other) if one <= other else (other, one)


def group(
    keys: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    least: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """Groups of ``keys``, each in order, in the order of their first members.

    ``scores`` are likenesses from 0 to 1 by :func:`pair_of`; a missing one counts as 0, and a
    pair of score 0 is never put together. Two groups are joined while the mean score between
    their members is at least ``least``. ``together`` wins over ``apart``, and both over scores.
    """
    state = _State(sorted(set(keys)), scores, {pair_of(*pair) for pair in apart})
    for one, other in sorted(pair_of(*pair) for pair in together):
        state.join_keys(one, other)
    state.join_alike(least)
    return tuple(sorted(state.members.values()))


def join_groups(
    groups: Iterable[tuple[str, ...]], together: Iterable[Pair]
) -> tuple[tuple[str, ...], ...]:
    """``groups`` in their order, those joined whole of which ``together`` names two members."""
    held = {key: members for members in groups for key in members}
    for one, other in sorted(pair_of(*pair) for pair in together):
        if one in held and other in held and held[one] != held[other]:
            both = tuple(sorted((*held[one], *held[other])))
            held.update(dict.fromkeys(both, both))
    return tuple(sorted(set(held.values())))


@dataclass(slots=True)
class _State:
    """The groups so far by number, and the sum of scores between each two that were compared."""

    keys: list[str]
    scores: Mapping[Pair, float]
    apart: set[Pair]
    members: dict[int, tuple[str, ...]] = field(init=False)
    sums: dict[int, dict[int, float]] = field(init=False)
    barred: dict[int, set[int]] = field(init=False)
    at: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {number: (key,) for number, key in enumerate(self.keys)}
        self.at = {key: number for number, key in enumerate(self.keys)}
        self.sums = defaultdict(dict)
        self.barred = defaultdict(set)
        for (one, other), score in self.scores.items():
            if one in self.at and other in self.at:
                self._note(self.at[one], self.at[other], score)
        for one, other in self.apart:
            if one in self.at and other in self.at:
                self._note(self.at[one], self.at[other], 0.0)

    def _note(self, one: int, other: int, score: float) -> None:
        if score > 0 and other not in self.barred[one]:
            self.sums[one][other] = self.sums[other][one] = score
        else:
            self.sums[one].pop(other, None)
            self.sums[other].pop(one, None)
            self.barred[one].add(other)
            self.barred[other].add(one)

    def join_keys(self, one: str, other: str) -> None:
        """Join the groups of two keys; keys that are not there change nothing."""
        if one in self.at and other in self.at and self.at[one] != self.at[other]:
            self._join(self.at[one], self.at[other])

    def join_alike(self, least: float) -> None:
        """Join the two groups that are most alike, again and again."""
        waiting = [self._link(a, b) for a, row in self.sums.items() for b in row if a < b]
        heapq.heapify(waiting)
        while waiting:
            negative, left, right, one, other = heapq.heappop(waiting)
            if -negative < least:
                return
            if self.members.get(one) == left and self.members.get(other) == right:
                made = self._join(one, other)
                for third in self.sums[made]:
                    heapq.heappush(waiting, self._link(made, third))

    def _link(self, one: int, other: int) -> Link:
        left, right = self.members[one], self.members[other]
        if right < left:
            one, other, left, right = other, one, right, left
        return (-self.sums[one][other] / (len(left) * len(right)), left, right, one, other)

    def _join(self, one: int, other: int) -> int:
        """Put ``other`` into ``one``: sums add up, and what was barred from either stays so."""
        self.members[one] = tuple(sorted(self.members[one] + self.members.pop(other)))
        for key in self.members[one]:
            self.at[key] = one
        for third in self.barred.pop(other, set()):
            self.barred[third].discard(other)
            if third != one:
                self.barred[third].add(one)
                self.barred[one].add(third)
        for third, total in self.sums.pop(other, {}).items():
            self.sums[third].pop(other, None)
            if third != one:
                total += self.sums[one].get(third, 0.0)
                self.sums[one][third] = self.sums[third][one] = total
        for third in self.barred[one]:
            self.sums[one].pop(third, None)
            self.sums[third].pop(one, None)
        return one
