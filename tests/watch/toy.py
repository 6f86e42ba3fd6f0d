"""A watch over a toy pipeline, which reads what a report says in sentences of two kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from memcon.app.alerting import Wanted
from memcon.app.dossier import Kept
from memcon.app.lookout import Plan, open_watch
from memcon.app.reading import Reader
from memcon.app.watching import Told, Watch
from memcon.config import load_settings
from memcon.pipeline import Pipeline
from memcon.record import (
    Article,
    Entity,
    EntityKind,
    Event,
    Fact,
    Link,
    Mention,
    Participant,
    Passage,
    Period,
    Position,
    Reading,
    fact_id,
)
from memcon.stage import Stage, each
from memcon.store import View
from memcon.watch.alerts import Alert
from tests import factories as make
from tests.watch.site import FakeClock, Site, loopback

MEETING: Final = re.compile(r"The meeting of (\w+) and (\w+) on ([\d-]+) is (\w+)")
WANT: Final = re.compile(r"(\w+) (demands|supports|opposes|rejects) the ([\w-]+)")


def parse(articles: Sequence[Article]) -> Sequence[Reading]:
    """Articles as they are."""
    return [make.reading(article) for article in articles]


def find(reading: Reading) -> Iterable[Fact]:
    """Meetings and positions, as the toy language tells them."""
    article = reading.article
    for found in MEETING.finditer(article.text):
        yield from _entities(article, found[1], found[2])
        yield _event(article, found)
    for found in WANT.finditer(article.text):
        yield from _entities(article, found[1])
        yield _position(article, found)


def _entities(article: Article, *names: str) -> Iterator[Fact]:
    for name in names:
        yield make.entity(name, EntityKind.COUNTRY, id=f"Q-{name}", country=name[:3].upper())
        yield from make.linked(article, name, f"Q-{name}")


def _event(article: Article, found: re.Match[str]) -> Event:
    evidence = make.passage(article, found[0])
    parties = tuple(
        Participant(f"Q-{name}", make.passage(article, name), "actor") for name in found.group(1, 2)
    )
    return Event(
        id=fact_id("event", article.id, found[0]),
        type="CONSULT",
        code="CONSULT",
        mode="meet",
        what=f"meeting of {found[1]} and {found[2]}",
        status=found[4],  # type: ignore[arg-type]
        participants=parties,
        where=None,
        when=Period(found[3], found[3], make.passage(article, found[3])),
        score=0.9,
        reason="by hand",
        evidence=evidence,
    )


def _position(article: Article, found: re.Match[str]) -> Position:
    return Position(
        id=fact_id("position", article.id, found[0]),
        holder=f"Q-{found[1]}",
        issue=found[3],
        stance=found[2],  # type: ignore[arg-type]
        claim=found[0],
        toward=None,
        change=None,
        when=article.published,
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, found[0]),
        because=(),
    )


WRITES: Final = (Entity, Mention, Link, Event, Position)


class Builder:
    """Makes the toy pipeline, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, settings: object) -> Pipeline:
        """One more pipeline."""
        self.count += 1
        stage = Stage(name="toy", version=1, reads=(), writes=WRITES, build=lambda _: each(find))
        return Pipeline(parse, (stage,), None)


class Desk:
    """One store, its clock and its site; opens watches over them."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site
        self.clock: FakeClock = site.clock
        self.build = Builder()
        self.settings = load_settings(store=str(folder / "memcon.db"), timeout_s=5.0)
        self.plan = Plan(feeds=(site.url("/feed"),), gap=1.0, allow_private=True)

    def plan_with(self, **over: Any) -> None:
        """Change the plan."""
        self.plan = replace(self.plan, **over)

    def move(self, folder: Path) -> None:
        """Work in another folder, with files for alerts."""
        self.folder = folder
        self.settings = load_settings(store=str(folder / "memcon.db"), timeout_s=5.0)
        self.plan_with(atom=folder / "alerts.xml", mail=folder / "alerts.mbox")

    def limit(self, **settings: Any) -> None:
        """Change settings."""
        self.settings = load_settings(store=self.settings.store, **settings)

    def wants(self, **wanted: str) -> None:
        """Choose alerts."""
        self.plan_with(wanted=Wanted(**wanted))

    @contextmanager
    def open(self) -> Iterator[Watch]:
        """A watch, as the command opens it."""
        reader = Reader(self.settings, build=self.build)
        parts = {"reader": reader, "resolver": loopback}
        with open_watch(self.settings, self.plan, self.clock, **parts) as watch:  # type: ignore[arg-type]
            yield watch

    def once(self, **how: Any) -> list[Told]:
        """All that one round tells; ``seconds`` watches for so long."""
        with self.open() as watch:
            return list(watch.run(**({"once": True} | how)))

    def kept(self) -> list[str]:
        """The sources of the reports in the store."""
        with View.open(self.settings.store) as view:
            return sorted(record.article.source for record in view.records())

    def dump(self) -> list[str]:
        """All that is in the store."""
        with View.open(self.settings.store) as view:
            return list(view.dump())


def alerts(told: Iterable[Told]) -> list[Alert]:
    """The alerts among what was told."""
    return [one for one in told if isinstance(one, Alert)]


def kept(told: Iterable[Told]) -> list[tuple[str, str]]:
    """The last part of each address that was read, and what became of it."""
    return [(k.source.rpartition("/")[2], k.outcome) for k in told if isinstance(k, Kept)]


__all__ = ["Builder", "Desk", "Passage", "alerts", "kept"]
