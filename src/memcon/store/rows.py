"""Rows of the contract from single facts as they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

Json = dict[str, Any]


class Found(NamedTuple):
    """One fact and where it stands: ``body`` has its values, ``quote`` the report's own words."""

    id: str
    kind: str
    topic: str
    status: str
    day: str
    last: str
    words: str
    quote: str
    article: str
    source: str
    published: str
    start: int
    end: int
    body: Mapping[str, Any]


def to_statement(one: Found) -> Json:
    """The row of a statement."""
    body = one.body
    return {
        "id": one.id,
        "source": body["source"],
        "cue": body["cue"],
        "content": one.words,
        **{name: body[name] for name in ("mode", "when", "where", "addressee")},
        **{name: body[name] for name in ("sourcing", "class")},
        "article": one.source,
        "published": one.published or None,
        "quote": one.quote,
    }


def to_line(one: Found) -> Json:
    """One dated line of a timeline."""
    return {
        "date": one.day or None,
        "kind": one.kind,
        "id": one.id,
        "topic": one.topic,
        "status": one.status,
        "who": _who(one),
        "what": _what(one),
        "where": one.body.get("where"),
        "article": one.source,
        "quote": one.quote,
    }


WHO: Final[Mapping[str, Callable[[Mapping[str, Any]], list[str | None]]]] = {
    "statement": lambda body: [body["source"]["name"] or body["source"]["text"] or None],
    "event": lambda body: [party["name"] for party in body["participants"]],
    "position": lambda body: [body["name"]],
}
WHAT: Final[Mapping[str, Callable[[Found], str]]] = {
    "statement": lambda one: one.words,
    "event": lambda one: one.body["what"],
    "position": lambda one: one.body["claim"],
}


def _who(one: Found) -> list[str]:
    return [name for name in WHO[one.kind](one.body) if name]


def _what(one: Found) -> str:
    return WHAT[one.kind](one)
