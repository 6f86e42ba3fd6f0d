"""The JSON twins told of in the OpenAPI form (version 3.1), drawn from the pages themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from memcon import __version__
from memcon.web.asking import FIELDS
from memcon.web.page import Page

Json = dict[str, Any]
VERSION: Final = "3.1.0"
PART: Final = re.compile(r"\{(\w+)(?::\w+)?\}")
REFUSALS: Final = {
    "400": "The query does not fit.",
    "404": "There is nothing at this address.",
    "503": "The store cannot be read.",
}


def describe(pages: Iterable[Page]) -> Json:
    """The OpenAPI document of ``pages``."""
    return {
        "openapi": VERSION,
        "info": {"title": "memcon", "version": __version__},
        "paths": {PART.sub(r"{\1}", page.twin): {"get": _operation(page)} for page in pages},
    }


def _operation(page: Page) -> Json:
    refusals = {status: {"description": told} for status, told in REFUSALS.items()}
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "summary": page.tells,
        "parameters": [*map(_part, PART.findall(page.path)), *map(_field, page.asks)],
        "responses": {"200": {"description": page.tells, "content": content}, **refusals},
    }


def _part(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _field(name: str) -> Json:
    field = FIELDS[name]
    form = "integer" if field.kind == "number" else "string"
    return {
        "name": name,
        "in": "query",
        "description": field.tells,
        "schema": {"type": form},
    }
