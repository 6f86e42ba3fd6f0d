"""What stages are built from; the composition root fills it in, once per worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from memcon.knowledge.base import KnowledgeBase

Offsets = tuple[tuple[int, int], ...]


class Attributed(Protocol):
    """An attribution as a tagger finds it, in half-open code points of the text it was given."""

    @property
    def source(self) -> Offsets:
        """Who says it; empty where the text does not say."""
        ...

    @property
    def cue(self) -> Offsets:
        """The words that attribute."""
        ...

    @property
    def content(self) -> Offsets:
        """What is said."""
        ...

    @property
    def score(self) -> float:
        """How sure, from 0 to 1."""
        ...


class AttributionTagger(Protocol):
    """Finds attributions in texts: the port behind which the trained model stands."""

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[Attributed]]:
        """The attributions of each text, in order of their cues."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The parts that stages share."""

    knowledge: KnowledgeBase
    tagger: AttributionTagger
