"""Draws the world of the desk's map: ``python -m tests.web.atlas countries-50m.json world.svg``.

The file of countries is that of the npm package world-atlas, which VENDOR.toml names. Arcs are
made coarser one by one, so that neighbours keep their borders in common (Douglas and Peucker).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from memcon.web.drawing.projection import project

TENTHS: Final = 10
COARSE: Final = 0.1
"""Degrees that a line may be off."""
LEFT_OUT: Final = "Antarctica"
CRIMEA: Final = (32.4, 44.2, 36.7, 46.3)
"""West, south, east and north: the data has it as a polygon of its own."""
GOLAN: Final = ((35.63, 32.71), (35.65, 33.25), (35.82, 33.32), (35.89, 33.05), (35.86, 32.74))
WESTERN_SAHARA: Final = (
    *((-8.67, 27.67), (-13.17, 27.67), (-14.5, 26.13), (-15.95, 23.7), (-17.05, 20.8)),
    *((-16.9, 21.34), (-13.0, 21.34), (-13.0, 23.0), (-12.0, 23.45), (-12.0, 26.0), (-8.67, 26.0)),
)
"""Roughly; the data draws these two with their neighbours, wholly or in part."""

Ring = list[tuple[float, float]]


def decode(topology: Any) -> list[Ring]:
    """The arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [[(x * sx + tx, y * sy + ty) for x, y in _summed(arc)] for arc in topology["arcs"]]


def _summed(arc: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def coarser(line: Ring, most: float) -> Ring:
    """``line`` without points that are no further than ``most`` from what is left."""
    if len(line) < 3:
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    dx, dy = x1 - x0, y1 - y0
    length = (dx * dx + dy * dy) ** 0.5

    def off(point: tuple[float, float]) -> float:
        x, y = point[0] - x0, point[1] - y0
        return abs(x * dy - y * dx) / length if length else (x * x + y * y) ** 0.5

    at = max(range(1, len(line) - 1), key=lambda n: off(line[n]))
    if off(line[at]) <= most:
        return [line[0], line[-1]]
    return coarser(line[: at + 1], most)[:-1] + coarser(line[at:], most)


def joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring of arc numbers as points; a negative number is an arc backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def polygons(geometry: Any) -> Iterator[Sequence[Sequence[int]]]:
    """The polygons of a geometry, each as its rings."""
    if geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]


def parts(ring: Ring) -> Iterator[Ring]:
    """A ring cut along the date line where it crosses it."""
    whole = [ring[0]]
    for lon, lat in ring[1:]:
        turns = round((whole[-1][0] - lon) / 360)
        whole.append((lon + 360 * turns, lat))
    for turn in (-360, 0, 360):
        moved = [(lon + turn, lat) for lon, lat in whole]
        yield cut(cut(moved, 180.0), -180.0, sign=-1)


def cut(ring: Ring, limit: float, *, sign: int = 1) -> Ring:
    """What of a ring lies west of a meridian, or with -1 east (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = sign * x0 <= sign * limit, sign * x1 <= sign * limit
        if inside:
            kept.append((x0, y0))
        if inside != next_inside:
            kept.append((limit, y0 + (y1 - y0) * (limit - x0) / (x1 - x0)))
    return kept


def path(lines: Iterable[Ring], *, closed: bool) -> str:
    """Lines as one path, in tenths of units and each point counted from the one before."""
    return "".join(_line([project(*point) for point in line], closed) for line in lines if line)


def _line(line: Ring, closed: bool) -> str:
    points = [(round(x * TENTHS), round(y * TENTHS)) for x, y in line]
    if closed and len(set(points)) < 4:
        return ""
    text, (x, y) = "M{},{}l".format(*points[0]), points[0]
    steps = []
    for nx, ny in points[1:]:
        if (nx, ny) != (x, y):
            steps.append(f"{nx - x},{ny - y}")
            x, y = nx, ny
    return f"{text}{' '.join(steps)}{'z' if closed else ''}" if steps else ""


def draw(topology: Any) -> str:
    """The world as SVG: land, borders, and what is disputed, to be used one by one."""
    countries = topology["objects"]["countries"]["geometries"]
    kept = [one for one in countries if one["properties"]["name"] != LEFT_OUT]
    wide = decode(topology)
    arcs = [coarser(arc, COARSE) for arc in wide]
    rings = [ring for one in kept for polygon in polygons(one) for ring in polygon]
    shared = Counter(n if n >= 0 else ~n for ring in rings for n in ring)
    borders = (arcs[n] for n, count in sorted(shared.items()) if count > 1)
    land = (part for ring in rings for part in parts(joined(ring, arcs)))
    return "\n".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg">',
            f'<path id="land" d="{path(land, closed=True)}"/>',
            f'<path id="borders" d="{path(borders, closed=False)}"/>',
            f'<path id="disputed" d="{path(disputed(kept, wide), closed=True)}"/>',
            "</svg>\n",
        )
    )


def disputed(countries: Sequence[Any], wide: Sequence[Ring]) -> Iterator[Ring]:
    """Crimea, the Golan Heights and Western Sahara."""
    west, south, east, north = CRIMEA
    for one in countries:
        for polygon in polygons(one):
            ring = joined(polygon[0], wide)
            inside = all(west < x < east and south < y < north for x, y in ring)
            if inside:
                yield coarser(ring[:-1], COARSE)
    yield from (list(GOLAN), list(WESTERN_SAHARA))


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(draw(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
