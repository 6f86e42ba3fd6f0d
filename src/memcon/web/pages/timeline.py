"""The timeline: happenings along a line of days, and all that was said, wanted and done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, groupby, islice, zip_longest
from typing import Final

from memcon.render.outline import shortened
from memcon.web.asking import Asking, one_of
from memcon.web.drawing.axis import Span, Tick, span_of, ticks
from memcon.web.drawing.lanes import pack
from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.happening import STATUSES, address_of, days_of, with_status

LINES: Final = 100
DRAWN: Final = 120
"""Happenings that are drawn: more would cover each other."""
READ: Final = 1000
"""Happenings among which those to be drawn are looked for, the latest of the days."""
SLICES: Final = 24
"""Parts of the days of which each shows something, however much more there is in another."""
WIDTH: Final = 1100
LANE: Final = 24
HEAD: Final = 22
"""Units for the name of a band, above its lanes."""
MOST_LANES: Final = 9
BARE_LANES: Final = 3
"""Lanes for marks without a label, where there is no more room for labels."""
LETTER: Final = 6.8
"""How wide a letter of a label is taken to be."""
LONGEST: Final = 52
MARK: Final = 9
BANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Talks and agreements": ("CONSULT", "AGREE", "SUPPORT", "CONCEDE"),
    "Help and withdrawal": ("COOPERATE", "AID", "RETREAT"),
    "Demands and disputes": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "Pressure and force": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLOVER's types by what they have in common: words or deeds, together or against each other."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One happening in the drawing; ``x`` and ``end`` are where its days begin and end."""

    row: Json
    x: float
    end: float
    y: float
    label: str
    is_left: bool
    """Whether the label stands left of the mark."""

    @property
    def address(self) -> str:
        """Where the mark leads."""
        return address_of(self.row)

    @property
    def is_stretch(self) -> bool:
        """Whether it lasts long enough to be seen."""
        return self.end - self.x > 2 * MARK


@dataclass(frozen=True, slots=True)
class Band:
    """Happenings of kindred types, below each other."""

    name: str
    top: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Chart:
    """The drawing: its span of days, and its bands."""

    span: Span
    bands: tuple[Band, ...]
    height: float
    today: float | None
    """Where the day of the latest report is, if it is in the span."""
    begin: float
    """Where the happenings begin that were read; before it there may be more."""

    @property
    def count(self) -> int:
        """How many happenings have a mark."""
        return sum(len(band.marks) for band in self.bands)

    @property
    def is_crowded(self) -> bool:
        """Whether there are marks without a label."""
        return any(not mark.label for band in self.bands for mark in band.marks)

    @property
    def ticks(self) -> tuple[tuple[float, Tick], ...]:
        """What the axis says, and where."""
        return tuple((self.span.share(one.day) * WIDTH, one) for one in ticks(self.span))

    @property
    def moves(self) -> tuple[tuple[str, str, Span], ...]:
        """Other stretches of days: the key that leads there, what it is called, and the days."""
        span = self.span
        return (
            ("earlier", "← Earlier", span.moved(-0.5)),
            ("later", "Later →", span.moved(0.5)),
            ("closer", "+ Closer", span.sized(0.5)),
            ("wider", "− Wider", span.sized(2.0)),
        )


