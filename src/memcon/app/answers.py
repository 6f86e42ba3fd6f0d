"""Answers across reports: rows of what was resolved, cut to what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from memcon.app.resolving import Resolved
from memcon.resolve.copies import Copy
from memcon.resolve.dossier import Together
from memcon.resolve.events import Happening
from memcon.resolve.positions import Entry, PositionHistory
from memcon.resolve.rows import Json, event_row, line_row, notice_row, position_row
from memcon.store import Filter

APART: Final = (
    "more than {most:,} reports bear on this: each is shown as it stands, and none is compared "
    "with others; ask for a party, a place or a shorter period"
)


class Answer(list[Json]):
    """Rows, and in ``note`` what has to be known of all of them; ``None`` where there is nothing.

    A note says that reports were not compared, or as of which day something is overdue.
    """

    def __init__(self, rows: Iterable[Json] = (), *, note: str | None = None) -> None:
        super().__init__(rows)
        self.note = note


def apart(rows: Iterable[Json], *, most: int) -> Answer:
    """Rows of reports that were not compared; each says so."""
    note = APART.format(most=most)
    return Answer(({**row, "note": note} for row in rows), note=note)


def event_rows(found: Resolved, asked: Filter) -> list[Json]:
    """The happenings of which a report fits, whole, in order of date."""
    names = found.together.names
    return _latest([event_row(one, names) for one in _fitting(found)], asked)


def line_rows(found: Resolved) -> list[Json]:
    """The same as lines of a timeline."""
    return [line_row(one, found.together.names) for one in _fitting(found)]


def position_rows(found: Resolved, asked: Filter) -> list[Json]:
    """The histories of the issue asked for, with the entries that fit, by name of the party."""
    histories = [
        replace(one, entries=tuple(e for e in one.entries if _fits(e, found.facts)))
        for one in found.together.positions
        if asked.issue in (None, one.issue)
    ]
    shown = _limited(histories, asked.limit)
    rows = [position_row(one, found.together.names) for one in shown if one.entries]
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


def attention_rows(found: Resolved, asked: Filter, today: Day) -> list[Json]:
    """What deserves attention and rests on something that fits, in order of date."""
    everything = asked == Filter(limit=asked.limit)
    notices = (
        notice_row(one)
        for one in found.together.notices(today.day)
        if everything or found.facts.intersection(one.facts)
    )
    copies = (
        _copy_row(one, found.together)
        for one in found.together.copies
        if everything or found.facts.intersection(_facts_in(one.article, found.together))
    )
    as_of = today.day.isoformat() if today.day else None
    rows = [{**row, "as_of": as_of} for row in (*notices, *copies)]
    rows.sort(key=lambda row: (row["date"] or "", row["kind"], row["about"], row["sources"]))
    return _latest(rows, asked)


def _fitting(found: Resolved) -> list[Happening]:
    fitting = (
        one
        for one in found.together.happenings
        if any(telling.event.id in found.facts for telling in one.tellings)
    )
    return sorted(fitting, key=_by_date)


def _by_date(one: Happening) -> tuple[date, str]:
    told = min((t.told for t in one.tellings if t.told), default=date.min)
    return (one.when[0] if one.when else told), one.id


def _fits(entry: Entry, facts: frozenset[str]) -> bool:
    return entry.id in facts or not facts.isdisjoint(entry.reprints)


def _limited(histories: list[PositionHistory], limit: int | None) -> Iterator[PositionHistory]:
    """The histories with the latest so many entries of all."""
    dated = sorted((e.when or "", e.id) for one in histories for e in one.entries)
    kept = {key for _, key in (dated[-limit:] if limit else dated)}
    for one in histories:
        yield replace(one, entries=tuple(e for e in one.entries if e.id in kept))


def _latest(rows: list[Json], asked: Filter) -> list[Json]:
    return rows[-asked.limit :] if asked.limit else rows


def _copy_row(one: Copy, together: Together) -> Json:
    article, root = together.records[one.article].article, together.records[one.of].article
    return {
        "kind": "copy",
        "date": article.published,
        "about": [one.article, one.of],
        "reason": f"the text of another report: {one.reason}",
        "sources": [root.source, article.source],
        "quotes": [],
        "facts": [],
    }


def _facts_in(article: str, together: Together) -> Iterator[str]:
    record = together.records[article]
    yield from (event.id for event in record.events)
    yield from (held.id for held in record.positions)
