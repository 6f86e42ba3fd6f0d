"""What stages are built from; the composition root fills it in, once per worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from memcon.codebook.issues import Issues, load_issues
from memcon.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The parts that stages share."""

    knowledge: KnowledgeBase
    issues: Issues = field(default_factory=load_issues)
    """The codebook of issues, with a user's own where there are some."""
