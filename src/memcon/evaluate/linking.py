"""Who is who: mentions and their Wikidata ids, exact spans, micro over documents.

Two readings of the same gold: of all mentions it requires, and ("named") of names alone, where
only what has a capital letter counts on either side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.score import Ratio, Score, share
from memcon.record import Record

Found = Mapping[Bounds, str]
"""Wikidata id by place in the text."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention in gold; ``required`` where it has to be found, ``named`` where it is a name."""

    bounds: Bounds
    wikidata: str | None
    required: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A text, the part of it that was annotated, and the mentions there."""

    text: str
    part: Bounds
    mentions: tuple[GoldMention, ...]


def read_answer(row: Row) -> Answer:
    """The gold of one document."""
    text = row.text("text")
    part = row.pair("span", len(text)) or (0, len(text))
    mentions = tuple(
        GoldMention(one.bounds(len(text)), one.word("qid"), one.flag("required"), one.flag("named"))
        for one in row.rows("mentions")
    )
    return Answer(text, part, mentions)


def find(record: Record) -> Found:
    """The ids of what a record's names and descriptions literally name."""
    ids = {entity.id: entity.wikidata for entity in record.entities}
    found: dict[Bounds, str] = {}
    for linked in record.mentions:
        wikidata = ids.get(linked.link.named or linked.link.entity or "")
        if wikidata and linked.mention.form != "pronoun":
            found[(linked.span.start, linked.span.end)] = wikidata
    return found


def score(pairs: Sequence[tuple[Answer, Found | None]]) -> Score:
    """All figures; a document that was not read counts as empty."""
    whole, named = _Sum.of(pairs, named=False), _Sum.of(pairs, named=True)
    figures = whole.figures("") | named.figures("named.")
    counts = {
        "texts": len(pairs),
        "gold": whole.link.gold,
        "found": whole.link.found,
        "named_gold": named.link.gold,
        "named_found": named.link.found,
    }
    return Score(figures, counts)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Spans found, and links right, over documents."""

    span: Ratio
    link: Ratio

    @classmethod
    def of(cls, pairs: Sequence[tuple[Answer, Found | None]], *, named: bool) -> _Sum:
        span, link = Ratio(), Ratio()
        for answer, found in pairs:
            wanted = _wanted(answer, named=named)
            given = _given(answer, found or {}, frozenset(wanted), named=named)
            spans = [at for at in given if at in wanted]
            right = sum(given[at] in wanted[at] for at in spans)
            span += Ratio.of(len(spans), len(given), len(wanted))
            link += Ratio.of(right, len(given), len(wanted))
        return cls(span, link)

    def figures(self, prefix: str) -> dict[str, float]:
        return {
            **self.span.figures(f"{prefix}ner"),
            **self.link.figures(f"{prefix}link"),
            f"{prefix}disamb": share(self.link.right_gold, self.span.right_gold),
        }


def _wanted(answer: Answer, *, named: bool) -> dict[Bounds, set[str | None]]:
    """What has to be found; where gold gives two ids for a span, either will do."""
    wanted: dict[Bounds, set[str | None]] = {}
    for one in answer.mentions:
        if one.required and (one.named or not named):
            wanted.setdefault(one.bounds, set()).add(one.wikidata)
    return wanted


def _given(
    answer: Answer, found: Found, wanted: frozenset[Bounds], *, named: bool
) -> dict[Bounds, str]:
    """What was found and counts: in the annotated part, and not on gold that is optional."""
    optional = {one.bounds for one in answer.mentions} - wanted
    start, end = answer.part
    return {
        at: wikidata
        for at, wikidata in found.items()
        if start <= at[0]
        and at[1] <= end
        and at not in optional
        and (not named or any(sign.isupper() for sign in answer.text[at[0] : at[1]]))
    }
