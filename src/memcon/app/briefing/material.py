"""What a briefing is made from: rows of the dossier, and the reports that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from memcon.app.dossier import Asked, Dossier
from memcon.errors import UsageError
from memcon.record import (
    Article,
    Entity,
    EntityKind,
    Event,
    LinkedMention,
    Position,
    Record,
    Span,
    SpanIndex,
)
from memcon.resolve.parties import Parties
from memcon.text.calendar import add_days, interval, to_date
from memcon.text.sentences import find_sentences

Row = dict[str, Any]
MOST_ROWS: Final = 150
"""Happenings and positions that a briefing chooses among: the latest."""
MOST_REPORTS: Final = 100
"""Reports that it reads for what is said, and for what happened and is wanted: the latest."""
MOST_NOTICES: Final = 200
"""Contradictions, demands and copies: the latest."""
MOST_NAMES: Final = 5000
"""Names among which one like a mistyped one is looked for."""
AHEAD: Final = 180
"""Days for which meetings are planned ahead."""
NEAR: Final = 3
OF_STATE: Final = frozenset({"GOV", "MIL"})
"""PLOVER sectors of those who act for their state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a briefing is asked for; ``with_`` is the other party of a pair.

    The other fields are those of :class:`memcon.store.Filter`.
    """

    who: str | None = None
    with_: str | None = None
    issue: str | None = None
    type: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    today: str | None = None

    def filters(self, *names: str, **over: Any) -> Asked:  # noqa: ANN401  # values of a filter
        """The filters with these ``names`` and ``over``, for a question to the dossier."""
        values = {name: getattr(self, name) for name in names}
        return Asked(**{**values, **over})  # type: ignore[typeddict-item]  # fields of a filter

    @property
    def asked(self) -> Mapping[str, str]:
        """What was given, by the names of the options."""
        names = ("who", "with_", "issue", "type", "place", "since", "until", "source")
        return {n.rstrip("_"): str(getattr(self, n)) for n in names if getattr(self, n)}

    @property
    def concerns_facts(self) -> bool:
        """Whether it asks for something that only facts have, and no party."""
        return not self.who and bool(self.issue or self.type or self.place)


@dataclass(frozen=True)
class Report:
    """One report and what is found in it by place."""

    record: Record

    @cached_property
    def _sentences(self) -> dict[Span, tuple[Span, ...]]:
        """Those of the blocks that were looked at: of most reports little is shown."""
        return {}

    def sentences_of(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The sentences that ``spans`` touch, in order; the spans where there are none."""
        listed = tuple(spans)
        found = {one for span in listed for one in self._near(span) if one.overlaps(span)}
        return tuple(sorted(found)) or listed

    def mentions_in(self, spans: Iterable[Span]) -> tuple[LinkedMention, ...]:
        """The linked mentions that ``spans`` touch, in order of the text."""
        found = {at: one for span in spans for at, one in self._linked.over(span)}
        return tuple(found[at] for at in sorted(found))

    @cached_property
    def _linked(self) -> SpanIndex[LinkedMention]:
        linked = (one for one in self.record.mentions if one.link.entity is not None)
        return SpanIndex((one.span, one) for one in linked)

    def _near(self, span: Span) -> Iterator[Span]:
        """The sentences of the blocks that a span touches."""
        for block in self.record.article.blocks:
            if block.span.overlaps(span):
                if block.span not in self._sentences:
                    self._sentences[block.span] = tuple(_sentences(self.record.article, block.span))
                yield from self._sentences[block.span]

    @cached_property
    def lookup(self) -> Parties:
        """For whom each of its entities acts."""
        return Parties(self.record)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Its events by id."""
        return {one.id: one for one in self.record.events}

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """Its positions by id."""
        return {one.id: one for one in self.record.positions}

    @property
    def key(self) -> str:
        """The id of the article."""
        return self.record.article.id


def _sentences(article: Article, block: Span) -> Iterator[Span]:
    return (one.shift(block.start) for one in find_sentences(article.quote(block)))


def outlet_of(article: Article) -> str:
    """Who published it: its site, else the last part of where it came from."""
    named = article.site or article.source.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return named.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Party:
    """One party by the ids that its name means, and what those act as."""

    name: str
    ids: frozenset[str]
    acts_as: frozenset[str]
    """Alpha-3 codes of states and ids of bodies: whoever acts for one of them is of the party."""

    @classmethod
    def of(cls, entities: Sequence[Entity]) -> Party:
        """The party that a name's entities are; the first gives its name."""
        acts = {_acts_as(one) for one in entities if one.kind is not EntityKind.PERSON}
        return cls(entities[0].name, frozenset(one.id for one in entities), frozenset(acts))

    def has(self, report: Report, entity_id: str | None) -> bool:
        """Whether an entity of a report is the party, or acts for it."""
        if entity_id is None:
            return False
        entity = report.record.entity(entity_id)
        if entity_id in self.ids or entity is None:
            return entity_id in self.ids
        if entity.kind.is_place and entity.kind is not EntityKind.COUNTRY:
            return False  # a town is no party: where it stands for one, the link says so
        if report.lookup.party(entity_id) in self.acts_as:
            return True
        return entity.sector in OF_STATE and report.lookup.country(entity_id) in self.acts_as


