"""Facts about a state from which its card is made, where no card of ours is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SOURCE: Final = "CIA World Factbook (public domain), January 2026"
AS_OF: Final = "2026-01"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the Factbook says of one state; ``area`` in square kilometres."""

    iso: str
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    government: str | None
    area: int | None
    population: int | None
    coordinates: tuple[float, float] | None
    capital_coordinates: tuple[float, float] | None
    bodies: tuple[str, ...]
