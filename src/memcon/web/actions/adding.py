"""Adding a report: as pasted text, by its address, as a file. All of them wait in one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from memcon.errors import UsageError
from memcon.ingest.handed import Pasted, article_of_address, article_of_paste, articles_of_file
from memcon.web.action import LONGEST_TEXT, Action, Done, Given, Input
from memcon.web.editing import Editor
from memcon.web.intake import Find
from memcon.web.pages import add

LONGEST_ADDRESS: Final = 2000
TEXT: Final = Input(
    name="text",
    label="Text",
    tells="The report; a blank line ends a paragraph.",
    kind="text",
    most=LONGEST_TEXT,
)
TITLE: Final = Input(
    name="title", label="Title", tells="Where the text does not begin with it.", is_required=False
)
SITE: Final = Input(
    name="site", label="Site", tells="Who published it, such as Example News.", is_required=False
)
PUBLISHED: Final = Input(
    name="published",
    label="Published",
    tells="The day, as 2025-10-21; “on Monday” is reckoned from it.",
    kind="date",
    is_required=False,
)
URL: Final = Input(
    name="url",
    label="Address",
    tells="Where the page stands in the web.",
    kind="address",
    most=LONGEST_ADDRESS,
)
FILE: Final = Input(
    name="file",
    label="File",
    tells="A page, text, Markdown, mail, archive or JSON lines.",
    kind="file",
)


def add_text(editor: Editor, given: Given) -> Done:
    """Hand over a pasted text."""
    names = ("title", "site", "url", "published")
    pasted = Pasted(text=given["text"], **{name: given.get(name) for name in names})
    what = given.get("title") or "the pasted text"
    return _take(editor, what, lambda: [article_of_paste(pasted, options=editor.options)])


def add_address(editor: Editor, given: Given) -> Done:
    """Hand over the address of a page, which the desk then fetches."""
    url = given["url"]
    return _take(editor, url, lambda: [article_of_address(url, options=editor.options)])


def add_file(editor: Editor, given: Given) -> Done:
    """Hand over a file."""
    file = given.file
    if file is None:
        raise UsageError("no file was chosen")
    return _take(
        editor, file.name, lambda: articles_of_file(file.name, file.data, options=editor.options)
    )


def _take(editor: Editor, what: str, find: Find) -> Done:
    job = editor.intake.take(what, find)
    return Done(job, f"/adding/{job}")


ACTIONS: Final = (
    Action(
        path="/add/text",
        tells="Add a report by its text.",
        takes=(TEXT, TITLE, SITE, replace(URL, is_required=False), PUBLISHED),
        do=add_text,
        form=add.PAGE,
    ),
    Action(
        path="/add/address",
        tells="Add a report by its address.",
        takes=(URL,),
        do=add_address,
        form=add.PAGE,
    ),
    Action(
        path="/add/file",
        tells="Add the reports in a file.",
        takes=(FILE,),
        do=add_file,
        form=add.PAGE,
    ),
)
