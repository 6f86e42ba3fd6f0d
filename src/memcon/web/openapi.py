"""The JSON twins told of in the OpenAPI form (version 3.1), drawn from pages and actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from memcon import __version__
from memcon.web.action import Action, Input
from memcon.web.asking import FIELDS, LONGEST_VALUE, MOST_ROWS
from memcon.web.page import Document, Page
from memcon.web.receiving import TOKEN_HEADER

Json = dict[str, Any]
VERSION: Final = "3.1.0"
PART: Final = re.compile(r"\{(\w+)(?::\w+)?\}")
DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
READING: Final = {
    "400": "The query does not fit.",
    "401": "A password is asked for.",
    "404": "There is nothing at this address.",
    "414": "The address is too long.",
    "421": "The desk does not answer to this name.",
    "503": "The store cannot be read.",
}
CHANGING: Final = {
    "400": "An input is missing or does not fit.",
    "401": "A password is asked for.",
    "403": "The token is missing or another session's, or the call came from another page.",
    "408": "What was sent did not arrive in time.",
    "413": "What was sent is too large.",
    "415": "What was sent is of another form.",
    "421": "The desk does not answer to this name.",
    "429": "More is handed over than can be read now.",
    "503": "The store cannot be written.",
}
ERROR: Final[Json] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "title", "detail", "advice"],
            "properties": {
                "status": {"type": "integer"},
                **{name: {"type": "string"} for name in ("title", "detail", "advice")},
            },
        }
    },
}
DONE: Final[Json] = {
    "type": "object",
    "required": ["id", "location"],
    "properties": {"id": {"type": "string"}, "location": {"type": "string"}},
}
SESSION: Final[Json] = {
    "type": "object",
    "required": ["token", "header", "author"],
    "properties": {name: {"type": "string"} for name in ("token", "header", "author")},
}
SCHEMES: Final[Json] = {
    "token": {
        "type": "apiKey",
        "in": "header",
        "name": TOKEN_HEADER,
        "description": "From /session.json, sent along with the cookie of that answer.",
    },
    "password": {
        "type": "http",
        "scheme": "bearer",
        "description": "The password of the desk, where it asks for one; then no token is needed.",
    },
}


def describe(
    pages: Iterable[Page], actions: Iterable[Action] = (), documents: Iterable[Document] = ()
) -> Json:
    """The OpenAPI document of ``pages``, ``actions`` and ``documents``."""
    listed = tuple(actions)
    paths = {PART.sub(r"{\1}", page.twin): {"get": _reading(page)} for page in pages}
    paths.update({one.path: {"get": _file(one)} for one in documents})
    if listed:
        paths["/session.json"] = {"get": _session()}
    paths.update({action.twin: {"post": _changing(action)} for action in listed})
    return {
        "openapi": VERSION,
        "info": {"title": "memcon", "version": __version__},
        "paths": paths,
        "components": {"schemas": {"Error": ERROR}, "securitySchemes": SCHEMES},
    }


def _reading(page: Page) -> Json:
    return {
        "summary": page.tells,
        "parameters": [*map(_part, PART.findall(page.path)), *map(_field, page.asks)],
        "responses": {"200": _answer(page.tells, {"type": "object"}), **_refusals(READING)},
    }


def _file(document: Document) -> Json:
    kind = document.media_type.partition(";")[0]
    content = {kind: {"schema": {"type": "string"}}}
    told = {"description": document.tells, "content": content}
    page = {"text/html": {"schema": {"type": "string"}}}
    faults = {status: {"description": words} for status, words in READING.items()}
    for status in ("400", "401", "503"):
        faults[status] = {**faults[status], "content": page}  # type: ignore[dict-item]
    return {
        "summary": document.tells,
        "parameters": [*map(_field, document.asks)],
        "responses": {"200": told, **faults},
    }


def _session() -> Json:
    told = "The token that each change brings, and the name that was last signed with."
    return {"summary": told, "responses": {"200": _answer(told, SESSION), **_refusals(READING)}}


def _changing(action: Action) -> Json:
    form = "multipart/form-data" if action.has_file else "application/json"
    schema = {
        "type": "object",
        "required": [one.name for one in action.takes if one.is_required],
        "properties": {one.name: _input(one) for one in action.takes},
    }
    return {
        "summary": action.tells,
        "security": [{"token": []}, {"password": []}],
        "requestBody": {"required": True, "content": {form: {"schema": schema}}},
        "responses": {"201": _answer("It is done.", DONE), **_refusals(CHANGING)},
    }


def _answer(tells: str, schema: Json) -> Json:
    return {"description": tells, "content": {"application/json": {"schema": schema}}}


def _refusals(told: Mapping[str, str]) -> Json:
    error = {"$ref": "#/components/schemas/Error"}
    plain = {status: {"description": words} for status, words in told.items()}
    return {
        status: plain[status] if status in ("413", "414", "421") else _answer(words, error)
        for status, words in told.items()
    }


def _input(one: Input) -> Json:
    if one.kind == "file":
        return {"type": "string", "format": "binary", "description": one.tells}
    made: Json = {"type": "string", "maxLength": one.most, "description": one.tells}
    if one.is_required:
        made["minLength"] = 1
    if one.choices:
        made["enum"] = list(one.choices)
    if one.kind == "date":
        made["pattern"] = DATE
    return made


def _part(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _field(name: str) -> Json:
    field = FIELDS[name]
    schema: Json = {"type": "string", "maxLength": LONGEST_VALUE}
    if field.kind == "number":
        schema = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS}
    if field.kind == "date":
        schema["pattern"] = DATE
    return {"name": name, "in": "query", "description": field.tells, "schema": schema}
