"""Reports for a briefing: two states, their ministers, a meeting that falls through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from memcon.app.briefing import Scope, brief
from memcon.app.correcting import Corrector, Signature
from memcon.app.dossier import open_dossier
from memcon.config import load_settings
from memcon.record import (
    Article,
    Card,
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
    Statement,
    fact_id,
)
from memcon.render.briefing import Briefing
from memcon.store import Writer
from tests import factories as make

CARD: Final = Card("Ana Berg is a diplomat from the coast.", "Almanac", None, "2024-01")
NORLAND: Final = make.entity("Norland", EntityKind.COUNTRY, id="Q9001", country="XNO", sector="GOV")
SUDMARK: Final = make.entity("Sudmark", EntityKind.COUNTRY, id="Q9002", country="XSU", sector="GOV")
BERG: Final = make.entity(
    "Ana Berg", id="Q9003", office=Office("foreign minister", "Q9001"), card=CARD
)
KRAL: Final = make.entity("Ivo Kral", id="Q9004", office=Office("foreign minister", "Q9002"))
LAKEPORT: Final = make.entity("Lakeport", EntityKind.CITY, id="Q9005", country="XLA")
ESTMARK: Final = make.entity("Estmark", EntityKind.COUNTRY, id="Q9006", country="XES", sector="GOV")
DAHL: Final = make.entity("Jon Dahl", id="Q9007", office=Office("president", "Q9006"))
ENTITIES: Final = (NORLAND, SUDMARK, BERG, KRAL, LAKEPORT, ESTMARK, DAHL)

MEETING: Final = "Ana Berg and Ivo Kral"
BEFORE: Final = "Norland demands a ceasefire along the river, Ana Berg told Sudmark on Friday."
AFTER: Final = "Norland rejects a ceasefire along the river, Ana Berg told Sudmark on Sunday."
SAID: Final = "“Norland has shut the door on us,” Ivo Kral said in Lakeport."


def _report(day: str, outlet: str, *lines: str, **over: Any) -> Article:
    return make.article(
        "\n\n".join(lines),
        id=f"article-{day}",
        source=f"{outlet.lower().replace(' ', '-')}/{day}.txt",
        site=outlet,
        title=f"News of {day}",
        published=day,
        published_from="given",
        **{"url": f"https://{outlet.lower().replace(' ', '')}.example/{day}", **over},
    )


def _named(article: Article) -> Iterator[Fact]:
    """All entities, and a mention with its link wherever one is named."""
    yield from ENTITIES
    for entity in ENTITIES:
        for nth in range(article.text.count(entity.name)):
            yield from make.linked(article, entity.name, entity.id, nth=nth)


def _meeting(
    article: Article, line: str, status: Any, when: str | None, other: Entity = KRAL
) -> Event:
    parties = (
        Participant(one.id, make.passage(article, one.name), "actor") for one in (BERG, other)
    )
    return Event(
        id=fact_id("event", article.id, line),
        type="CONSULT",
        code="CONSULT",
        mode="meet",
        what=f"meeting: Ana Berg, {other.name}",
        status=status,
        participants=tuple(parties),
        where=LAKEPORT.id,
        when=Period(when, when, Passage(())) if when else None,
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, line),
    )


def _position(article: Article, line: str, stance: Any) -> tuple[Statement, Position]:
    claim = "a ceasefire along the river"
    said = make.statement(
        article, claim, source="Ana Berg", cue="told", speaker=BERG.id, when=article.published
    )
    return said, Position(
        id=fact_id("position", article.id, line),
        holder=NORLAND.id,
        issue="ceasefire",
        stance=stance,
        claim=claim,
        toward=SUDMARK.id,
        change=None,
        when=article.published,
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, line),
        because=(said.id,),
    )


def records(*, after: str = AFTER, **over: Any) -> list[Record]:
    """Four reports: the plan, its end, what Norland wanted before and after, and an answer."""
    plan = f"{MEETING} will meet in Lakeport on 20 March."
    first = _report("2024-03-01", "Alpha Post", plan, BEFORE, **over)
    off = f"The meeting of {MEETING} in Lakeport on 20 March has been put off."
    second = _report("2024-03-10", "Beta Wire", off, after, **over)
    ended = f"The meeting of {MEETING} in Lakeport on 20 March has been called off."
    third = _report("2024-03-15", "Gamma Daily", ended, SAID, **over)
    day = "2024-03-20"
    answer = make.statement(
        third,
        "“Norland has shut the door on us,”",
        cue="said",
        speaker=KRAL.id,
        mode="direct",
        when="2024-03-15",
    )
    speaker = Passage.of(third, [make.find(third, "Ivo Kral", 1)])
    answer = replace(answer, source=speaker)
    return [
        make.record(
            first,
            [
                *_named(first),
                _meeting(first, plan, "planned", day),
                *_position(first, BEFORE, "demands"),
            ],
        ),
        make.record(
            second,
            [
                *_named(second),
                _meeting(second, off, "postponed", day),
                *_position(second, after, "rejects"),
            ],
        ),
        make.record(third, [*_named(third), _meeting(third, ended, "cancelled", day), answer]),
    ]


def planned() -> Record:
    """A report of another meeting, of which nobody tells again."""
    plan = "Ana Berg and Jon Dahl will meet in Lakeport on 2 May."
    article = _report("2024-04-20", "Alpha Post", plan)
    return make.record(
        article, [*_named(article), _meeting(article, plan, "planned", "2024-05-02", DAHL)]
    )


def kept(folder: Path, *kept_records: Record) -> str:
    """A store of these records, in their order."""
    store = str(folder / "memcon.db")
    with Writer.open(store) as writer:
        writer.add(list(kept_records))
    return store


def briefing(store: str, *, lines: int = 48, **asked: Any) -> Briefing:
    """The briefing that a store gives."""
    with open_dossier(store) as dossier:
        return brief(dossier, Scope(**asked), lines=lines)


def with_claim(record: Record, position: Position, claim: str) -> Record:
    """The record with another claim in one of its positions."""
    changed = tuple(
        replace(one, claim=claim) if one.id == position.id else one for one in record.positions
    )
    return replace(record, positions=changed)


def differing() -> list[Record]:
    """Two reports of one meeting that put it on two days."""
    made = []
    for outlet, told, day in (("Alpha Post", 10, 3), ("Beta Wire", 11, 9)):
        line = f"{MEETING} met in Lakeport on {day} June to talk about the river."
        article = _report(f"2024-06-{told}", outlet, line)
        event = _meeting(article, line, "held", f"2024-06-{day:02}")
        made.append(make.record(article, [*_named(article), event]))
    return made


def merged(folder: Path, one: Record, other: Record) -> str:
    """A store of two records of which somebody has said that they tell of one happening."""
    store = kept(folder, one, other)
    corrector = Corrector(load_settings(store=store), Signature("Ana"))
    corrector.decide("merge", one.events[0].id, other.events[0].id)
    return store
