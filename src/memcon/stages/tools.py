"""What stages are built from; the composition root fills it in, once per worker."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The parts that stages share."""

    knowledge: KnowledgeBase
