"""A network drawn by forces: what is linked attracts, everything else keeps its distance.

The forces are those of Fruchterman and Reingold (1991). All begin on one circle, so that equal
networks always look the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

Point = tuple[float, float]
Link = tuple[int, int, float]
"""Two numbers of nodes, and how strongly they attract each other."""
ROUNDS: Final = 120
HEAT: Final = 0.12
"""How far a node goes in the first round; the square that all is in has the side 1."""
GRAVITY: Final = 0.35
REACH: Final = 3.0
"""Beyond so many times the distance that they keep, nodes leave each other alone."""
NEAR: Final = 1e-6


@lru_cache(maxsize=64)
def settle(count: int, links: tuple[Link, ...]) -> tuple[Point, ...]:
    """Where so many nodes come to rest, scaled to fill the square from 0 to 1."""
    points = [_on_circle(n, count) for n in range(count)]
    ideal = 0.75 / math.sqrt(max(count, 1))
    for turn in range(ROUNDS):
        heat = HEAT * (1 - turn / ROUNDS)
        points = _moved(points, _forces(points, links, ideal), heat)
    return _filling(points)


def _on_circle(n: int, count: int) -> Point:
    turn = 2 * math.pi * n / max(count, 1)
    return 0.4 * math.cos(turn), 0.4 * math.sin(turn)


def _forces(points: Sequence[Point], links: Sequence[Link], ideal: float) -> list[list[float]]:
    forces = [[-GRAVITY * x, -GRAVITY * y] for x, y in points]
    far = (REACH * ideal) ** 2
    for a, (ax, ay) in enumerate(points):
        for b in range(a):
            dx, dy = ax - points[b][0], ay - points[b][1]
            away = max(dx * dx + dy * dy, NEAR)
            if away < far:
                push = ideal * ideal / away
                _push(forces, a, b, (dx * push, dy * push))
    for a, b, strength in links:
        dx, dy = points[a][0] - points[b][0], points[a][1] - points[b][1]
        pull = -strength * math.hypot(dx, dy) / ideal
        _push(forces, a, b, (dx * pull, dy * pull))
    return forces


def _push(forces: list[list[float]], a: int, b: int, by: Point) -> None:
    forces[a][0] += by[0]
    forces[a][1] += by[1]
    forces[b][0] -= by[0]
    forces[b][1] -= by[1]


def _moved(points: Sequence[Point], forces: Sequence[list[float]], heat: float) -> list[Point]:
    moved = []
    for (x, y), (fx, fy) in zip(points, forces, strict=True):
        step = min(heat, math.hypot(fx, fy)) / max(math.hypot(fx, fy), NEAR)
        moved.append((x + fx * step, y + fy * step))
    return moved


def _filling(points: Sequence[Point]) -> tuple[Point, ...]:
    if not points:
        return ()
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide = max(x for x, _ in points) - left
    high = max(y for _, y in points) - top
    return tuple(
        ((x - left) / wide if wide > NEAR else 0.5, (y - top) / high if high > NEAR else 0.5)
        for x, y in points
    )


def spread(boxes: Sequence[tuple[float, float, float, float]], rounds: int = 60) -> list[Point]:
    """Middles of boxes, given with their widths and heights, moved until none covers another."""
    middles = [[x, y] for x, y, _, _ in boxes]
    for _ in range(rounds):
        pairs = ((a, b) for a in range(len(boxes)) for b in range(a))
        if not sum(_part(boxes, middles, a, b) for a, b in pairs):
            break
    return [(x, y) for x, y in middles]


def _part(
    boxes: Sequence[tuple[float, float, float, float]], middles: list[list[float]], a: int, b: int
) -> bool:
    """Move two boxes apart the shorter way; whether they had to be."""
    dx, dy = middles[a][0] - middles[b][0], middles[a][1] - middles[b][1]
    over_x = (boxes[a][2] + boxes[b][2]) / 2 - abs(dx)
    over_y = (boxes[a][3] + boxes[b][3]) / 2 - abs(dy)
    if over_x <= 0 or over_y <= 0:
        return False
    axis, over, way = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
    step = over / 2 * (1 if way >= 0 else -1)
    middles[a][axis] += step
    middles[b][axis] -= step
    return True
