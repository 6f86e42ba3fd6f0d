"""Phrases in, who they mean out: the rows of ``memcon kb resolve``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from memcon.errors import SourceError
from memcon.knowledge.base import KnowledgeBase
from memcon.knowledge.dates import is_date
from memcon.knowledge.phrases import Resolution
from memcon.render.controls import printable


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
    meant: Resolution


def resolved(base: KnowledgeBase, phrase: Phrase) -> Answer:
    """What ``phrase`` means; names in its context break ties."""
    spoken = (match.candidates[0].entity_id for match in base.find(phrase.context))
    return Answer(phrase, base.resolve(phrase.text, phrase.date, context=tuple(spoken)))


def as_json_line(answer: Answer) -> str:
    """One row of the contract as JSON."""
    meant = answer.meant
    entity = meant.entity
    row = {
        "phrase": answer.phrase.text,
        "entity": entity.id if entity else None,
        "name": entity.name if entity else None,
        "country": (entity.country if entity else None) or meant.country,
        "sector": (entity.sector if entity else None) or meant.sector,
        "wikidata": entity.wikidata if entity else None,
        "score": meant.score,
        "reason": meant.reason,
    }
    return json.dumps(row, ensure_ascii=False)


def as_line(answer: Answer) -> str:
    """One row for people."""
    entity = answer.meant.entity
    who = f"{entity.name} ({entity.id})" if entity else "unknown"
    line = f"{answer.phrase.text}: {who}, {answer.meant.score:.2f}: {answer.meant.reason}"
    return printable(line)


def read_phrases(text: str, source: str, date: str | None) -> Iterator[Phrase]:
    """The phrases of a JSONL file; raises ``SourceError`` that names the broken line."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            phrase = Phrase(str(row["phrase"]), row.get("date") or date, row.get("context") or "")
            is_dated = phrase.date is None or is_date(phrase.date)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"{source}:{number}", "not a phrase line") from error
        if not is_dated:
            raise SourceError(f"{source}:{number}", f"{phrase.date!r} is not a date")
        yield phrase
