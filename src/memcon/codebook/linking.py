"""How candidates of a name are weighed (``linking.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from memcon.codebook.packaged import load_packaged

OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights by feature, the value of "none of these" by label, and the least share to link."""

    weights: Mapping[str, float]
    none: Mapping[str, float]
    threshold: float

    def none_for(self, label: str | None) -> float:
        """The value of "none of these" for a name that the recogniser labelled so, or not."""
        return self.none.get(label or OTHER, self.none[OTHER])


@cache
def load_weighing() -> Weighing:
    """The packaged weights, read once."""
    data: dict[str, Any] = load_packaged("memcon.codebook", "linking.yaml")
    return Weighing(data["weights"], data["none"], float(data["threshold"]))
