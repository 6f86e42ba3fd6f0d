"""The sentences that a briefing quotes: exact words, with names for pronouns in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from memcon.app.briefing.material import Report
from memcon.record import BlockKind, EntityKind, LinkedMention, Span
from memcon.render.briefing import Gloss, Passage
from memcon.resolve.words import content_words

LONGEST: Final = 300
"""Code points of a sentence that is quoted whole."""
LEAST: Final = 25
"""Code points of a sentence that says something."""
SUBJECTS: Final = frozenset({"he", "she"})
SURE: Final = 0.6
"""Score from which on a pronoun is told whom it means."""
DATELINE: Final = re.compile(
    r"[A-Z][A-Z .'/-]{2,40}(?:, [A-Z][A-Za-z]+\.?(?: (?:\d{1,2}|[A-Z][a-z]+))?){0,3}"
    r"(?: ?\([^()\n]{2,20}\))? ?[-–—]+ (?=\S)"
)
"""Such as "GENEVA, Oct 21 (Agency) - "."""
TITLES: Final = (BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.CAPTION)


def sentence_of(report: Report, spans: Sequence[Span], *, about: str) -> Span | None:
    """The sentence of the report's prose at ``spans`` that has most of the words ``about`` it.

    ``None`` where headings and captions alone have them.
    """
    prose = [one for one in report.sentences_of(spans) if _is_prose(report, one)]
    if len(prose) <= 1:
        return prose[0] if prose else None
    words, text = content_words(about), report.record.article.text

    def weight(one: Span) -> tuple[int, int, int]:
        shared = len(words & content_words(text[one.start : one.end]))
        return shared, _held(one, spans), -one.start

    return max(prose, key=weight)


def _is_prose(report: Report, sentence: Span) -> bool:
    block = report.record.article.block_at(sentence.start)
    return block is not None and block.kind not in TITLES and len(sentence) >= LEAST


def _held(sentence: Span, spans: Iterable[Span]) -> int:
    """How many code points of ``spans`` lie in a sentence."""
    return sum(max(0, min(sentence.end, s.end) - max(sentence.start, s.start)) for s in spans)


def passage_of(report: Report, spans: Sequence[Span], *, about: str) -> Passage | None:
    """The words of that sentence, cut where it is long; ``None`` where there is none."""
    found = sentence_of(report, spans, about=about)
    if found is None:
        return None
    sentence = _without_dateline(report.record.article.text, found)
    shown = _cut(report.record.article.text, sentence, spans)
    return Passage(
        words=report.record.article.quote(shown),
        article=report.key,
        start=shown.start,
        glosses=_glosses(report, shown),
        begins_cut=shown.start > sentence.start,
        ends_cut=shown.end < sentence.end,
    )


def _cut(text: str, sentence: Span, spans: Sequence[Span]) -> Span:
    """A stretch of a long sentence, whole words, that holds the first of ``spans`` in it."""
    if len(sentence) <= LONGEST:
        return sentence
    within = [span for span in spans if span.overlaps(sentence)]
    first, last = (within[0].start, within[0].end) if within else (sentence.start, sentence.start)
    start = sentence.start
    if last - start > LONGEST:
        start = text.rfind(" ", start, max(start, first)) + 1 or sentence.start
    if sentence.end - start <= LONGEST:
        return Span(start, sentence.end)
    end = text.rfind(" ", start + LEAST, start + LONGEST)
    end = end if end > start else start + LONGEST
    return Span(start, start + len(text[start:end].rstrip(" ,;:—–-\n")))


def _without_dateline(text: str, sentence: Span) -> Span:
    """A sentence without the place and agency that a report opens with."""
    opening = DATELINE.match(text, sentence.start, sentence.end)
    return Span(opening.end(), sentence.end) if opening else sentence


def _glosses(report: Report, shown: Span) -> tuple[Gloss, ...]:
    """The name behind the first "he" or "she" of a passage that names nobody before it."""
    for linked in report.mentions_in([shown]):
        entity = report.record.entity(linked.link.entity)
        if entity is None or entity.kind is not EntityKind.PERSON:
            continue
        if _needs_name(report, linked) and shown.contains(linked.span):
            return (Gloss(linked.span.end - shown.start, entity.name),)
        return ()
    return ()


def _needs_name(report: Report, linked: LinkedMention) -> bool:
    """Whether it is a pronoun whose meaning is sure: whoever speaks by it is the same."""
    if linked.mention.form != "pronoun" or linked.quote.casefold() not in SUBJECTS:
        return False
    speakers = {
        said.speaker
        for said in report.record.statements
        if any(span.overlaps(linked.span) for span in said.source.spans)
    }
    return linked.link.score >= SURE and speakers <= {linked.link.entity}


def names_in(report: Report, passage: Passage) -> tuple[str, ...]:
    """Ids of those whom a passage speaks of, each once."""
    span = Span(passage.start, passage.start + len(passage.words))
    linked = report.mentions_in([span])
    found = (one for m in linked for one in (m.link.entity, m.link.named) if one)
    return tuple(dict.fromkeys(found))
