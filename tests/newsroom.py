"""Synthetic news as it comes in: fifty reports a day, stories of many reports, reprints.

Parties and words are heavy-tailed (Zipf), stories too: most are told once, some by hundreds.
Reports of a story tell of its meetings as they are proposed, planned and held, and what its
parties want; every report speaks of somebody whom no knowledge base knows.
"""

from __future__ import annotations

import datetime
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any, Final

from memcon.record import (
    Article,
    Entity,
    Event,
    Fact,
    Participant,
    Passage,
    Period,
    Position,
    Reading,
    Record,
    fact_id,
    fold,
)
from memcon.record.parse import EMPTY_PARSE
from tests import factories as make
from tests.dossier import CUES, ISSUES, MADE_BY, STANCES, TYPES, World

FIRST_DAY: Final = datetime.date(2019, 1, 1)
A_DAY: Final = 50
"""Reports a day, as many as a busy desk takes in."""
COPIED: Final = 0.12
"""The share of reports that reprint one of the last days."""
LASTS: Final = 60
"""Days after which a story is told no more."""
COURSE: Final = ("proposed", "planned", "planned", "held", "held", "held", "held")
"""What becomes of a meeting, report by report."""
SENTENCES: Final = 4


@dataclass(frozen=True, slots=True)
class Story:
    """What reports tell of: who meets whom, what for, and in which words."""

    begun: datetime.date
    parties: tuple[Entity, Entity]
    city: Entity
    type: str
    issue: str
    words: tuple[str, ...]


