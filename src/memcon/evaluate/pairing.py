"""One-to-one pairing of found spans with gold spans that they overlap.

As in TempEval-3 (UzZaman and others 2013) and the toponym scoring of Gritta and others (2019):
equal spans pair first, then the larger overlap, then what comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from memcon.evaluate.gold import Bounds


def pair(gold: Sequence[Bounds], found: Sequence[Bounds]) -> tuple[tuple[int, int], ...]:
    """Index pairs ``(gold, found)``, each index at most once, in order of preference."""
    candidates = sorted(
        (one != other, -overlap, one[0], i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (overlap := min(one[1], other[1]) - max(one[0], other[0])) > 0
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for *_, i, j in candidates:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return tuple(pairs)
