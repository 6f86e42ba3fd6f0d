"""Dossier rows as the contract has them, from facts as they are kept.

The seam of resolving across reports: :data:`Grouping` puts the reports of one happening
together, :data:`Comparing` says how each position stands to the one before. Until others are
given, only what people have merged by hand is together, and changes are those that reports tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

Json = dict[str, Any]
Groups = Sequence[Sequence["Found"]]
Grouping = Callable[[Sequence["Found"], "Judged"], Groups]
Comparing = Callable[[Sequence["Found"]], Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What people have decided of events, as pairs of ids: one happening, or two."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
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
    body: Mapping[str, Any] = field(hash=False)


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


def to_happening(members: Sequence[Found]) -> Json:
    """The row of one happening, told by its reports in order of their dates.

    The latest report says how things stand; the first that knows gives place and time.
    """
    ordered = sorted(members, key=lambda one: (one.published, one.id))
    first, latest = ordered[0], ordered[-1]
    return {
        "id": min(one.id for one in ordered),
        "type": latest.topic,
        "what": first.body["what"],
        "status": latest.status,
        "history": _history(ordered),
        "participants": _participants(ordered),
        "where": _known(ordered, "where"),
        "when": _known(ordered[::-1], "when"),
        "members": [{"source": one.source, "event": one.id, "quote": one.quote} for one in ordered],
        "reasons": [one.body["reason"] for one in ordered],
    }


def to_history(holder: str, issue: str, entries: Sequence[Found], compare: Comparing) -> Json:
    """The row of one party on one issue: what it wanted when, and what changed."""
    ordered = sorted(entries, key=lambda one: (one.day, one.id))
    changes = compare(ordered)
    return {
        "holder": holder,
        "name": ordered[-1].body["name"],
        "issue": issue,
        "entries": [_entry(one, change) for one, change in zip(ordered, changes, strict=True)],
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


def by_hand(found: Sequence[Found], judged: Judged) -> Groups:
    """Every event as a happening of its own, but for those that people have put together."""
    group_of = {one.id: [one] for one in found}
    for one, other in judged.together:
        if one in group_of and other in group_of and group_of[one] is not group_of[other]:
            group_of[one] += group_of[other]
            group_of.update(dict.fromkeys([each.id for each in group_of[other]], group_of[one]))
    return list({id(group): group for group in group_of.values()}.values())


def as_told(entries: Sequence[Found]) -> Sequence[str | None]:
    """What each report itself says of change."""
    return [one.body["change"] for one in entries]


def histories(found: Iterable[Found], compare: Comparing) -> list[Json]:
    """The rows of positions, by party and issue."""
    ordered = sorted(found, key=_held)
    grouped = groupby(ordered, key=_held)
    rows = [to_history(*held, list(group), compare) for held, group in grouped]
    return sorted(rows, key=lambda row: (row["name"] or "", row["holder"], row["issue"]))


def _held(one: Found) -> tuple[str, str]:
    return one.body["holder"], one.topic


def _entry(one: Found, change: str | None) -> Json:
    body = one.body
    return {
        **{name: body[name] for name in ("when", "stance", "claim")},
        "source": one.source,
        "quote": one.quote,
        "according_to": body["according_to"],
        **{name: body[name] for name in ("toward", "denied")},
        "change": change,
        "id": one.id,
    }


def _history(ordered: Sequence[Found]) -> list[Json]:
    """Each status with the first report that tells it, as long as it lasts."""
    steps: list[Json] = []
    for one in ordered:
        if not steps or steps[-1]["status"] != one.status:
            date = one.published or None
            steps.append({"date": date, "status": one.status, "source": one.source})
    return steps


def _participants(ordered: Sequence[Found]) -> list[Json]:
    """Each party once; a name stands for itself where nobody knows whom it means."""
    parties = (party for one in ordered for party in one.body["participants"])
    return list({party["entity"] or party["name"]: party for party in parties}.values())


def _known(ordered: Iterable[Found], name: str) -> Any:  # noqa: ANN401  # a name or a period
    return next((one.body[name] for one in ordered if one.body[name] is not None), None)


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
