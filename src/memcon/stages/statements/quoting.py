"""Contents and quotation marks: growing to the marks, over broken and continued quotations.

A sentence of the parse often ends within a quotation; the marks tell where what is said begins
and ends.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.record import Span, overlapping
from memcon.stages.statements.page import Page, spoken_blocks
from memcon.stages.statements.triples import Triple
from memcon.text.quotations import Quotation

INK: Final = re.compile(r"\S")
PARTING: Final = frozenset(",.;?!")
LEADING_THAT: Final = re.compile(r"^\s*(?:that\b)?[\s,;]*")


def stretch(page: Page, triples: Sequence[Triple]) -> Iterator[Triple]:
    """The triples with their contents grown over the quotations that belong to them."""
    yield from go_on(page, [_grown(page, triple) for triple in triples])


def go_on(page: Page, triples: Sequence[Triple]) -> Iterator[Triple]:
    """The triples that quote, with the quotations that follow on theirs and are nobody's yet."""
    taken = _merged(span for triple in triples for span in triple.content)
    free = frozenset(q for q in page.quotations.all if not overlapping(taken, q.outer))
    for triple in triples:
        quoting = any(page.quotations.over(span) for span in triple.content)
        yield _continued(page, triple, free) if quoting else triple


def mend(page: Page, triple: Triple) -> Triple:
    """The triple with quotations that were taken for a part of its source in its content."""
    said = [quoted.outer for span in triple.source for quoted in page.quotations_in(span)]
    cut = (span for part in triple.source for span in outside(part, said))
    source = tuple(bare for span in cut if (bare := _bare(page.article.text, span)))
    if not said or not source:
        return triple
    return replace(triple, source=source, content=_merged((*triple.content, *said)))


def hand_back(page: Page, triples: Sequence[Triple]) -> Iterator[Triple]:
    """The triples; what a participle in between took of a broken quotation is free again.

    "“Each time,” Ruiz said, referring to the fine, “you help them.”": the end is what Ruiz said.
    """
    for triple in triples:
        own = tuple(_without_quoted(page, triple)) if _is_between(page, triple, triples) else ()
        yield replace(triple, content=own) if own else triple


def _is_between(page: Page, triple: Triple, others: Sequence[Triple]) -> bool:
    """Whether a cue is a participle after a quotation and its own cue, in one sentence."""
    participle = page.parse.tokens_in(triple.cue[0])[0] if triple.cue else 0
    if not triple.cue or page.parse.tags[participle] != "VBG":
        return False
    begin = page.parse.starts[page.parse.sentence_of(participle).first]
    return any(
        begin <= one.content[-1].start
        and one.content[-1].end <= one.cue[0].start < triple.cue[0].start
        and bool(page.quotations_in(one.content[-1]))
        for one in others
        if one.cue
    )


def _without_quoted(page: Page, triple: Triple) -> Iterator[Span]:
    """A content without the quotations in it that stand after a comma or a full stop."""
    text = page.article.text
    said = [quoted.outer for span in triple.content for quoted in page.quotations_in(span)]
    apart = [one for one in said if text[max(0, one.start - 2) : one.start].strip() in PARTING]
    for span in triple.content:
        yield from (bare for part in outside(span, apart) if (bare := _bare(text, part)))


def carry_on(page: Page, triples: Sequence[Triple]) -> Iterator[Triple]:
    """Paragraphs that are quotations through and through: the speaker before goes on.

    It is sure only where the paragraph before quotes somebody, or is such a paragraph itself.
    """
    said = _merged(span for triple in triples for span in triple.content)
    quoting = False
    for block in spoken_blocks(page.article):
        found = page.quotations.over(block.span)
        whole = len(found) == 1 and block.span == found[0].outer
        if whole and not overlapping(said, block.span):
            yield Triple(
                content=(block.span,),
                score=0.85 if quoting else 0.6,
                reason="a paragraph that is all quotation goes on with the speaker before it",
            )
        else:
            quoting = any(overlapping(said, quoted.outer) for quoted in found)


def _grown(page: Page, triple: Triple) -> Triple:
    """The triple with its content grown to the marks of the quotations that it reaches into."""
    spans: list[Span] = []
    for span in triple.content:
        covering = [q for q in page.quotations.over(span) if _belongs(page, q, span)]
        start = min([span.start, *(q.outer.start for q in covering)])
        end = max([span.end, *(q.outer.end for q in covering)])
        spans.append(Span(start, end))
    holes = triple.source + triple.cue
    apart = (span for part in spans for span in outside(part, holes))
    cut = _merged(bare for span in apart if (bare := _bare(page.article.text, span)))
    return replace(triple, content=cut) if cut else triple


def _belongs(page: Page, quoted: Quotation, span: Span) -> bool:
    """Whether a content grows over a quotation in it: it is speech, or all its words are inside."""
    return quoted in page.spoken or quoted.inner.end <= span.end + 1


def outside(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """The parts of ``span`` that no hole covers, in order."""
    at = span.start
    for hole in sorted(holes):
        if hole.overlaps(span):
            if at < hole.start:
                yield Span(at, hole.start)
            at = max(at, hole.end)
    if at < span.end:
        yield Span(at, span.end)


def _bare(text: str, span: Span) -> Span | None:
    """``span`` without a leading "that", and without white space and commas at its edges."""
    words = LEADING_THAT.sub(lambda match: " " * len(match.group()), text[span.start : span.end])
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip().rstrip(",").rstrip()))
    return Span(start, end) if start < end else None


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _continued(page: Page, triple: Triple, free: Collection[Quotation]) -> Triple:
    """The triple with the quotations that go on after its cue and after its sentence."""
    content = [*triple.content, *_resumed(page, triple, free)]
    content += _following(page, max(content), triple.cue, free)
    return replace(triple, content=tuple(sorted(content)))


def _resumed(page: Page, triple: Triple, free: Collection[Quotation]) -> Iterator[Span]:
    """The second half of a broken quotation: "“…,” Ruiz said, “…”"."""
    if not triple.cue:
        return
    token = page.parse.tokens_in(triple.cue[-1])[-1]
    sentence = page.parse.sentence_of(token)
    rest = Span(page.parse.starts[token], page.parse.ends[sentence.last - 1])
    for quoted in page.quotations_in(rest):
        if rest.start < quoted.outer.start and quoted in free:
            yield quoted.outer


def _following(
    page: Page, last: Span, cue: Sequence[Span], free: Collection[Quotation]
) -> Iterator[Span]:
    """Quotations of the same paragraph that go on after the attributing sentence."""
    block = page.article.block_at(last.start)
    if block is None:
        return
    parts = [part for part in (last, *cue) if block.span.contains(part)]
    tokens = [token for part in parts for token in page.parse.tokens_in(part)[-1:]]
    ends = [page.parse.ends[page.parse.sentence_of(token).last - 1] for token in tokens]
    at = max([last.end, *ends])
    for quoted in page.quotations.since(at):
        if not block.span.contains(quoted.outer):
            return
        if INK.search(page.article.text, at, quoted.outer.start) or not page.is_ended(quoted):
            return
        if quoted not in free:
            return
        yield quoted.outer
        at = quoted.outer.end
