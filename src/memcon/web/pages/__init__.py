"""All pages of the desk."""

from typing import Final

from memcon.web.page import Page
from memcon.web.pages import (
    add,
    correct,
    corrections,
    entity,
    events,
    positions,
    report,
    reports,
    search,
    statements,
    today,
)

PAGES: Final[tuple[Page, ...]] = (
    today.PAGE,
    reports.PAGE,
    report.PAGE,
    entity.LIST,
    entity.PAGE,
    positions.PAGE,
    positions.HISTORY,
    statements.PAGE,
    events.PAGE,
    events.TIMELINE,
    search.PAGE,
    corrections.PAGE,
)
EDITING: Final[tuple[Page, ...]] = (add.PAGE, add.JOB, correct.PAGE)
"""Pages that are there with ``memcon serve --edit`` alone."""
