"""Alerting: what new reports change, worked out with their neighbours, and handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, Protocol

from memcon.errors import SourceError, UsageError
from memcon.record import EntityKind, Record
from memcon.resolve.dossier import Together
from memcon.store import Filter, View
from memcon.text.calendar import to_date
from memcon.watch.alerts import KNOWN, UNKNOWN, Alert, alert_from, find_alerts, is_wanted
from memcon.watch.book import Book, Patch
from memcon.watch.clock import Clock
from memcon.watch.schedule import HOUR, MINUTE, wait_after
from memcon.watch.state import FRESH, OUTBOX, TOLD, day_of
from memcon.watch.webhook import Webhook

Json = dict[str, Any]
PER_PARTY: Final = 150
"""The newest reports on each party that a new report is compared with."""
MOST: Final = 600
"""Reports that are compared with each other for one round of alerts."""
SAID: Final = 20
"""Positions that one report may tell of."""
HOOK, STATE = "hook", "state"
MOST_POSTS: Final = 20
"""How often one alert is posted, in most of a day, before it is given up."""
MOST_UNSENT: Final = 1000


@dataclass(frozen=True, slots=True)
class Trouble:
    """What failed and why; ``again`` is when it is tried again, ``None`` where it is not."""

    source: str
    reason: str
    again: float | None


class Outlet(Protocol):
    """A file that alerts go to; one that is there already is left as it is."""

    def add(self, alerts: Sequence[Alert], *, at: float) -> None:
        """Add alerts, ``at`` so many seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which alerts are told: on a person, state or body, and on an issue; else all."""

    who: str | None = None
    issue: str | None = None


class Alerting:
    """Tells what the reports that are new in a store change; each alert once."""

    def __init__(
        self,
        store: str,
        book: Book,
        clock: Clock,
        *,
        wanted: Wanted,
        files: Sequence[Outlet] = (),
        webhook: Webhook | None = None,
    ) -> None:
        self._store = store
        self._book = book
        self._clock = clock
        self._wanted = wanted
        self._files = files
        self._webhook = webhook

    @property
    def due(self) -> float:
        """When the webhook is to be tried again, in seconds since 1970."""
        if self._webhook is None or not self._book.table(OUTBOX):
            return float("inf")
        return float(self._hook.get("due", 0.0))

    def run(self) -> Iterator[Alert | Trouble]:
        """Tell what is new since the last time; each alert is written down once it was taken."""
        fresh = tuple(self._book.table(FRESH))
        now = self._clock.now()
        for alert in self._find(fresh) if fresh else ():
            if alert.id in self._book.table(TOLD):
                continue
            for file in self._files:
                file.add([alert], at=now)
            yield alert
            sent = [] if self._webhook is None else [(OUTBOX, alert.id, alert.to_dict())]
            self._book.write([(TOLD, alert.id, day_of(now)), *sent])
        self._book.write((FRESH, one, None) for one in fresh)
        yield from self._post()

    def _find(self, fresh: Sequence[str]) -> Sequence[Alert]:
        with View.open(self._store) as view:
            records = [one for key in fresh if (one := view.record(key)) is not None]
            ids = frozenset(record.article.id for record in records)
            near = _neighbours(view, records)
            together = Together(view.as_read({*ids, *near}), view.corrections())
            sources = {record.article.id: record.article.source for record in records}
            heard = _Heard(view, together.names, sources)
            found = find_alerts(together, ids, heard=heard, is_young=_is_young(view, records))
            who = None if self._wanted.who is None else _meant(view, self._wanted.who)
        return [one for one in found if is_wanted(one, who=who, issue=self._wanted.issue)]

    # The webhook

    @property
    def _hook(self) -> Mapping[str, Any]:
        kept: Mapping[str, Any] = self._book.table(HOOK).get(STATE, {})
        return kept

    def _post(self) -> Iterator[Trouble]:
        """Post what waits, oldest first; what fails is tried again, later and later."""
        while self._webhook is not None and self.due <= self._clock.now():
            key, value = next(iter(self._book.table(OUTBOX).items()))
            try:
                self._webhook.post(alert_from(value))
            except SourceError as error:
                yield from self._note_failure(key, error)
            else:
                self._book.write([(OUTBOX, key, None), (HOOK, STATE, None)])

    def _note_failure(self, key: str, error: SourceError) -> Iterator[Trouble]:
        fails = self._hook.get("fails", 0) + 1
        due = self._clock.now() + wait_after(fails, first=MINUTE, most=HOUR)
        is_last = fails >= MOST_POSTS
        waiting = list(self._book.table(OUTBOX))
        gone = waiting[: max(len(waiting) - MOST_UNSENT, int(is_last))]
        patches: list[Patch] = [(OUTBOX, one, None) for one in gone]
        after = None if is_last else {"fails": fails, "due": due}
        self._book.write([*patches, (HOOK, STATE, after)])
        if fails == 1 or is_last:
            yield Trouble(error.source, error.reason, again=None if is_last else due)


class _Heard:
    """Asks a store whether reports other than ``new`` name an entity, or tell what it wants."""

    def __init__(self, view: View, names: Mapping[str, str], new: Mapping[str, str]) -> None:
        """``names`` are those of entities by id, ``new`` the names of the new reports by id."""
        self._view = view
        self._names = names
        self._new = new

    def __call__(self, entity: str, *, issue: str | None = None, until: date | None = None) -> bool:
        """Whether they name an entity, or tell what it wants on an issue, perhaps by a day."""
        return self._on(entity, issue) if issue is not None else self._named(entity, until)

    def _on(self, entity: str, issue: str) -> bool:
        asked = Filter(who=entity, issue=issue, limit=len(self._new) * SAID + 1)
        rows = _asked(lambda: self._view.timeline(asked, kinds=("position",)))
        return not {row["article"] for row in rows} <= set(self._new.values())

    def _named(self, entity: str, until: date | None) -> bool:
        """Whom no knowledge base knows has another id in each report: the name alone is left."""
        who = self._names.get(entity, entity) if entity.startswith(UNKNOWN) else entity
        day = until.isoformat() if until else None
        asked = Filter(who=who, until=day, limit=len(self._new) + 1)
        rows = _asked(lambda: self._view.reports(asked))
        return not {row["id"] for row in rows} <= self._new.keys()


def _asked(ask: Callable[[], list[Json]]) -> list[Json]:
    """The rows of a question; none where the store knows nobody who is called so."""
    try:
        return ask()
    except UsageError:
        return []


def _neighbours(view: View, records: Sequence[Record]) -> set[str]:
    """The newest reports on those who act in ``records``."""
    acting = sorted({one for record in records for one in _acting(record)})
    found: dict[str, str] = {}
    for entity in acting:
        asked = Filter(who=entity, limit=PER_PARTY)
        rows = _asked(partial(view.reports, asked))
        found.update({row["id"]: row["published"] or "" for row in rows})
    newest = sorted(found, key=lambda one: (found[one], one), reverse=True)
    return set(newest[:MOST])


def _acting(record: Record) -> Iterator[str]:
    yield from (position.holder for position in record.positions)
    for event in record.events:
        yield from (party.entity for party in event.participants if party.entity is not None)


def _is_young(view: View, records: Sequence[Record]) -> bool:
    """Whether the reports of a store reach back no further than two weeks."""
    days = [day for record in records if (day := to_date(record.article.published or ""))]
    if not days:
        return True
    return not view.reports(Filter(until=(min(days) - KNOWN).isoformat(), limit=1))


def _meant(view: View, name: str) -> frozenset[str]:
    """Ids of those whom a name means, codes of the states among them, and the name itself."""
    found = view.known(name)
    states = (one.country for one in found if one.kind is EntityKind.COUNTRY and one.country)
    return frozenset({name.casefold(), *(one.id for one in found), *states})
