"""Who and what there is in the world: names, offices by date, background cards."""

from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.lookup import Candidate, Match
from memcon.knowledge.offices import Holding
from memcon.knowledge.phrases import Resolution

__all__ = ["Candidate", "Holding", "KnowledgeBase", "Match", "Resolution"]
