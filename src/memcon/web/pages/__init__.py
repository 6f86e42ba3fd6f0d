"""All pages of the desk."""

from typing import Final

from memcon.web.page import Page
from memcon.web.pages import (
    add,
    briefing,
    correct,
    corrections,
    entity,
    events,
    happening,
    map,
    network,
    positions,
    report,
    reports,
    search,
    statements,
    timeline,
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
    happening.PAGE,
    timeline.PAGE,
    map.PAGE,
    network.PAGE,
    briefing.PAGE,
    search.PAGE,
    corrections.PAGE,
)
EDITING: Final[tuple[Page, ...]] = (add.PAGE, add.JOB, correct.PAGE)
"""Pages that are there with ``memcon serve --edit`` alone."""
