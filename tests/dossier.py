"""Synthetic records in any number, the same for the same seed: what a store is filled with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any, Final

from memcon.record import (
    Article,
    Entity,
    EntityKind,
    Event,
    Fact,
    Office,
    Participant,
    Passage,
    Period,
    Position,
    Reading,
    Record,
    Statement,
    fact_id,
    fold,
)
from memcon.record.parse import EMPTY_PARSE
from tests import factories as make

MADE_BY: Final[Mapping[str, str]] = {
    "memcon": "0",
    **{f"stage:{name}": "1" for name in ("mentions", "times", "statements", "events", "positions")},
}
SYLLABLES: Final = (
    "ba be bi bo da de di do fa fe ga go ha he ka ke ki ko la le li lo ma me mi mo na ne ni no "
    "pa pe ra re ri ro sa se si so ta te ti to va ve vi vo za ze"
)
ISSUES: Final = ("ceasefire", "prisoners", "borders", "sanctions", "aid-access", "elections")
STANCES: Final = ("demands", "supports", "offers", "conditions", "opposes", "rejects")
STATUSES: Final = ("proposed", "planned", "held", "postponed", "cancelled", "refused")
TYPES: Final = ("CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "AID", "SANCTION")
CUES: Final = ("said", "added", "told reporters", "stated", "warned")
FIRST_DAY: Final = datetime.date(2015, 1, 1)
DAYS: Final = 4000


@dataclass(frozen=True, slots=True)
class World:
    """Who and what synthetic reports are about."""

    states: tuple[Entity, ...]
    people: tuple[Entity, ...]
    cities: tuple[Entity, ...]
    words: tuple[str, ...]
    weights: tuple[float, ...]
    """Cumulated."""

    @classmethod
    def of(cls, *, states: int = 60, people: int = 600, words: int = 20_000) -> World:
        """A world with so many states, people and words; common words are common (Zipf)."""
        random = Random(1)  # noqa: S311  # a world for tests, no secret
        names = _names(random, states * 3 + people * 2 + words)
        lands = tuple(
            make.entity(next(names).title(), EntityKind.COUNTRY, id=f"Q{n}", country=f"X{n:02}")
            for n in range(states)
        )
        towns = tuple(
            make.entity(next(names).title(), EntityKind.CITY, id=f"Q{1000 + n}", country=f"X{n:02}")
            for n in range(states)
        )
        persons = tuple(
            make.entity(
                f"{next(names)} {next(names)}".title(),
                id=f"Q{2000 + n}",
                office=Office("minister", random.choice(lands).id),
            )
            for n in range(people)
        )
        vocabulary = tuple(next(names) for _ in range(words))
        weights = tuple(accumulate(1 / (rank + 2) for rank in range(words)))
        return cls(lands, persons, towns, vocabulary, weights)


def _names(random: Random, count: int) -> Iterator[str]:
    """Words of two to four syllables, none twice."""
    seen: dict[str, None] = {}
    while len(seen) < count:
        word = "".join(random.choices(SYLLABLES.split(), k=random.randint(2, 4)))
        if word not in seen:
            seen[word] = None
            yield word


SMALL: Final = World.of(states=6, people=12, words=300)


def records(
    count: int,
    *,
    world: World = SMALL,
    start: int = 0,
    sentences: int = 6,
    made_by: Mapping[str, str] = MADE_BY,
) -> Iterator[Record]:
    """``count`` records from the ``start``-th on; each depends on its number alone."""
    for number in range(start, start + count):
        yield _record(Random(number), number, world, sentences, made_by)  # noqa: S311


def _record(
    random: Random, number: int, world: World, sentences: int, made_by: Mapping[str, str]
) -> Record:
    day = FIRST_DAY + datetime.timedelta(days=random.randrange(DAYS))
    lines = [_Line(random, world) for _ in range(sentences)]
    title = f"Report {number}: {' '.join(random.choices(world.words, k=6))}"
    text = "\n\n".join((title, *(line.text for line in lines)))
    article = make.article(
        text,
        id=fact_id("article", number),
        source=f"wire/{number % 40}.jsonl#{number}",
        url=f"https://news{number % 40}.example/{number}",
        site=f"News {number % 40}",
        title=title,
        published=day.isoformat(),
        published_from="given",
    )
    facts: list[Fact] = []
    for line in lines:
        facts += line.facts(article, day)
    return fold(Reading(article, EMPTY_PARSE).adding(facts), made_by=made_by)


def _prose(random: Random, world: World, length: int) -> str:
    return " ".join(random.choices(world.words, cum_weights=world.weights, k=length))


class _Line:
    """A paragraph in which somebody says something, two states meet, and one wants something."""

    def __init__(self, random: Random, world: World) -> None:
        self.speaker = random.choice(world.people)
        self.one, self.other = random.sample(world.states, 2)
        self.city = random.choice(world.cities)
        self.cue = random.choice(CUES)
        self.type, self.status = random.choice(TYPES), random.choice(STATUSES)
        self.issue, self.stance = random.choice(ISSUES), random.choice(STANCES)
        said, what = (
            " ".join(random.choices(world.words, cum_weights=world.weights, k=k)) for k in (24, 16)
        )
        self.said = f"{said}"
        self.happened = f"{self.one.name} and {self.other.name} in {self.city.name} {what}"
        self.delay = random.randrange(-3, 10)
        self.text = f"{self.speaker.name} {self.cue} that {self.said}. {self.happened}."

    def facts(self, article: Article, day: datetime.date) -> Iterator[Fact]:
        """What is read in it."""
        yield from (self.speaker, self.one, self.other, self.city)
        for entity in (self.speaker, self.one, self.other, self.city):
            at = article.text.index(self.text)
            nth = article.text[: at + self.text.index(entity.name)].count(entity.name)
            yield from make.linked(article, entity.name, entity.id, nth=nth)
        said = make.statement(
            article,
            self.said,
            source=self.speaker.name,
            cue=self.cue,
            speaker=self.speaker.id,
            when=day.isoformat(),
        )
        yield said
        yield self._event(article, day)
        yield self._position(article, said)

    def _event(self, article: Article, day: datetime.date) -> Event:
        evidence = make.passage(article, self.happened)
        when = (day + datetime.timedelta(days=self.delay)).isoformat()
        parties = (
            Participant(one.id, make.passage(article, one.name), "actor")
            for one in (self.one, self.other)
        )
        return Event(
            id=fact_id("event", article.id, self.type, [[s.start, s.end] for s in evidence.spans]),
            type=self.type,
            code=self.type,
            what=f"{self.one.name} and {self.other.name} meet",
            status=self.status,
            participants=tuple(parties),
            where=self.city.id,
            when=Period(when, when, Passage(())),
            score=0.9,
            reason="by hand",
            evidence=evidence,
        )

    def _position(self, article: Article, said: Statement) -> Position:
        values: dict[str, Any] = {"toward": None, "change": None, "score": 0.9}
        return Position(
            id=fact_id("position", article.id, self.issue, said.id),
            holder=self.one.id,
            issue=self.issue,
            stance=self.stance,
            claim=self.said,
            when=said.when,
            reason="by hand",
            evidence=make.passage(article, self.said),
            because=(said.id,),
            **values,
        )
