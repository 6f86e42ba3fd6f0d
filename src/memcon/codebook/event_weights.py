"""Weights of what makes an event sure (``events/weights.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from memcon.codebook.packaged import load_packaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights by what they are of, and thresholds on what the encoder says."""

    start: float
    verb: float
    slot: float
    party: float
    named: float
    depth: float
    learned: float
    heading: float
    conditional: float
    even: float
    least: float
    role: float
    retype: float
    alone: float


@cache
def load_weights() -> Weights:
    """The packaged weights, read once."""
    return Weights(**load_packaged("memcon.codebook", "events", "weights.yaml"))
