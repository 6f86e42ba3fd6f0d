"""The stages of reading, in order: one literal list, nothing registers itself."""

from __future__ import annotations

from memcon.stage import Stage
from memcon.stages.events import EVENTS
from memcon.stages.mentions import MENTIONS
from memcon.stages.positions import POSITIONS
from memcon.stages.statements import STATEMENTS
from memcon.stages.times import TIMES
from memcon.stages.tools import Tools

STAGES: tuple[Stage[Tools], ...] = (MENTIONS, TIMES, STATEMENTS, EVENTS, POSITIONS)

__all__ = ["STAGES", "Tools"]
