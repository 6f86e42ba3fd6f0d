"""Who said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Page

LIMIT: Final = 50


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements, the latest first."""

    asking: Asking
    rows: tuple[Json, ...]
    limit: int
    title: str = "Statements"

    def to_json(self) -> Json:
        """The rows of ``memcon statements``."""
        return {"statements": list(self.rows)}


def make(desk: Desk, call: Call) -> Statements:
    """The latest statements of those asked for."""
    asked = call.asking.filters(limit=LIMIT)
    rows = desk.dossier.statements(**asked)
    return Statements(call.asking, tuple(reversed(rows)), asked["limit"] or LIMIT)


PAGE: Final = Page(
    path="/statements",
    template="statements.html.j2",
    tells="Who said what, to whom and when; the latest first.",
    make=make,
    asks=("who", "place", "source", "since", "until", "limit"),
)
