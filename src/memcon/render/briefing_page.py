"""A briefing as one self-contained HTML page: no script, no outside request."""

from __future__ import annotations

from memcon.render.briefing import Briefing
from memcon.render.controls import without_controls
from memcon.render.page import environment


def to_page(briefing: Briefing) -> str:
    """The briefing as a page; all that reports say is text in it, never markup."""
    return without_controls(environment().get_template("briefing.html.j2").render(b=briefing))
