"""Alerting: what new reports change, read from what is kept as resolved, and handed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from memcon.errors import SourceError, UsageError
from memcon.record import EntityKind
from memcon.resolve.news import News
from memcon.store import Filter, View
from memcon.text.calendar import to_date
from memcon.watch.alerts import KNOWN, UNKNOWN, Alert, alert_from, find_alerts, is_wanted
from memcon.watch.book import Book, Patch
from memcon.watch.clock import Clock
from memcon.watch.schedule import HOUR, MINUTE, wait_after
from memcon.watch.state import FRESH, OUTBOX, TOLD, day_of
from memcon.watch.webhook import Webhook

Json = dict[str, Any]
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
            news = view.news(fresh)
            heard, is_young = _Heard(view, news), _is_young(view, news)
            found = find_alerts(news, heard=heard, is_young=is_young)
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
    """Asks a store whether reports other than the new ones name an entity."""

    def __init__(self, view: View, news: News) -> None:
        self._view = view
        self._news = news

    def __call__(self, entity: str, *, until: date | None = None) -> bool:
        """Whether they do, perhaps by a day.

        Whom no knowledge base knows has another id in each report: the name alone is left.
        """
        new = self._news.records
        who = self._news.names.get(entity, entity) if entity.startswith(UNKNOWN) else entity
        day = until.isoformat() if until else None
        try:
            rows = self._view.reports(Filter(who=who, until=day, limit=len(new) + 1))
        except UsageError:  # the store knows nobody who is called so
            return False
        return not {row["id"] for row in rows} <= new.keys()


def _is_young(view: View, news: News) -> bool:
    """Whether the reports of a store reach back no further than two weeks."""
    published = (record.article.published for record in news.records.values())
    days = [day for one in published if (day := to_date(one or ""))]
    if not days:
        return True
    return not view.reports(Filter(until=(min(days) - KNOWN).isoformat(), limit=1))


def _meant(view: View, name: str) -> frozenset[str]:
    """Ids of those whom a name means, codes of the states among them, and the name itself."""
    found = view.known(name)
    states = (one.country for one in found if one.kind is EntityKind.COUNTRY and one.country)
    return frozenset({name.casefold(), *(one.id for one in found), *states})
