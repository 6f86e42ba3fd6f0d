"""Labels side by side without touching each other."""

from __future__ import annotations

from collections.abc import Iterable

Reach = tuple[float, float]
"""From where to where something goes."""


def pack(reaches: Iterable[Reach], *, most: int, gap: float) -> list[int | None]:
    """For each reach, in order, the first lane that is free there; ``None`` where all are taken."""
    lanes: list[list[Reach]] = []
    found: list[int | None] = []
    for reach in reaches:
        free = next((n for n, lane in enumerate(lanes) if _is_free(lane, reach, gap)), None)
        if free is None and len(lanes) < most:
            lanes.append([])
            free = len(lanes) - 1
        if free is not None:
            lanes[free].append(reach)
        found.append(free)
    return found


def _is_free(lane: Iterable[Reach], reach: Reach, gap: float) -> bool:
    left, right = reach
    return all(right + gap <= begin or end + gap <= left for begin, end in lane)
