"""The briefing: asked for with a form, shown as it will be, and taken along as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from memcon.app.briefing import LINES, Scope, brief
from memcon.errors import UsageError
from memcon.render.briefing import Briefing, to_dict
from memcon.render.briefing_docx import to_docx
from memcon.render.briefing_markdown import to_markdown
from memcon.render.briefing_page import to_page
from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Document, Json, Page

MOST_LINES: Final = 120
"""More is no briefing."""
ASKS: Final = ("who", "other", "issue", "type", "place", "source", "since", "until", "lines")


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a briefing may be taken along."""

    name: str
    media_type: str
    write: Callable[[Briefing], bytes]


FORMS: Final[Mapping[str, Form]] = {
    "html": Form("HTML", "text/html; charset=utf-8", lambda b: to_page(b).encode()),
    "docx": Form(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        to_docx,
    ),
    "md": Form("Markdown", "text/markdown; charset=utf-8", lambda b: to_markdown(b).encode()),
}
"""By what the names of their files end in."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A briefing on the page; ``None`` where nothing is asked for yet."""

    asking: Asking
    briefing: Briefing | None

    @property
    def title(self) -> str:
        """What it is on."""
        return f"Briefing: {self.briefing.title}" if self.briefing else "Briefing"

    @property
    def forms(self) -> Mapping[str, Form]:
        """The forms in which it may be taken along."""
        return FORMS

    def to_json(self) -> Json:
        """What ``memcon brief --format json`` writes."""
        return {"briefing": to_dict(self.briefing) if self.briefing else None}


def compose(desk: Desk, asking: Asking) -> Briefing | None:
    """The briefing asked for; raises ``UsageError`` for names that nobody knows."""
    if not any(getattr(asking, name) for name in ASKS if name != "lines"):
        return None
    if asking.other and not asking.who:
        raise UsageError("a pair has two parties: say who the first is")
    if (asking.lines or 1) > MOST_LINES:
        raise UsageError(f"lines {asking.lines} is more than {MOST_LINES}")
    scope = Scope(
        who=asking.who,
        with_=asking.other,
        issue=asking.issue,
        type=asking.type,
        place=asking.place,
        since=asking.since,
        until=asking.until,
        source=asking.source,
    )
    return brief(desk.dossier, scope, lines=asking.lines or LINES)


def make(desk: Desk, call: Call) -> Preview:
    """The form, and the briefing that it asks for."""
    return Preview(call.asking, compose(desk, call.asking))


PAGE: Final = Page(
    path="/briefing",
    template="briefing.html.j2",
    tells="A briefing on a party, a pair of parties or a story, each line with its sources.",
    make=make,
    asks=ASKS,
)


def _document(end: str, form: Form) -> Document:
    def make_file(desk: Desk, call: Call, home: str) -> bytes:
        del home
        made = compose(desk, call.asking)
        if made is None:
            raise UsageError("say what the briefing is on: a party, an issue, a place or a period")
        return form.write(made)

    return Document(
        path=f"/briefing.{end}",
        media_type=form.media_type,
        tells=f"The briefing as {form.name}.",
        make=make_file,
        asks=ASKS,
        is_download=True,
    )


DOWNLOADS: Final = tuple(_document(end, form) for end, form in FORMS.items())
