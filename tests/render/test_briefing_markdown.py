"""A briefing as Markdown that can be pasted."""

from __future__ import annotations

from markdown_it import MarkdownIt

from memcon.render.briefing_markdown import to_markdown
from tests.render import briefings
from tests.render.reports import HOSTILE


def test_the_whole_document() -> None:
    """Headings, groups, lines with their numbers, what was left out, and the sources."""
    assert to_markdown(briefings.full("so")) == (
        "# Norland so\n\nBriefing so\n\n*A note so*\n\n"
        "## The situation so\n\n*As of so.*\n\n**Held so**\n\n"
        "- **1 Mar so:** They so met [1][2].\n\n"
        "- **Ana so:** Ana so: “He \\[Ana so\\] so left.” [1]\n\n"
        "*2 further lines*\n\n"
        "## Who wants what so\n\n**Borders so**\n\n"
        "- **2 Mar so:** Ana so: “He \\[Ana so\\] so left.” [1]\n"
        "- **2 Mar so:** Ana so: “He \\[Ana so\\] so left.” [1]\n\n"
        "**Ceasefire so**\n\n"
        "- **2 Mar so:** Ana so: “He \\[Ana so\\] so left.” [1]\n\n"
        "## Sources\n\n"
        "- [1] Post so, Title so, 1 Mar 2024. <https://post.example/1>\n"
        "- [2] Post so, Title so, 1 Mar 2024. Text of [1].\n"
    )


def test_hostile_words_stay_words() -> None:
    """Nothing but memcon's own marks is markup, and no address but the source's is a link."""
    html = MarkdownIt("commonmark", {"html": True}).render(to_markdown(briefings.full(HOSTILE)))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("<a href=") == 1
    assert html.count("{{ 7*7 }}") > 10


def test_nothing_is_two_lines() -> None:
    """The title, and that there is nothing."""
    assert to_markdown(briefings.empty()) == "# Norland\n\nNothing fits.\n"