@dataclass(frozen=True)
class Timeline:
    """What was said, wanted and done, day by day, and the happenings drawn."""

    asking: Asking
    rows: tuple[Json, ...]
    events: tuple[Json, ...]
    limit: int
    span: Span | None
    latest: str | None
    title: str = "Timeline"

    @property
    def days(self) -> tuple[tuple[str, tuple[Json, ...]], ...]:
        """The lines of each day in order."""
        grouped = groupby(self.rows, key=lambda row: row["date"] or "date unknown")
        return tuple((day, tuple(rows)) for day, rows in grouped)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of the happenings have each status."""
        counted = Counter(row["status"] for row in self.events)
        return tuple((one, counted[one]) for one in STATUSES)

    @cached_property
    def chart(self) -> Chart | None:
        """The drawing, where there is anything to draw."""
        return draw(self.events, self.span, self.latest) if self.span and self.events else None

    @property
    def is_cut(self) -> bool:
        """Whether there are more happenings than were read."""
        return len(self.events) >= READ

    def to_json(self) -> Json:
        """The rows of ``memcon timeline``, and the happenings drawn."""
        bands = self.chart.bands if self.chart else ()
        drawn = [mark.row for band in bands for mark in band.marks]
        return {"timeline": list(self.rows), "events": drawn}


def draw(rows: Sequence[Json], span: Span, latest: str | None) -> Chart:
    """Where each happening stands; those that share no day with the span are left out."""
    found = [mark for mark in (_mark(row, span) for row in rows) if mark]
    chosen, bands, top = choose(found), list[Band](), 0.0
    for name, types in BANDS.items():
        marks = _marks([one for one in chosen if one.row["type"] in types])
        if marks:
            bands.append(_band(name, top, marks))
            top += HEAD + LANE * (1 + max(int(mark.y) for mark in marks)) + LANE / 2
    day = span_of(latest, latest)
    today = span.share(day.begin) * WIDTH if day and span.begin <= day.begin <= span.end else None
    begin = min((one.x for one in found), default=0.0) if len(rows) >= READ else 0.0
    return Chart(span, tuple(bands), top, today, begin)


def choose(marks: Sequence[Mark]) -> list[Mark]:
    """Those to be drawn: of each part of the days those that most reports tell of."""
    slices: dict[int, list[Mark]] = defaultdict(list)
    for one in sorted(marks, key=lambda one: (-len(one.row["members"]), one.x)):
        slices[int(one.x * SLICES / WIDTH)].append(one)
    turns = chain.from_iterable(zip_longest(*slices.values()))
    return sorted(islice(filter(None, turns), DRAWN), key=lambda one: (one.x, one.row["id"]))


def _band(name: str, top: float, marks: Sequence[Mark]) -> Band:
    middles = (replace(one, y=top + HEAD + LANE * (one.y + 0.5)) for one in marks)
    return Band(name, top, tuple(middles))


def _marks(found: Sequence[Mark]) -> list[Mark]:
    """Marks in lanes, which their ``y`` counts; where all are full, without a label below them."""
    lanes = pack([_reach(one) for one in found], most=MOST_LANES, gap=10)
    placed = [replace(one, y=at) for one, at in zip(found, lanes, strict=True) if at is not None]
    bare = [replace(one, label="") for one, at in zip(found, lanes, strict=True) if at is None]
    below = pack([_reach(one) for one in bare], most=BARE_LANES, gap=2)
    pairs = zip(bare, below, strict=True)
    return placed + [replace(one, y=MOST_LANES + at) for one, at in pairs if at is not None]


def _mark(row: Json, span: Span) -> Mark | None:
    days = days_of(row)
    begin, end = (date.fromisoformat(day) for day in days) if days else (None, None)
    if begin is None or end is None or end < span.begin or begin > span.end:
        return None
    x = max(span.share(begin), 0.0) * WIDTH
    label = shortened(row["what"], LONGEST)
    is_left = x + 2 * MARK + LETTER * len(label) > WIDTH
    return Mark(row, x, min(span.share(end), 1.0) * WIDTH, 0, label, is_left)


def _reach(mark: Mark) -> tuple[float, float]:
    """From where to where a mark and its label go."""
    wide = MARK + LETTER * len(mark.label)
    if mark.is_left:
        return max(0.0, mark.x - wide), mark.end + MARK
    return mark.x - MARK, max(mark.x + wide, mark.end + MARK)


def make(desk: Desk, call: Call) -> Timeline:
    """The latest lines of those asked for, in order of date."""
    status = one_of("status", call.asking.status, STATUSES)
    asked = call.asking.filters(limit=LINES)
    limit = asked["limit"] or LINES
    if status:
        asked["limit"] = READ
    lines = [row for row in desk.dossier.timeline(**asked) if _is_wanted(row, status)][-limit:]
    begin = next((row["date"] for row in lines if row["date"]), None)
    events = _events(desk, replace(call.asking, since=call.asking.since or begin))
    latest = desk.dossier.latest_day()
    span = _span(call.asking, events)
    return Timeline(call.asking, tuple(lines), tuple(events), limit, span, latest)


def _is_wanted(row: Json, status: str | None) -> bool:
    return status is None or (row["kind"], row["status"]) == ("event", status)


def _events(desk: Desk, asking: Asking) -> list[Json]:
    rows = desk.dossier.events(**replace(asking, limit=READ).filters())
    return with_status(rows, asking.status)


def _span(asking: Asking, rows: Sequence[Json]) -> Span | None:
    """The days asked for; where an end is open, to the first or the last day of the rows."""
    days = [day for row in rows for day in (days_of(row) or ())]
    first, last = asking.since or min(days, default=None), asking.until or max(days, default=None)
    span = span_of(first, last)
    if span is None or (asking.since and asking.until):
        return span
    return span.sized(1.06) if span.days > 1 else span.sized(1)


PAGE: Final = Page(
    path="/timeline",
    template="timeline.html.j2",
    tells="What was said, wanted and done, in order of dates, and the happenings to be drawn.",
    make=make,
    asks=("who", "issue", "type", "status", "place", "source", "since", "until", "limit"),
)
