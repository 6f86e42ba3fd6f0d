"""What is compared across reports as JSON values, so that it can be kept and compared later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from memcon.record import EntityKind, Event, Evidence, Participant, Passage, Period, Span
from memcon.resolve.calls import Call
from memcon.resolve.happening import Telling
from memcon.resolve.people import Person
from memcon.resolve.positions import Entry, Held

Json = dict[str, Any]
DATES: Final = ("told", "begin", "end", "acted")
SETS: Final = ("parties", "around", "cast", "main", "countries", "places", "levels", "words")
PLAIN: Final = ("key", "source", "copy_of", "place", "land")
MAPS: Final = ("whom", "sides", "persons", "homes")
EVENT: Final = ("id", "type", "code", "mode", "what", "status", "where", "score", "reason")


def from_telling(one: Telling) -> Json:
    """A telling as JSON values."""
    return {
        **{name: getattr(one, name) for name in PLAIN},
        **{name: _from_date(getattr(one, name)) for name in DATES},
        **{name: sorted(getattr(one, name)) for name in SETS},
        **{name: dict(sorted(getattr(one, name).items())) for name in MAPS},
        "days": [day.isoformat() for day in sorted(one.days)],
        "counts": sorted(one.counts),
        "call": asdict(one.call) if one.call else None,
        "event": _from_event(one.event),
    }


def to_telling(values: Json, article: str) -> Telling:
    """The telling that :func:`from_telling` made ``values`` of."""
    call = values["call"]
    made: Json = {
        **{name: values[name] for name in (*PLAIN, *MAPS)},
        **{name: _to_date(values[name]) for name in DATES},
        **{name: frozenset(values[name]) for name in SETS},
        "days": frozenset(map(date.fromisoformat, values["days"])),
        "counts": frozenset(values["counts"]),
        "call": Call(**call) if call else None,
        "event": _to_event(values["event"], article),
    }
    return Telling(article=article, **made)


def from_held(one: Held) -> Json:
    """A held position as JSON values."""
    entry = {name: value for name, value in asdict(one.entry).items() if name not in _WORKED_OUT}
    return {"holder": one.holder, "name": one.name, "issue": one.issue, "entry": entry}


def to_held(values: Json, root: str) -> Held:
    """The position that :func:`from_held` made ``values`` of; ``root`` is its source."""
    return Held(**{**values, "root": root, "entry": Entry(**values["entry"])})


_WORKED_OUT: Final = ("before", "also", "reprints")
"""What an entry has from others, not from its own report."""


def from_person(one: Person) -> Json:
    """A person as JSON values."""
    sets = {name: sorted(getattr(one, name)) for name in ("offices", "company")}
    return {**asdict(one), **sets, "kind": one.kind.value, "words": list(one.words)}


def to_person(values: Mapping[str, Any]) -> Person:
    """The person that :func:`from_person` made ``values`` of."""
    sets = {name: frozenset(values[name]) for name in ("offices", "company")}
    kind, words = EntityKind(values["kind"]), tuple(values["words"])
    return Person(**{**values, **sets, "kind": kind, "words": words})


def _from_event(event: Event) -> Json:
    return {
        **{name: getattr(event, name) for name in EVENT},
        "participants": [
            [one.entity, one.role, None if one.entity else one.passage.quote]
            for one in event.participants
        ],
        "when": [event.when.begin, event.when.end] if event.when else None,
        "evidence": [[*_bounds(part.span), part.quote] for part in event.evidence.parts],
    }


def _to_event(values: Json, article: str) -> Event:
    parties = (
        Participant(entity, _passage(article, [[0, len(words or ""), words or ""]]), role)
        for entity, role, words in values["participants"]
    )
    when = values["when"]
    return Event(
        **{name: values[name] for name in EVENT},
        participants=tuple(parties),
        when=Period(when[0], when[1], Passage(())) if when else None,
        evidence=_passage(article, values["evidence"]),
    )


def _passage(article: str, parts: Iterable[tuple[int, int, str]] | Iterable[list[Any]]) -> Passage:
    return Passage(
        tuple(Evidence(article, Span(start, end), words) for start, end, words in parts if words)
    )


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _from_date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _to_date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