class Newsroom:
    """Reports in the order of their days, the same for the same seed."""

    def __init__(self, world: World, *, seed: int = 7, a_day: int = A_DAY) -> None:
        self._world = world
        self._a_day = a_day
        self._random = Random(seed)  # noqa: S311  # a world for measuring, no secret
        self._states = list(accumulate(1 / (rank + 3) for rank in range(len(world.states))))
        self._stories: list[Story] = []
        self._texts: list[Article] = []

    def records(self, count: int, *, after: int = 0) -> Iterator[Record]:
        """So many reports, numbered and dated as those that come after so many others."""
        for number in range(after, after + count):
            yield self._record(number, FIRST_DAY + datetime.timedelta(days=number // self._a_day))

    def _record(self, number: int, day: datetime.date) -> Record:
        random = self._random
        lines = [_Line(self._story(day), self._world, random, day) for _ in range(SENTENCES)]
        copied = random.random() < COPIED and len(self._texts) > self._a_day // 2
        if copied:
            return self._reprint(number, day)
        first = random.choice(self._world.words[: len(self._world.words) // 50 + 8])
        stranger = f"{first} {random.choice(self._world.words)}"
        last = f"{stranger.title()} of the committee spoke too."
        title = f"Report {number}: {' '.join(random.choices(self._world.words, k=6))}"
        text = "\n\n".join((title, *(line.text for line in lines), last))
        article = _article(number, day, title, text)
        self._texts = [*self._texts[-self._a_day :], article]
        facts: list[Fact] = [fact for line in lines for fact in line.facts(article, day)]
        local = make.entity(stranger.title(), id=fact_id("entity", article.id, stranger))
        facts += [local, *make.linked(article, stranger.title(), local.id)]
        return fold(Reading(article, EMPTY_PARSE).adding(facts), made_by=MADE_BY)

    def _reprint(self, number: int, day: datetime.date) -> Record:
        source = self._random.choice(self._texts)
        text = f"{source.text}\n\nSo it was printed by us as well, in place {number}."
        article = _article(number, day, source.title or "", text)
        return fold(Reading(article, EMPTY_PARSE), made_by=MADE_BY)

    def _story(self, day: datetime.date) -> Story:
        """A story that is told again, the more likely the more it was told; or a new one."""
        random = self._random
        if self._stories and random.random() > 0.3:
            story = random.choice(self._stories)
            if (day - story.begun).days < random.randrange(1, LASTS):
                return self._told(story)
        one, other = self._state(), self._state()
        while other is one:
            other = self._state()
        vocabulary = tuple(random.choices(self._world.words[len(self._world.words) // 400 :], k=14))
        return self._told(
            Story(
                day,
                (one, other),
                random.choice(self._world.cities),
                random.choice(TYPES),
                random.choice(ISSUES),
                vocabulary,
            )
        )

    def _told(self, story: Story) -> Story:
        self._stories = [*self._stories[-400:], story]
        return story

    def _state(self) -> Entity:
        at = bisect(self._states, self._random.uniform(0, self._states[-1]))
        return self._world.states[at]


def _article(number: int, day: datetime.date, title: str, text: str) -> Article:
    return make.article(
        text,
        id=fact_id("article", number),
        source=f"wire/{number % 40}.jsonl#{number}",
        url=f"https://news{number % 40}.example/{number}",
        site=f"News {number % 40}",
        title=title,
        published=day.isoformat(),
        published_from="given",
    )


class _Line:
    """A paragraph: somebody says something, two states meet, and one wants something."""

    def __init__(self, story: Story, world: World, random: Random, day: datetime.date) -> None:
        self.story = story
        self.speaker = random.choice(world.people)
        age = (day - story.begun).days
        self.status = COURSE[min(age // 3, len(COURSE) - 1)]
        self.when = story.begun + datetime.timedelta(days=12 + 30 * (age // 30))
        self.dated = random.random() < 0.5
        self.stance = random.choice(STANCES)
        noise = random.choices(world.words, cum_weights=world.weights, k=20)
        self.said = " ".join(random.sample((*story.words, *noise), k=24))
        one, other = story.parties
        told = " ".join(random.sample((*story.words, *noise[:6]), k=14))
        self.happened = f"{one.name} and {other.name} in {story.city.name} {told}"
        self.text = f"{self.speaker.name} {random.choice(CUES)} that {self.said}. {self.happened}."

    def facts(self, article: Article, day: datetime.date) -> Iterator[Fact]:
        """What is read in it."""
        at = article.text.index(self.text)
        for entity in (self.speaker, *self.story.parties, self.story.city):
            yield entity
            place = at + self.text.index(entity.name)
            nth = article.text[:place].count(entity.name)
            yield from make.linked(article, entity.name, entity.id, nth=nth)
        cue = next(one for one in CUES if f" {one} that " in self.text)
        said = make.statement(
            article,
            self.said,
            source=self.speaker.name,
            cue=cue,
            speaker=self.speaker.id,
            when=day.isoformat(),
        )
        yield said
        yield self._event(article)
        yield self._position(article, said.id, day)

    def _event(self, article: Article) -> Event:
        evidence = make.passage(article, self.happened)
        when = self.when.isoformat() if self.dated else None
        return Event(
            id=fact_id("event", article.id, [[s.start, s.end] for s in evidence.spans]),
            type=self.story.type,
            code=self.story.type,
            what=f"{self.story.parties[0].name} and {self.story.parties[1].name} meet",
            status=self.status,  # type: ignore[arg-type]  # one of COURSE
            participants=tuple(
                Participant(one.id, make.passage(article, one.name), role)  # type: ignore[arg-type]
                for one, role in zip(self.story.parties, ("actor", "recipient"), strict=True)
            ),
            where=self.story.city.id,
            when=Period(when, when, Passage(())) if when else None,
            score=0.9,
            reason="by hand",
            evidence=evidence,
        )

    def _position(self, article: Article, said: str, day: datetime.date) -> Position:
        values: dict[str, Any] = {"toward": None, "change": None, "score": 0.9}
        return Position(
            id=fact_id("position", article.id, self.story.issue, said),
            holder=self.story.parties[0].id,
            issue=self.story.issue,
            stance=self.stance,  # type: ignore[arg-type]  # one of STANCES
            claim=self.said,
            when=day.isoformat(),
            reason="by hand",
            evidence=make.passage(article, self.said),
            because=(said,),
            **values,
        )
