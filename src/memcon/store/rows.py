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
        "who": WHO[one.kind](one),
        "what": WHAT[one.kind](one),
        "where": one.body.get("where"),
        "article": one.source,
        "quote": one.quote,
    }


def _speaker(one: Found) -> list[str]:
    source = one.body["source"]
    name = source["name"] or source["text"]
    return [name] if name else []


def _parties(one: Found) -> list[str]:
    return [party["name"] for party in one.body["participants"] if party["name"]]


def _holder(one: Found) -> list[str]:
    name = one.body["name"]
    return [name] if name else []


WHO: Final[Mapping[str, Callable[[Found], list[str]]]] = {
    "statement": _speaker,
    "event": _parties,
    "position": _holder,
}
WHAT: Final[Mapping[str, Callable[[Found], str]]] = {
    "statement": lambda one: one.words,
    "event": lambda one: one.body["what"],
    "position": lambda one: one.body["claim"],
}
