"""Quotations attributed by where they stand: signed ones, and block quotations after a colon.

"“We wait.” — Ana Ruiz, envoy of Peru", in one paragraph or two; "Ruiz wrote:" before a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from memcon.record import Block, BlockKind, Span
from memcon.stages.statements.clauses import phrase_of, subject_of
from memcon.stages.statements.page import Page, spoken_blocks
from memcon.stages.statements.triples import Triple

SIGNATURE: Final = re.compile(
    r"\s*(?P<dash>[—–―-]{1,2})\s*(?P<who>[^\W\d_][^\n.!?:;“”\"]{1,80})\.?\s*"
)
MOST_WORDS: Final = 10
SAID: Final = frozenset({"speech", "writing"})


def find_signed(page: Page) -> Iterator[Triple]:
    """The signed quotations of a page, each with its signature as the source."""
    before: Span | None = None
    for block in spoken_blocks(page.article):
        quoted = _quoted(page, block)
        start = quoted.end if quoted else block.span.start
        found = SIGNATURE.fullmatch(page.article.text, start, block.span.end)
        content = quoted or before
        before = quoted if quoted and quoted.end == block.span.end else None
        if found and content and _is_name(page, Span(*found.span("who"))):
            yield Triple(
                source=(Span(*found.span("who")),),
                cue=(Span(*found.span("dash")),),
                content=(content,),
                kind="speech",
                mode="direct",
                score=0.9,
                reason="a dash and a name after a quotation sign it",
            )


def _quoted(page: Page, block: Block) -> Span | None:
    """The quotation that a block begins with; all of a block quotation without marks."""
    start = block.span.start
    found = page.quotations.over(Span(start, start + 1))
    first = next((quoted.outer for quoted in found if quoted.outer.start == start), None)
    return block.span if first is None and block.kind is BlockKind.QUOTE else first


def _is_name(page: Page, who: Span) -> bool:
    """Whether a signature is a name with its office: short, capitalised, without a verb."""
    tokens = page.parse.tokens_in(who)
    short = len(page.article.quote(who).split()) <= MOST_WORDS
    verbs = any(page.parse.pos[token] in ("VERB", "AUX") for token in tokens)
    return short and page.article.quote(who)[0].isupper() and not verbs


def find_introduced(page: Page) -> Iterator[Triple]:
    """The block quotations before which a sentence says who said them: "Ana Ruiz wrote:"."""
    for before, block in pairwise(page.article.blocks):
        ends = page.article.text[before.span.end - 1] == ":"
        if block.kind is not BlockKind.QUOTE or not ends or before.kind is BlockKind.QUOTE:
            continue
        for verb in reversed(page.parse.tokens_in(before.span)):
            kind = page.cues.verbs.get(page.parse.lemmas[verb].lower())
            subject = subject_of(page.parse, verb) if kind in SAID else None
            if subject is not None:
                yield Triple(
                    source=(page.parse.span(*phrase_of(page.parse, subject)),),
                    cue=(page.parse.span(verb, verb + 1),),
                    content=(block.span,),
                    kind=kind,
                    mode="direct",
                    score=0.9,
                    reason="a sentence with a colon introduces a block quotation",
                )
                break
