"""Briefings: on a party, a pair of parties or a story, made of what the dossier knows."""

from memcon.app.briefing.composing import LINES, compose
from memcon.app.briefing.material import Scope, gather
from memcon.app.dossier import Dossier
from memcon.render.briefing import Briefing

__all__ = ["LINES", "Scope", "brief", "compose", "gather"]


def brief(dossier: Dossier, scope: Scope, *, lines: int = LINES) -> Briefing:
    """The briefing on ``scope``, of about so many ``lines``.

    Raises ``UsageError`` where a name is not known, saying which are like it.
    """
    return compose(gather(dossier, scope), lines=lines)
