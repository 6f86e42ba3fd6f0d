"""Corrections: the same as ``memcon correct`` makes, each of which can be undone."""

from __future__ import annotations

from typing import Final, Literal, get_args
from urllib.parse import quote

from memcon.app.correcting import Corrector
from memcon.record.facts import EventStatus, Stance
from memcon.web.action import AUTHOR, NOTE, Action, Done, Given, Input
from memcon.web.editing import Editor
from memcon.web.layout import entity_url
from memcon.web.pages import correct, corrections

FACT: Final = Input(name="fact", label="Fact", tells="The id of a statement, event or position.")
ENTITY: Final = Input(
    name="entity", label="Who", tells="A name or id that the store knows, or an id of the base."
)
ARTICLE: Final = Input(name="article", label="Report", tells="The id of a report.")
WORDS: Final = Input(name="words", label="Words", tells="Words of the report, as they stand there.")
ONE: Final = Input(name="one", label="This", tells="The id of an event or entity.")
OTHER: Final = Input(name="other", label="The other", tells="The id of an event or entity.")
STATUS: Final = Input(
    name="value", label="Status", tells="What became of it.", choices=get_args(EventStatus)
)
STANCE: Final = Input(
    name="value", label="Stance", tells="What the party does.", choices=get_args(Stance)
)
DATE: Final = Input(
    name="value", label="Date", tells="As 2025-10-21; of an event also as 2025-10-21/2025-10-23."
)
CORRECTION: Final = Input(name="correction", label="Correction", tells="Its id.")
BACK: Final = Input(
    name="back", label="Back", tells="Where to go then.", kind="place", is_required=False
)
SIGNED: Final = (AUTHOR, NOTE)


def set_status(editor: Editor, given: Given) -> Done:
    """An event has this status."""
    return _of_fact(_signed(editor, given).set_status(given["fact"], given["value"]), given)


def set_date(editor: Editor, given: Given) -> Done:
    """A fact is of this date."""
    return _of_fact(_signed(editor, given).set_date(given["fact"], given["value"]), given)


def set_stance(editor: Editor, given: Given) -> Done:
    """A position is of this stance."""
    return _of_fact(_signed(editor, given).set_stance(given["fact"], given["value"]), given)


def link_source(editor: Editor, given: Given) -> Done:
    """A statement is that of this entity."""
    return _of_fact(_signed(editor, given).link_source(given["fact"], given["entity"]), given)


def link_words(editor: Editor, given: Given) -> Done:
    """Words of a report mean this entity."""
    article = given["article"]
    made = _signed(editor, given).link_words(article, given["words"], given["entity"])
    return Done(made, _report(article))


def merge(editor: Editor, given: Given) -> Done:
    """Two events are one happening, or an entity is in truth another."""
    return _decide(editor, given, "merge")


def split(editor: Editor, given: Given) -> Done:
    """Two events are two happenings, or two entities are not one."""
    return _decide(editor, given, "split")


def undo(editor: Editor, given: Given) -> Done:
    """A correction no longer holds."""
    made = _signed(editor, given).undo(given["correction"])
    return Done(made, given["back"] or "/corrections")


def _signed(editor: Editor, given: Given) -> Corrector:
    return editor.corrector(given.get("author"), note=given.get("note"))


def _decide(editor: Editor, given: Given, kind: Literal["merge", "split"]) -> Done:
    one, other = given["one"], given["other"]
    made = _signed(editor, given).decide(kind, one, other)
    if one.startswith("event-"):
        return Done(made, _fact(one))
    return Done(made, entity_url(other if kind == "merge" else one))


def _of_fact(made: str, given: Given) -> Done:
    return Done(made, _fact(given["fact"]))


def _fact(id: str) -> str:
    return f"/fact/{quote(id, safe='')}"


def _report(id: str) -> str:
    return f"/report/{quote(id, safe='')}"


ACTIONS: Final = (
    Action(
        path="/corrections/status",
        tells="Give an event another status.",
        takes=(FACT, STATUS, *SIGNED),
        do=set_status,
        form=correct.PAGE,
        about="fact",
    ),
    Action(
        path="/corrections/date",
        tells="Give a statement, event or position another date.",
        takes=(FACT, DATE, *SIGNED),
        do=set_date,
        form=correct.PAGE,
        about="fact",
    ),
    Action(
        path="/corrections/stance",
        tells="Give a position another stance.",
        takes=(FACT, STANCE, *SIGNED),
        do=set_stance,
        form=correct.PAGE,
        about="fact",
    ),
    Action(
        path="/corrections/source",
        tells="Say whose statement it is.",
        takes=(FACT, ENTITY, *SIGNED),
        do=link_source,
        form=correct.PAGE,
        about="fact",
    ),
    Action(
        path="/corrections/words",
        tells="Say whom words of a report mean.",
        takes=(ARTICLE, WORDS, ENTITY, *SIGNED),
        do=link_words,
        form=correct.PAGE,
        about="article",
    ),
    Action(
        path="/corrections/merge",
        tells="Say that two events are one, or that an entity is in truth another.",
        takes=(ONE, OTHER, *SIGNED),
        do=merge,
        form=correct.PAGE,
        about="one",
    ),
    Action(
        path="/corrections/split",
        tells="Say that two events, or two entities, are not one.",
        takes=(ONE, OTHER, *SIGNED),
        do=split,
        form=correct.PAGE,
        about="one",
    ),
    Action(
        path="/corrections/undo",
        tells="Take back a correction; that it was made stays known.",
        takes=(CORRECTION, BACK, *SIGNED),
        do=undo,
        form=corrections.PAGE,
    ),
)
