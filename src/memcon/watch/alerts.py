"""What new reports change, in the terms of the domain, as they stand among all reports.

Only what rests on a new report is told: a position that changed, first words on an issue, a
meeting that was announced, put off, called off or held, a party nobody had named, a contradiction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, Protocol

from memcon.record import Entity, EntityKind, Record, fact_id
from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.history import Step, latest_status
from memcon.resolve.news import News, happening_of
from memcon.resolve.parties import Parties
from memcon.resolve.positions import Entry, PositionHistory
from memcon.resolve.readouts import find_contradictions
from memcon.text.calendar import to_date

Kind = Literal["change", "first", "meeting", "mention", "contradiction"]
MEETING: Final = "CONSULT"
NEWS: Final = frozenset({"planned", "postponed", "cancelled", "held"})
"""Statuses of a meeting nobody had told of that are told; what is merely proposed is not."""
RECENT: Final = timedelta(days=7)
"""What came about longer before its report is told as background, not as news."""
ACTORS: Final = frozenset(
    {EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP}
)

PRESS: Final = "JRN"
UNKNOWN: Final = "entity-"
"""Ids of those whom no knowledge base knows; of them reports quote their own authors most."""
KNOWN: Final = timedelta(days=14)
"""A party is known once it has been reported on for two weeks: before, all it says is new."""


class Heard(Protocol):
    """Answers from the reports that were there before."""

    def __call__(self, entity: str, *, until: date | None = None) -> bool:
        """Whether they name an entity, perhaps by a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that a new report changes.

    ``date`` is when it came about, ``who`` the parties by their ids, ``report`` the address of the
    new report, ``facts`` are in the reports named by ``sources``, in their words ``quotes``.
    """

    id: str
    kind: Kind
    date: str | None
    title: str
    reason: str
    who: Mapping[str, str]
    issue: str | None
    report: str
    sources: tuple[str, ...]
    quotes: tuple[str, ...]
    facts: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        kept = asdict(self)
        return {name: list(one) if isinstance(one, tuple) else one for name, one in kept.items()}


def alert_from(value: Mapping[str, Any]) -> Alert:
    """An alert as :meth:`Alert.to_dict` wrote it."""
    kept: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in value.items()}
    return Alert(**kept)


def find_alerts(news: News, *, heard: Heard, is_young: bool = False) -> tuple[Alert, ...]:
    """What new reports change; in order of date.

    In a store that ``is_young`` everybody is new, so first mentions are not told.
    """
    found = [*_of_positions(news, heard), *_of_happenings(news)]
    found += () if is_young else _mentions(news, heard)
    unique = {one.id: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.date or "", one.kind, one.id)))


def is_wanted(alert: Alert, *, who: Collection[str] | None, issue: str | None) -> bool:
    """Whether an alert is on ``issue``, and on one of ``who``: ids, and names in small letters."""
    if issue is not None and alert.issue != issue:
        return False
    if who is None:
        return True
    return any(one in who or name.casefold() in who for one, name in alert.who.items())


# Positions


def _of_positions(news: News, heard: Heard) -> Iterator[Alert]:
    for history in news.positions:
        entries = {entry.id: entry for entry in history.entries}
        for entry in history.changes:
            if entry.article in news.records:
                yield _change(history, entries.get(entry.before or "", entry), entry, news)
        first = next((entry for entry in history.entries if entry.when), None)
        is_new = all(entry.article in news.records for entry in history.entries)
        if first and is_new and _is_first(history, first, heard):
            yield _first(history, first, news)


def _is_first(history: PositionHistory, first: Entry, heard: Heard) -> bool:
    """Whether a party that is known is told of on the issue for the first time."""
    day = to_date(first.when or "")
    if day is None or first.change not in (None, "unchanged"):
        return False  # a change is told as such
    return heard(history.holder, until=day - KNOWN)


def _change(history: PositionHistory, before: Entry, entry: Entry, news: News) -> Alert:
    pair = (before, entry) if before is not entry else (entry,)
    return Alert(
        id=fact_id("alert", "change", entry.id, entry.change),
        kind="change",
        date=entry.when,
        title=f"{history.name} on {history.issue}: position {entry.change}",
        reason=entry.reason,
        who={history.holder: history.name},
        issue=history.issue,
        report=_address(news.records[entry.article]),
        sources=tuple(one.source for one in pair),
        quotes=tuple(one.quote for one in pair),
        facts=tuple(one.id for one in pair),
    )


def _first(history: PositionHistory, entry: Entry, news: News) -> Alert:
    return Alert(
        id=fact_id("alert", "first", history.holder, history.issue),
        kind="first",
        date=entry.when,
        title=f"{history.name} on {history.issue}: first report of what it wants ({entry.stance})",
        reason="no earlier report tells of a position on this issue",
        who={history.holder: history.name},
        issue=history.issue,
        report=_address(news.records[entry.article]),
        sources=(entry.source,),
        quotes=(entry.quote,),
        facts=(entry.id,),
    )


# Happenings


def _of_happenings(news: News) -> Iterator[Alert]:
    for one in news.happenings:
        tellings = [telling for telling in one.tellings if telling.article not in news.records]
        before = happening_of(tellings) if tellings else None
        yield from _meeting(one, before, news)
        yield from _contradictions(one, before, news)


def _meeting(one: Happening, before: Happening | None, news: News) -> Iterator[Alert]:
    step, was = one.history[-1], latest_status(before.history) if before else None
    teller = next((t for t in one.tellings if t.key == step.event), None)
    if (
        one.type != MEETING
        or was == step.status
        or teller is None
        or teller.article not in news.records
    ):
        return
    if was is None and not _is_news(one, step, teller):
        return
    yield _of_happening(
        one,
        [teller],
        news,
        kind="meeting",
        key=(step.event, step.status),
        title=f"meeting {step.status}: {one.lead.event.what}{_when(one)}",
        reason=f"it was {was} before" if was else "nobody had told of it",
    )


def _is_news(one: Happening, step: Step, teller: Telling) -> bool:
    """Whether what nobody had told of has just come about, or is ahead."""
    came, told, when = to_date(step.date or ""), teller.told, one.when
    if step.status not in NEWS or told is None:
        return False
    if step.status == "planned":
        return when is None or when[1] >= told
    dated = step.status != "held" or when is not None
    return dated and came is not None and came >= told - RECENT


def _contradictions(one: Happening, before: Happening | None, news: News) -> Iterator[Alert]:
    known = {c.matter for c in find_contradictions([before])} if before else set()
    tellings = {telling.event.id: telling for telling in one.tellings}
    for found in find_contradictions([one]):
        pair = [tellings[event] for event in found.events]
        if found.matter not in known and any(t.article in news.records for t in pair):
            yield _of_happening(
                one,
                sorted(pair, key=lambda t: t.article in news.records),
                news,
                kind="contradiction",
                key=(found.matter, *sorted(found.events)),
                title=f"reports contradict each other on {one.lead.event.what}: {found.reason}",
                reason=f"they differ in the {found.matter}",
            )


def _of_happening(
    one: Happening,
    tellings: Sequence[Telling],
    news: News,
    *,
    kind: Kind,
    key: tuple[str, ...],
    title: str,
    reason: str,
) -> Alert:
    return Alert(
        id=fact_id("alert", kind, *key),
        kind=kind,
        date=one.when[0].isoformat() if one.when else one.history[-1].date,
        title=title,
        reason=reason,
        who=_parties(one, news),
        issue=None,
        report=_address(news.records[tellings[-1].article]),
        sources=tuple(t.source for t in tellings),
        quotes=tuple(t.event.evidence.quote for t in tellings),
        facts=tuple(t.event.id for t in tellings),
    )


def _parties(one: Happening, news: News) -> Mapping[str, str]:
    """Those who take part, and the states and bodies for which they do, by their names."""
    ids = {*one.roles, *(party for telling in one.tellings for party in telling.parties)}
    return {party: news.names.get(party, party) for party in sorted(ids)}


def _when(one: Happening) -> str:
    if one.when is None:
        return ""
    begin, end = one.when
    return f" ({_day(begin)})" if begin == end else f" ({_day(begin)} to {_day(end)})"


def _day(day: date) -> str:
    return day.isoformat()


# First mentions


def _mentions(news: News, heard: Heard) -> Iterator[Alert]:
    """Those who act in a new report and whom no older report names."""
    asked: set[str] = set()
    for record in news.records.values():
        lookup = Parties(record, news.known)
        for entity in _acting(record):
            key = lookup.canonical(entity.id) or entity.id
            if key not in asked and not heard(key):
                yield _mention(key, entity, record)
            asked.add(key)


def _acting(record: Record) -> Iterator[Entity]:
    """Those who take part or want something, and those known ones who say something."""
    acting: Iterable[str | None] = (
        *(party.entity for event in record.events for party in event.participants),
        *(held.holder for held in record.positions),
    )
    speaking = (record.entity(said.speaker) for said in record.statements)
    known = (one.id for one in speaking if one is not None and not one.id.startswith(UNKNOWN))
    for key in dict.fromkeys((*acting, *known)):
        entity = record.entity(key)
        if entity is not None and entity.kind in ACTORS and entity.sector != PRESS:
            yield entity


def _mention(key: str, entity: Entity, record: Record) -> Alert:
    told = f", {entity.description}" if entity.description else ""
    words = (m for m in record.mentions if m.link.entity == entity.id)
    of = record.entity(entity.office.of) if entity.office else None
    return Alert(
        id=fact_id("alert", "mention", key),
        kind="mention",
        date=record.article.published,
        title=f"first mention: {entity.name}{told}",
        reason="no earlier report names it",
        who={key: entity.name, **({of.id: of.name} if of else {})},
        issue=None,
        report=_address(record),
        sources=(record.article.source,),
        quotes=tuple(m.quote for m in words)[:1],
        facts=(),
    )


def _address(record: Record) -> str:
    return record.article.url or record.article.source
