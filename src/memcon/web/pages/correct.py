"""One thing to be set right: a fact, the words of a report, or who somebody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from memcon.record import Entity, Event, Position, Record, Statement
from memcon.record.codec import entity_to_dict
from memcon.render.outline import title_of
from memcon.text.calendar import add_days, to_date
from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Missing, Page
from memcon.web.pages.corrections import Row, find_entity_rows, find_rows

Fact = Statement | Event | Position
NEAR: Final = timedelta(days=3)
"""Days around an event in which another report of it may lie."""
MOST_LIKE: Final = 12
MOST_FOUND: Final = 20
MOST_READ: Final = 400


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a report and whom they mean now."""

    text: str
    entity: Entity | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """What is to be set right, what it is now, and what it may be."""

    asking: Asking
    id: str
    kind: str
    """``statement``, ``event``, ``position``, ``report`` or ``entity``."""
    name: str
    """The title of the report, or the name of the entity."""
    article: str | None = None
    quote: str = ""
    now: Json
    """Inputs by name with the values that hold now."""
    words: tuple[Word, ...] = ()
    members: tuple[Json, ...] = ()
    """Other reports of the same event."""
    like: tuple[Json, ...] = ()
    """Events of other reports that may be the same."""
    found: tuple[Entity, ...] = ()
    """Whom the name means that was looked for."""
    rows: tuple[Row, ...] = ()
    given: Json
    """What was typed and did not fit."""
    fault: str | None = None

    @property
    def title(self) -> str:
        """What is set right."""
        return f"Correct: {self.name}" if self.kind == "entity" else f"Correct the {self.kind}"

    def to_json(self) -> Json:
        """The same as data."""
        return {
            "id": self.id,
            "kind": self.kind,
            "article": self.article,
            "quote": self.quote,
            "now": self.now,
            "words": [
                {"text": w.text, "entity": w.entity.id if w.entity else None} for w in self.words
            ],
            "members": list(self.members),
            "like": list(self.like),
            "found": [entity_to_dict(one) for one in self.found],
            "corrections": [row.to_json() for row in self.rows],
        }


def make(desk: Desk, call: Call) -> Correct:
    """The page of a fact, a report or an entity, by its id."""
    id = call.path["id"]
    if id.startswith("article-"):
        return _of_report(desk, call, id)
    article = desk.dossier.article_of(id)
    return _of_fact(desk, call, id, article) if article else _of_entity(desk, call, id)


def _of_report(desk: Desk, call: Call, id: str) -> Correct:
    record = _record(desk, id)
    return Correct(
        asking=call.asking,
        id=id,
        kind="report",
        name=title_of(record.article),
        article=id,
        now={"words": call.asking.q or ""},
        words=_words(record),
        found=_found(desk, call.asking.who),
        rows=find_rows(record, desk.dossier.corrections()).get(None, ()),
        given=dict(call.given),
        fault=call.fault,
    )


def _of_fact(desk: Desk, call: Call, id: str, article: str) -> Correct:
    record = _record(desk, article)
    facts: tuple[Fact, ...] = (*record.statements, *record.events, *record.positions)
    fact = next(one for one in facts if one.id == id)
    members, like = _others(desk, record, fact) if isinstance(fact, Event) else ((), ())
    return Correct(
        asking=call.asking,
        id=id,
        kind=id.partition("-")[0],
        name=title_of(record.article),
        article=article,
        quote=(fact.content if isinstance(fact, Statement) else fact.evidence).quote,
        now=_values(record, fact),
        members=members,
        like=like,
        found=_found(desk, call.asking.who),
        rows=find_rows(record, desk.dossier.corrections()).get(id, ()),
        given=dict(call.given),
        fault=call.fault,
    )


def _of_entity(desk: Desk, call: Call, id: str) -> Correct:
    known = [one for one in desk.dossier.known(id) if one.id == id]
    if not known:
        raise Missing("There is no such fact, report or entity in the store.")
    found = _found(desk, call.asking.who) or tuple(desk.dossier.known(known[0].name))
    return Correct(
        asking=call.asking,
        id=id,
        kind="entity",
        name=known[0].name,
        now={},
        found=tuple(one for one in found if one.id != id),
        rows=find_entity_rows(id, desk.dossier.corrections()),
        given=dict(call.given),
        fault=call.fault,
    )


def _record(desk: Desk, article: str) -> Record:
    record = desk.dossier.record(article)
    if record is None:
        raise Missing("There is no such report in the store.")
    return record


def _values(record: Record, fact: Fact) -> Json:
    if isinstance(fact, Statement):
        speaker = record.entity(fact.speaker)
        return {"date": fact.when, "entity": fact.speaker, "name": speaker and speaker.name}
    if isinstance(fact, Position):
        holder = record.entity(fact.holder)
        return {"date": fact.when, "stance": fact.stance, "name": holder and holder.name}
    when = fact.when
    days = (when.begin if when.begin == when.end else f"{when.begin}/{when.end}") if when else None
    return {"date": days, "status": fact.status, "what": fact.what}


def _words(record: Record) -> tuple[Word, ...]:
    counted: dict[tuple[str, str | None], int] = {}
    for linked in record.mentions:
        key = linked.quote, linked.link.entity
        counted[key] = counted.get(key, 0) + 1
    listed = (Word(text, record.entity(id), count) for (text, id), count in counted.items())
    return tuple(sorted(listed, key=lambda one: one.text.casefold()))


def _found(desk: Desk, name: str | None) -> tuple[Entity, ...]:
    """Whom a name means: in the store, then in the knowledge base."""
    if not name:
        return ()
    base = desk.editor.known(name) if desk.editor else ()
    listed = {one.id: one for one in (*desk.dossier.known(name), *base)}
    return tuple(listed.values())[:MOST_FOUND]


def _others(desk: Desk, record: Record, event: Event) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """Reports of the same event, and events of the same kind around its day."""
    own: list[Json] = []
    like: list[Json] = []
    parties = {one.entity for one in event.participants if one.entity}
    for row in _around(desk, record, event):
        members = [one for one in row["members"] if one["event"] != event.id]
        if len(members) < len(row["members"]):
            own += members
        elif row["type"] == event.type and parties & {p["entity"] for p in row["participants"]}:
            like.append({"what": row["what"], "when": row["when"], **members[-1]})
    return tuple(own), tuple(like[:MOST_LIKE])


def _around(desk: Desk, record: Record, event: Event) -> Iterator[Json]:
    told = event.when.begin if event.when else record.article.published
    day = to_date(told) if told else None
    if day is None:
        yield from desk.dossier.events(source=record.article.source)
        return
    begin, end = add_days(day, -NEAR.days), add_days(day, NEAR.days)
    since, until = (one.isoformat() if one else None for one in (begin, end))
    yield from desk.dossier.events(since=since, until=until, limit=MOST_READ)


PAGE: Final = Page(
    path="/correct/{id:path}",
    template="correct.html.j2",
    tells="One fact, report or entity: what it is now, and what it can be corrected to.",
    make=make,
    asks=("who", "q"),
)