def _acts_as(entity: Entity) -> str:
    is_state = entity.kind is EntityKind.COUNTRY and entity.country
    return entity.country if is_state and entity.country else entity.id


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything that a briefing may show. ``reports`` are by article id.

    ``fitting`` are the ids of the reports that the question is about; ``where`` has the article of
    each fact in the rows.
    """

    scope: Scope
    parties: tuple[Party, ...]
    events: tuple[Row, ...]
    positions: tuple[Row, ...]
    notices: tuple[Row, ...]
    reports: Mapping[str, Report]
    fitting: frozenset[str]
    as_of: str | None
    note: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def party(self) -> Party | None:
        """The party that was asked for."""
        return self.parties[0] if self.parties else None

    @property
    def other(self) -> Party | None:
        """The other party of a pair."""
        return self.parties[1] if len(self.parties) > 1 else None

    def report_of(self, fact: str) -> Report:
        """The report that a fact of a row stands in."""
        return self.reports[self.where[fact]]

    @cached_property
    def by_source(self) -> Mapping[str, tuple[str, ...]]:
        """Article ids by where they came from."""
        found: dict[str, tuple[str, ...]] = {}
        for key, report in sorted(self.reports.items()):
            source = report.record.article.source
            found[source] = (*found.get(source, ()), key)
        return found


def gather(dossier: Dossier, scope: Scope) -> Material:
    """All that a briefing on ``scope`` may show.

    Raises ``UsageError`` where a name is not known, saying which are like it.
    """
    parties = tuple(_party(dossier, name) for name in (scope.who, scope.with_) if name)
    _check(dossier, scope, parties)
    period = ("since", "until", "source", "place")
    ahead = _later(scope.until)
    events = dossier.events(**scope.filters("who", "type", *period, until=ahead, limit=MOST_ROWS))
    positions: list[Row] = []
    for name in dict.fromkeys((scope.who, scope.with_ or scope.who)):
        asked = scope.filters("issue", "type", *period, who=name, limit=MOST_ROWS)
        positions += dossier.positions(**asked)
    asked = scope.filters("who", "type", "place", "source", limit=MOST_NOTICES)
    notices = dossier.attention(today=scope.today, **asked)
    where = dossier.articles_of(list(_fact_ids(events, positions)))
    kept = _on_issue(events, positions, where) if scope.issue else tuple(events)
    used = _newest(where, _fact_ids(kept, positions))
    fitting = _fitting(dossier, scope, used)
    reports = _reports(dossier, fitting | used)
    return Material(
        scope=scope,
        parties=parties,
        events=kept,
        positions=tuple(positions),
        notices=tuple(notices),
        reports=reports,
        fitting=fitting & frozenset(reports),
        as_of=_as_of(dossier, scope),
        note=events.note,
        where={fact: key for fact, key in where.items() if key in reports},
    )


def _later(until: str | None) -> str | None:
    """A plan that was made or dropped in a period may be for a day after it."""
    days = interval(until) if until else None
    last = to_date(days[1]) if days else None
    later = add_days(last, AHEAD) if last else None
    return later.isoformat() if later else until


def _party(dossier: Dossier, name: str) -> Party:
    known = dossier.known(name)
    if not known:
        raise UsageError(_unknown(dossier, name))
    return Party.of(known)


def _check(dossier: Dossier, scope: Scope, parties: Sequence[Party]) -> None:
    if scope.with_ and not scope.who:
        raise UsageError("a pair needs both parties: name the first with --who")
    if len(parties) > 1 and parties[0].ids & parties[1].ids:
        raise UsageError(f"{scope.who!r} and {scope.with_!r} are the same party")
    if scope.place and not dossier.known(scope.place):
        raise UsageError(_unknown(dossier, scope.place))


def _unknown(dossier: Dossier, name: str) -> str:
    """That nobody is called so, and whose names are like it."""
    names = dict.fromkeys(row["name"] for row in dossier.entities(limit=MOST_NAMES))
    folded = {one.casefold(): one for one in names}
    near = get_close_matches(name.casefold(), folded, n=NEAR, cutoff=0.6)
    like = f"; near it: {', '.join(folded[one] for one in near)}" if near else ""
    return f"nobody and nothing in the store is called {name!r}{like}"


def _on_issue(
    events: Iterable[Row], positions: Iterable[Row], where: Mapping[str, str]
) -> tuple[Row, ...]:
    """The happenings of which a report also tells what somebody wants on the issue."""
    told = {where.get(fact) for fact in _fact_ids((), positions)}
    return tuple(row for row in events if not told.isdisjoint(map(where.get, _fact_ids([row], ()))))


def _fact_ids(events: Iterable[Row], positions: Iterable[Row]) -> Iterator[str]:
    for row in events:
        yield from (member["event"] for member in row["members"])
    for row in positions:
        yield from (entry["id"] for entry in row["entries"])


def _newest(where: Mapping[str, str], facts: Iterable[str]) -> frozenset[str]:
    """The newest of the reports of some facts; ``where`` has the newest first."""
    shown = set(facts)
    found = dict.fromkeys(article for fact, article in where.items() if fact in shown)
    return frozenset(list(found)[:MOST_REPORTS])


def _fitting(dossier: Dossier, scope: Scope, of_facts: frozenset[str]) -> frozenset[str]:
    """The reports that were asked for: those on a party, else those that have a fact that fits."""
    if scope.concerns_facts:
        return of_facts
    found = _reports_on(dossier, scope, scope.who)
    return found & _reports_on(dossier, scope, scope.with_) if scope.with_ else found


def _reports_on(dossier: Dossier, scope: Scope, who: str | None) -> frozenset[str]:
    """The reports that name a party, and those in which somebody speaks for it."""
    period = ("since", "until", "source", "place")
    asked = scope.filters(*period, who=who, limit=MOST_REPORTS)
    named = frozenset(dossier.newest(**asked))
    if who is None:
        return named
    said = dossier.statements(**scope.filters(*period, who=who, limit=MOST_ROWS))
    spoken = dossier.articles_of([row["id"] for row in said])
    return named | _newest(spoken, spoken)


def _reports(dossier: Dossier, ids: Iterable[str]) -> Mapping[str, Report]:
    return {record.article.id: Report(record) for record in dossier.late_records(set(ids))}


def _as_of(dossier: Dossier, scope: Scope) -> str | None:
    if scope.today:
        return scope.today
    return dossier.latest_day()
