"""Reports that mean harm: formulas, controls, quotes, turned directions, endless words, nothing."""

from __future__ import annotations

from collections.abc import Iterator
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
    Record,
    fact_id,
)
from tests import factories as make

NASTY: Final = (
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "a;b,c\td",
    'say "so", and\r\nBEGIN:VEVENT',
    "x\x01y\x0bz\x1b[31m\x7f\x85",
    "\u202eright to left\u202c \u200f\u2066isolate\u2069",
    "]]></data><evil/> & <b>",
    "\\input{/etc/passwd} {unbalanced $x_1^2$ 100% # ~",
    "\ufffe\uffff",
    "long " * 2000,
    "Ünïcödé 東京 🕊️",
)


def records() -> Iterator[Record]:
    """One report for each nasty text, which stands in every place, and one that knows nothing."""
    for number, words in enumerate(NASTY):
        yield _record(number, words)
    yield make.record(make.article("Nothing is known here.", id="article-nothing"))


def _record(number: int, words: str) -> Record:
    said, party = f"claim {words} end", f"party {words} here"
    text = f"{words}\n\nSomebody said {said}. Then {party} met another at noon."
    article = make.article(
        text,
        id=fact_id("article", number, words),
        source=words,
        title=words,
        site=words,
        url=words if number % 2 else "javascript:alert(1)",
        authors=(words, f"{words} and {words}, Jr"),
        published=None if number % 3 == 0 else f"2025-10-{number + 1:02}",
    )
    return make.record(article, list(_facts(article, number, words, said)))


def _facts(article: Article, number: int, words: str, said: str) -> Iterator[Fact]:
    one = _entity(number, words, EntityKind.PERSON, office=Office(words, f"Q{900 + number}"))
    state = _entity(number, words, EntityKind.COUNTRY, id=f"Q{900 + number}", country="RUS")
    city = _entity(number, words, EntityKind.CITY, id=f"mc:{words}", lat=-1.5, lon=-77.25)
    odd = _entity(number, words, EntityKind.OTHER, id=f"mc:odd/{number}", wikidata=words)
    yield from (one, state, city, odd)
    yield from make.linked(article, "party", one.id)
    statement = make.statement(article, said, source="Somebody", cue="said", speaker=one.id)
    yield statement
    yield _event(article, number, words, (one, state, city))
    yield _position(article, words, said, (state.id, statement.id))


def _entity(number: int, words: str, kind: EntityKind, **over: Any) -> Entity:
    given = {"id": f"entity-{number:016x}", "description": words, "sector": "GOV", **over}
    return make.entity(words, kind, **given)


def _event(
    article: Article, number: int, words: str, entities: tuple[Entity, Entity, Entity]
) -> Event:
    one, state, city = entities
    evidence = make.passage(article, "met another at noon")
    day = f"2025-11-{number + 1:02}"
    parties = (
        Participant(one.id, make.passage(article, "party"), "actor"),
        Participant(state.id, Passage(()), "recipient"),
        Participant(None, make.passage(article, "another"), "host"),
    )
    return Event(
        id=fact_id("event", article.id),
        type="CONSULT",
        code="CONSULT",
        what=words,
        status="held",
        participants=parties,
        where=city.id,
        when=Period(day, day, Passage(())) if number % 2 else None,
        score=0.5,
        reason=words,
        evidence=evidence,
    )


def _position(article: Article, words: str, said: str, ids: tuple[str, str]) -> Position:
    holder, ground = ids
    return Position(
        id=fact_id("position", article.id),
        holder=holder,
        issue="ceasefire",
        stance="undecided",
        claim=words,
        toward=None,
        change=None,
        when=None,
        score=0.5,
        reason=words,
        evidence=make.passage(article, said),
        because=(ground,),
    )
