"""All actions of the desk; they are there with ``memcon serve --edit`` alone."""

from typing import Final

from memcon.web.action import Action
from memcon.web.actions import adding, correcting, keeping

ACTIONS: Final[tuple[Action, ...]] = (
    *adding.ACTIONS,
    *correcting.ACTIONS,
    *keeping.ACTIONS,
)
