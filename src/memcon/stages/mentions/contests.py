"""Teams called by their places: "Germany beat Brazil 3-1" speaks of no government.

A sentence tells of a contest by a word such as "beat" or "game", which wars and votes share, with
a word of sport or a score beside it; in a report of sport, by such a word alone. A place that acts
there is its team.
"""

from __future__ import annotations

from re import compile
from typing import Final

from memcon.codebook.metonymy import Readings
from memcon.record import Article, Entity, EntityKind, Parse, fact_id

SCORE: Final = compile(r"\d{1,3}[-–]\d{1,3}")
REPORT: Final = 3
"""Different words of sport that make an article a report of sport."""


class Contests:
    """Where an article tells of contests between teams."""

    def __init__(self, article: Article, parse: Parse, readings: Readings) -> None:
        self._article, self._parse, self._readings = article, parse, readings
        said = {word.lower() for word in parse.words} & readings.sport
        self._is_report = len(said) >= REPORT

    def has(self, token: int) -> bool:
        """Whether the sentence of ``token`` tells of a contest."""
        sentence, parse = self._parse.sentence_of(token), self._parse
        at = range(sentence.first, sentence.last)
        lemmas = {parse.lemmas[t].lower() for t in at}
        if lemmas.isdisjoint(self._readings.contest):
            return False
        if self._is_report or any(parse.words[t].lower() in self._readings.sport for t in at):
            return True
        text = self._article.quote(parse.span(sentence.first, sentence.last))
        return lemmas.isdisjoint(self._readings.votes) and SCORE.search(text) is not None

    def team(self, place: Entity) -> Entity:
        """The team of a place, which only this report knows."""
        name = f"{place.name} (team)"
        id = fact_id("entity", self._article.id, name.casefold())
        return Entity(id=id, name=name, kind=EntityKind.ORGANISATION, country=place.country)
