"""The timeline in the words of readers."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from memcon.record import Event, Passage, Period, Record, Span
from memcon.render.happenings import event_rows
from memcon.render.markdown import to_markdown
from memcon.render.page import to_html
from memcon.render.terminal import to_terminal
from tests import factories as make

TEXT = "Ana met Bo in March. Bo called off the summit."


def _record() -> Record:
    report = make.article(TEXT, published="2025-10-22")
    ana = make.entity("Ana", id="mc:ana")

    def event(id: str, status: str, span: Span, when: Period | None) -> Event:
        return Event(
            id=id,
            type="CONSULT",
            code="CONSULT",
            mode="meet",
            what=f"what is {id}",
            status=status,  # type: ignore[arg-type]  # a plain word of the test
            participants=(),
            where=None,
            when=when,
            score=0.9,
            reason="told",
            evidence=Passage.of(report, [span]),
        )

    march = Period("2025-03-01", "2025-03-31", Passage.of(report, [Span(11, 19)]))
    first = event("later", "cancelled", Span(21, 46), None)
    return make.record(report, [ana, first, event("sooner", "held", Span(0, 19), march)])


def test_events_stand_in_the_order_of_their_days() -> None:
    """The dated come first, each with its day as readers call it; the undated come last."""
    rows = event_rows(_record())
    assert [(row.day, row.status) for row in rows] == [
        ("2025-03", "took place"),
        ("no date", "cancelled"),
    ]


def test_events_are_shown_with_their_words() -> None:
    """Terminal, Markdown and page tell day, status, what it is and the words that tell it."""
    out = StringIO()
    Console(file=out, width=120, color_system=None).print(to_terminal(_record()))
    for shown in (out.getvalue(), to_markdown(_record()), to_html([_record()])):
        for part in (
            "What happened",
            "2025-03",
            "cancelled",
            "what is sooner",
            "Ana met Bo in March",
        ):
            assert part in shown


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_the_page_tells_statuses_apart(status: str) -> None:
    """Each status has a class of its own, which the style sheet colours."""
    page = to_html([_record()])
    assert f'class="status {status}"' in page
    assert f".status.{status}" in page
