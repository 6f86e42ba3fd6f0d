"""What a measurement gives: shares by name, the counts behind them, and floors under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.errors import UsageError


@dataclass(frozen=True, slots=True)
class Ratio:
    """Of what was found, how much is right; of what was to find, how much was found right.

    The two sides count for themselves: where the measure looks at one kind only, a found thing
    of that kind may be right for a gold thing of another.
    """

    right_found: int = 0
    found: int = 0
    right_gold: int = 0
    gold: int = 0

    @classmethod
    def of(cls, right: int, found: int, gold: int) -> Ratio:
        """The usual case: one count of what is right."""
        return cls(right, found, right, gold)

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(
            self.right_found + other.right_found,
            self.found + other.found,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Share of the found that is right; 0 where nothing was found."""
        return share(self.right_found, self.found)

    @property
    def recall(self) -> float:
        """Share of the gold that was found right; 0 where there is no gold."""
        return share(self.right_gold, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def figures(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 under ``name.p``, ``name.r`` and ``name.f1``."""
        return {f"{name}.p": self.precision, f"{name}.r": self.recall, f"{name}.f1": self.f1}


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one task on one gold set by name, and what was counted."""

    figures: Mapping[str, float]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Floor:
    """The least value that a figure may have."""

    name: str
    least: float


def share(part: int, whole: int) -> float:
    """``part / whole``; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def parse_floor(text: str) -> Floor:
    """The floor of ``NAME=VALUE``; raises ``UsageError`` where it is none."""
    name, sign, value = text.partition("=")
    try:
        least = float(value)
    except ValueError:
        least = float("nan")
    if not sign or least != least:
        raise UsageError(f"--floor {text!r}: write it as NAME=VALUE, as in link.f1=0.45")
    return Floor(name.strip(), least)


def find_broken(score: Score, floors: Iterable[Floor]) -> tuple[str, ...]:
    """A sentence for each figure below its floor; raises ``UsageError`` for an unknown name."""
    broken = []
    for floor in floors:
        value = score.figures.get(floor.name)
        if value is None:
            known = ", ".join(score.figures)
            raise UsageError(f"no figure is called {floor.name!r}; there are {known}")
        if value < floor.least:
            broken.append(f"{floor.name} is {value:.4f}, below its floor of {floor.least:.4f}")
    return tuple(broken)
