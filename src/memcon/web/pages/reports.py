"""The reports that are kept, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Page

LIMIT: Final = 50


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports with what each holds."""

    asking: Asking
    rows: tuple[Json, ...]
    limit: int
    title: str = "Reports"

    def to_json(self) -> Json:
        """The rows."""
        return {"reports": list(self.rows)}


def make(desk: Desk, call: Call) -> Reports:
    """The latest reports of those asked for."""
    asked = call.asking.filters(limit=LIMIT)
    rows = desk.dossier.reports(**asked)
    return Reports(call.asking, tuple(rows), asked["limit"] or LIMIT)


PAGE: Final = Page(
    path="/reports",
    template="reports.html.j2",
    tells="The reports that are kept, newest first.",
    make=make,
    asks=("who", "place", "source", "since", "until", "limit"),
)
