"""Phrases in, who they mean out: the rows of ``memcon kb resolve``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from memcon.errors import SourceError
from memcon.knowledge.actors import Actor, resolve_actor
from memcon.knowledge.base import KnowledgeBase
from memcon.render.controls import printable
from memcon.text.calendar import is_date
from memcon.text.jsonl import parse_row


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, the date at which it was said, and words around it."""

    text: str
    date: str | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A phrase and what it means."""

    phrase: Phrase
    meant: Actor


def resolved(base: KnowledgeBase, phrase: Phrase) -> Answer:
    """What ``phrase`` means; names in its context break ties."""
    spoken = (match.candidates[0].entity_id for match in base.find(phrase.context))
    actor = resolve_actor(base, phrase.text, on=phrase.date, context=tuple(spoken))
    return Answer(phrase, actor)


def as_json_line(answer: Answer, origins: Sequence[str] = ()) -> str:
    """One row of the contract as JSON; ``origins`` are the sources of the entity."""
    meant = answer.meant
    entity = meant.entity
    row = {
        "phrase": answer.phrase.text,
        "entity": entity.id if entity else None,
        "name": entity.name if entity else None,
        "country": meant.country,
        "sector": meant.sector,
        "wikidata": entity.wikidata if entity else None,
        "score": meant.score,
        "reason": meant.reason,
        "sources": list(origins),
    }
    return json.dumps(row, ensure_ascii=False)


def as_line(answer: Answer, origins: Sequence[str] = ()) -> str:
    """One row for people."""
    meant = answer.meant
    who = f"{meant.entity.name} ({meant.entity.id})" if meant.entity else "unknown"
    what = "".join(f" {code}" for code in (meant.country, meant.sector) if code)
    line = f"{answer.phrase.text}: {who},{what or ' no actor'}, {meant.score:.2f}: {meant.reason}"
    line += f" [from {', '.join(origins)}]" if origins else ""
    return printable(line)


def read_phrases(text: str, source: str, date: str | None) -> Iterator[Phrase]:
    """The phrases of a JSONL file; raises ``SourceError`` that names the broken line."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _to_phrase(parse_row(line, f"{source}:{number}"), f"{source}:{number}", date)


def _to_phrase(row: Mapping[str, object], place: str, date: str | None) -> Phrase:
    phrase, said, context = row.get("phrase"), row.get("date") or date, row.get("context") or ""
    if not isinstance(phrase, str) or not isinstance(context, str):
        raise SourceError(place, 'line has no "phrase", or "context" is no text')
    if said is not None and not (isinstance(said, str) and is_date(said)):
        raise SourceError(place, f"{said!r} is not a date")
    return Phrase(phrase, said, context)
