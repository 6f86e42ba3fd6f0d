"""The Natural Earth projection of the world, and the parts of it that a map may show."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1000.0
"""Units from the date line to the date line along the equator."""
SCALE: Final = WIDTH / (2 * math.pi * 0.8707)
MIDDLE: Final = SCALE * 1.4224
"""Where the equator is, counted from the North Pole down."""

Point = tuple[float, float]


def project(lon: float, lat: float) -> Point:
    """Where a place in degrees stands on the map, in units from its upper left corner.

    The polynomials are those of Šavrič, Jenny and others (2011), "A polynomial equation for the
    Natural Earth projection".
    """
    turn, height = math.radians(lon), math.radians(lat)
    h2 = height * height
    h4 = h2 * h2
    across = 0.8707 - 0.131979 * h2 + h4 * (-0.013791 + h4 * (0.003971 * h2 - 0.001529 * h4))
    up = 1.007226 + h2 * (0.015085 + h4 * (-0.044475 + 0.028874 * h2 - 0.005916 * h4))
    return WIDTH / 2 + SCALE * turn * across, MIDDLE - SCALE * height * up


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map: its upper left corner and its size, in units of the map."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, point: Point) -> bool:
        """Whether a point is inside."""
        x, y = point
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


def frame_of(west: float, south: float, east: float, north: float) -> Frame:
    """The frame around a part of the world between two meridians and two parallels, in degrees."""
    rims = [(lon, lat) for lon in (west, east) for lat in (south, north)]
    if south < 0 < north:
        rims += [(west, 0.0), (east, 0.0)]
    points = [project(*one) for one in rims]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return Frame(left, top, right - left, bottom - top)


REGIONS: Final[Mapping[str, tuple[str, Frame]]] = {
    name: (label, frame_of(*rims))
    for name, label, *rims in (
        ("europe", "Europe", -25.0, 34.0, 60.0, 71.0),
        ("middle-east", "Middle East", 24.0, 12.0, 66.0, 43.0),
        ("africa", "Africa", -26.0, -36.0, 60.0, 38.0),
        ("asia", "Asia", 55.0, -12.0, 150.0, 55.0),
        ("americas", "Americas", -170.0, -56.0, -30.0, 72.0),
    )
}
"""Parts of the world by their names in addresses: what they are called, and their frames."""
WORLD: Final = frame_of(-180.0, -57.0, 180.0, 84.0)
