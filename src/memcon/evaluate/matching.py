"""Maximum one-to-one matching in a weighted bipartite graph (Kuhn 1955, augmenting paths)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

G = TypeVar("G")
F = TypeVar("F")


def match(gold: Sequence[G], found: Sequence[F], weight: Callable[[G, F], float]) -> dict[int, int]:
    """As many pairs as possible of those with a weight above 0: gold index to found index.

    Heavier pairs are tried first, and gold with fewer choices before gold with more; ties go by
    order. The weights thus choose among matchings but do not make one smaller.
    """
    choices = [_choices(one, found, weight) for one in gold]
    holder: dict[int, int] = {}

    def settle(i: int, tried: set[int]) -> bool:
        """Give ``i`` a partner, moving others on where they can be moved."""
        for j in choices[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in holder or settle(holder[j], tried):
                holder[j] = i
                return True
        return False

    for i in sorted(range(len(gold)), key=lambda i: len(choices[i])):
        settle(i, set())
    return {i: j for j, i in holder.items()}


def _choices(one: G, found: Sequence[F], weight: Callable[[G, F], float]) -> list[int]:
    """Indices of the found that may pair with ``one``, best first."""
    weights = [weight(one, other) for other in found]
    fitting = [j for j, value in enumerate(weights) if value > 0]
    return sorted(fitting, key=lambda j: -weights[j])
