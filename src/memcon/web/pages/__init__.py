"""All pages of the desk."""

from typing import Final

from memcon.web.page import Page
from memcon.web.pages import entity, events, positions, report, reports, search, statements, today

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
)
