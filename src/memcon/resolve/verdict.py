"""Decisions that explain themselves: named features, each with its weight and its words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NEVER: Final = -math.inf
"""The weight of a feature that forbids."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for (above 0) or against (below 0), in log odds, and in words."""

    name: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two things are one: the features that say so."""

    features: tuple[Feature, ...]

    @classmethod
    def of(cls, features: Iterable[Feature | None]) -> Verdict:
        """A verdict of those features that have something to say."""
        return cls(tuple(one for one in features if one is not None))

    @property
    def score(self) -> float:
        """Between 0 and 1: the logistic function of the sum of weights; 0 where one forbids."""
        total = sum(one.weight for one in self.features)
        return 0.0 if total == NEVER else 1 / (1 + math.exp(-total))

    @property
    def reason(self) -> str:
        """The features in words, the heaviest first; what everything starts from is left out."""
        told = sorted((f for f in self.features if f.words), key=lambda f: (-abs(f.weight), f.name))
        return "; ".join(f"{one.words} ({one.weight:+.1f})" for one in told)
