"""Keeping a search under a name, and forgetting it."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from memcon.app.searching import forget_search, keep_search
from memcon.errors import UsageError
from memcon.web.action import AUTHOR, LONGEST_NAME, Action, Done, Given, Input
from memcon.web.asking import read_asking
from memcon.web.editing import ANONYMOUS, Editor
from memcon.web.pages import search

NAME: Final = Input(
    name="name", label="Name of the search", tells="Such as Talks in Geneva.", most=LONGEST_NAME
)
ADDRESS: Final = Input(
    name="search",
    label="Address of the search",
    tells="As the page of the search has it: /search?q=…",
    kind="place",
    most=2000,
)
SEARCH: Final = Input(name="id", label="Search", tells="The id of a search that is kept.")


def keep(editor: Editor, given: Given) -> Done:
    """Keep what the address asks for, checked as the page of searches does."""
    split = urlsplit(given["search"])
    asking = read_asking(dict(parse_qsl(split.query)))
    if split.path != search.PAGE.path or asking.q is None:
        raise UsageError("this is no address of a search; it begins with /search?q=")
    query = asking.query(limit=None, at=None)
    author = given.get("author") or ANONYMOUS
    kept = keep_search(editor.settings.store, name=given["name"], query=query, author=author)
    return Done(kept.id, f"/search?{query}")


def forget(editor: Editor, given: Given) -> Done:
    """Forget one."""
    forget_search(editor.settings.store, given["id"])
    return Done(quote(given["id"], safe=""), "/search")


ACTIONS: Final = (
    Action(
        path="/searches/keep",
        tells="Keep a search under a name.",
        takes=(NAME, ADDRESS, AUTHOR),
        do=keep,
        form=search.PAGE,
    ),
    Action(
        path="/searches/forget",
        tells="Forget a search that is kept.",
        takes=(SEARCH,),
        do=forget,
        form=search.PAGE,
    ),
)
