"""Answers across reports: rows of the contract from what is kept as resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from memcon.resolve.rows import Json, entities_in, entry_row, line_row, named_row
from memcon.store import Filter, View

UNSETTLED: Final = (
    "{count:,} reports were kept by an older memcon and are not compared with others yet; "
    "memcon add compares them"
)


COPY: Final = "copy"
"""The kind of notices that are kept in no table of their own."""


class Answer(list[Json]):
    """Rows, and in ``note`` what has to be known of all of them; ``None`` where there is nothing.

    A note says that reports were not compared, or as of which day something is overdue.
    """

    def __init__(self, rows: Iterable[Json] = (), *, note: str | None = None) -> None:
        super().__init__(rows)
        self.note = note


def settled(view: View, rows: Iterable[Json], *, note: str | None = None) -> Answer:
    """Rows that rest on what is resolved, with a note where some reports are not."""
    count = view.unsettled()
    notes = [UNSETTLED.format(count=count)] if count else []
    return Answer(rows, note="; ".join([*notes, *([note] if note else [])]) or None)


@dataclass(frozen=True, slots=True)
class Passing:
    """Rows that come one by one, with the note of an :class:`Answer`."""

    rows: Iterator[Json]
    note: str | None

    def __iter__(self) -> Iterator[Json]:
        return self.rows


def pass_events(view: View) -> Passing:
    """All happenings; see :func:`event_rows`."""
    parts = ((kept, _names(view, kept)) for kept in view.pass_happenings())
    rows = (named_row(one, names) for kept, names in parts for one in kept)
    return Passing(rows, settled(view, ()).note)


def pass_histories(view: View) -> Passing:
    """All histories; see :func:`position_rows`."""
    rows = (row for entries in view.pass_entries() for row in history_rows(view, entries))
    return Passing(rows, settled(view, ()).note)


def event_rows(view: View, asked: Filter) -> list[Json]:
    """The happenings of which a report fits, whole, in order of date."""
    kept = view.happenings(asked)
    names = _names(view, kept)
    return [named_row(one, names) for one in kept]


def event_row(view: View, event: str) -> Json | None:
    """The happening that an event of a report tells of."""
    kept = view.happening(event)
    return named_row(kept, _names(view, [kept])) if kept else None


def late_rows(view: View, asked: Filter, *, most: int) -> tuple[list[Json], list[Json]]:
    """Of the latest happenings those that turned, up to ``most``, and the meetings ahead."""
    found = view.lately(asked, most=most)
    names = _names(view, [*found.turned, *found.ahead])
    turned, ahead = ([named_row(one, names) for one in s] for s in (found.turned, found.ahead))
    return turned, ahead


def placed_rows(view: View, asked: Filter) -> list[Json]:
    """The same, each with the entity that is its ``place``; ``None`` where that is not known."""
    kept = view.happenings(asked)
    names = _names(view, kept)
    places = view.profiles({one["where"] for one in kept if one["where"]})
    return [{**named_row(one, names), "place": places.get(one["where"])} for one in kept]


def line_rows(view: View, asked: Filter) -> list[Json]:
    """The same as lines of a timeline."""
    kept = view.happenings(asked)
    names = _names(view, kept)
    return [line_row(one, names) for one in kept]


def _names(view: View, kept: Sequence[Json]) -> Mapping[str, str]:
    return view.names({entity for one in kept for entity in entities_in(one)})


def position_rows(view: View, asked: Filter) -> list[Json]:
    """The histories of the issue asked for, with the entries that fit, by name of the party."""
    return history_rows(view, view.entries(asked))


def history_rows(view: View, entries: Sequence[Json]) -> list[Json]:
    """Entries by whose they are and their issue, by name of the party."""
    toward = {one["entry"]["toward"] for one in entries} - {None}
    names = view.names({*toward, *(one["holder"] for one in entries)})
    histories: dict[tuple[str, str], list[Json]] = defaultdict(list)
    called: dict[str, str | None] = {}
    for one in entries:
        histories[one["holder"], one["issue"]].append(entry_row(one["entry"], names))
        called.setdefault(one["holder"], names.get(one["holder"], one["name"]))
    rows = [
        {"holder": holder, "name": called[holder], "issue": issue, "entries": listed}
        for (holder, issue), listed in histories.items()
    ]
    return sorted(rows, key=lambda row: (row["name"] or "", row["holder"], row["issue"]))


@dataclass(frozen=True, slots=True)
class Day:
    """As of which day something is overdue; ``is_given`` says that somebody asked for that day."""

    day: date | None
    is_given: bool

    @property
    def note(self) -> str:
        """How it is told."""
        if self.day is None:
            return "no report has a date, so nothing is overdue"
        return f"as of {self.day}" + ("" if self.is_given else ", the day of the newest report")


def attention_rows(view: View, asked: Filter, today: Day, *, kind: str | None = None) -> list[Json]:
    """What deserves attention and rests on something that fits, in order of date."""
    as_of = today.day.isoformat() if today.day else None
    notices = view.notices(asked, today=as_of or "", kind=kind)
    is_late = len(notices) == asked.limit  # older ones are cut off
    copied = view.copied(asked, is_late=is_late) if kind in (None, COPY) else []
    found = [*notices, *map(_copy_row, copied)]
    rows = [{name: row[name] for name in _NOTICE} | {"as_of": as_of} for row in found]
    rows.sort(key=lambda row: (row["date"] or "", row["kind"], row["about"], row["sources"]))
    return rows[-asked.limit :] if asked.limit else rows


_NOTICE: Final = ("kind", "date", "about", "reason", "sources", "quotes", "facts")


def _copy_row(one: Json) -> Json:
    return {
        "kind": COPY,
        "date": one["published"] or None,
        "about": [one["article"], one["of"]],
        "reason": f"the text of another report: {one['reason']}",
        "sources": [one["origin"], one["place"]],
        "quotes": [],
        "facts": [],
    }
