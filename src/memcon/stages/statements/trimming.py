"""What the encoder attributes, cut to what is said, and freed of what nobody says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.record import Parse, Span
from memcon.stages.statements.clauses import is_veil, phrase_of
from memcon.stages.statements.page import Page
from memcon.stages.statements.quoting import INK
from memcon.stages.statements.triples import Triple
from memcon.text.quotations import Quotation

DATE_LINE: Final = re.compile(
    r"[A-ZÀ-Þ]{3,}[^\n—–:.]{0,60}(?:\([^)\n]{2,30}\))?\s*(?:[—–]|--|\) -)\s+"
)
PRESSED: Final = frozenset({"ask", "press", "question"})
RELATIVE: Final = frozenset({"WP", "WDT"})
EMPTY: Final = frozenset(
    {"that", "this", "it", "so", "what", "which", "them", "him", "her", "us", "something", "the"}
    | {"these", "those", "as", "much", "same"}
)
"""Words that tell nothing where a content has no others."""
DENYING: Final = frozenset({"deny", "reject", "dismiss", "refute", "dispute", "confirm"})
CITING: Final = frozenset({"citing", "quoting"})


def trim(page: Page, triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples, cut at the end of the sentence where nothing is quoted; those of nobody dropped.

    Dropped are "Asked whether …" and "is seen as …", which tell what others say, and whom a report
    cites ("Axios, citing two officials, …"), and that a source "asked not to be named".
    """
    for triple in triples:
        if not any(is_no_word(page.parse, triple) for is_no_word in DROPPED):
            said = _unveiled(page.parse, triple.content)
            content = tuple(_within(page, triple, span) for span in said)
            source = tuple(_ended(page.parse, _whole(page.parse, one)) for one in triple.source)
            yield replace(triple, content=content, source=source or _subject(page, triple))


def without_date_lines(page: Page, triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples without the date line that a content begins with: "WARSAW — "."""
    for triple in triples:
        content = tuple(s for span in triple.content if len(s := _undated(page, span)))
        yield replace(triple, content=content) if content else triple


def without_empty(page: Page, triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples without those that say no more than "it" or "something", unless in quotes."""
    for triple in triples:
        said = {t for span in triple.content for t in page.parse.tokens_in(span)}
        quoted = any(page.is_quoted(token) for token in said)
        words = {page.parse.words[t].lower() for t in said if page.parse.pos[t] != "PUNCT"}
        if quoted or not words or not words <= EMPTY or _denies(page, triple):
            yield triple


def _denies(page: Page, triple: Triple) -> bool:
    return any(page.parse.lemmas[token].lower() in DENYING for token in _cue(page.parse, triple))


def _cue(parse: Parse, triple: Triple) -> tuple[int, ...]:
    return tuple(token for span in triple.cue for token in parse.tokens_in(span))


def _subject(page: Page, triple: Triple) -> tuple[Span, ...]:
    """The subject of a cue that the encoder left without a source; empty where it has none."""
    verbs = (token for token in _cue(page.parse, triple) if page.parse.pos[token] == "VERB")
    subject = next((own for verb in verbs for own in page.parse.dependents(verb, "nsubj")), None)
    if subject is None:
        return ()
    span = page.parse.span(*phrase_of(page.parse, subject))
    return () if any(span.overlaps(part) for part in triple.content) else (span,)


def _whole(parse: Parse, span: Span) -> Span:
    """The span with whom its relative clause is about, where it begins with that: "who leads …"."""
    tokens = parse.tokens_in(span)
    first = next(iter(tokens), None)
    if first is None or parse.tags[first] not in RELATIVE:
        return span
    verb = parse.heads[first]
    if parse.deps[verb] != "relcl" or verb not in tokens or parse.heads[verb] >= first:
        return span
    return Span(parse.span(*phrase_of(parse, parse.heads[verb])).start, span.end)


def _ended(parse: Parse, span: Span) -> Span:
    """The span without the pronoun of a clause that it does not hold: "a diplomat who"."""
    tokens = parse.tokens_in(span)
    if len(tokens) < 2 or parse.tags[tokens[-1]] not in RELATIVE:
        return span
    return Span(span.start, parse.ends[tokens[-2]])


def _unveiled(parse: Parse, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans but those of "who asked not to be named", where there are others."""
    kept = tuple(
        span for span in spans if not any(is_veil(parse, verb) for verb in parse.tokens_in(span))
    )
    return kept or tuple(spans)


def _is_veiled(parse: Parse, triple: Triple) -> bool:
    """Whether the cue is that a source keeps its name back."""
    return any(is_veil(parse, token) for token in _cue(parse, triple))


def _is_passive(parse: Parse, triple: Triple) -> bool:
    """Whether the cue, without a source, is passive: "Asked whether …", "has been seen as …"."""
    done = (token for token in _cue(parse, triple) if parse.tags[token] == "VBN")
    return not triple.source and any(
        parse.lemmas[token] in PRESSED or parse.dependents(token, "auxpass") for token in done
    )


def _is_reference(parse: Parse, triple: Triple) -> bool:
    """Whether the cue is "citing" and the content no clause: whom somebody else relies on."""
    cue = _cue(parse, triple)
    if not cue or any(parse.words[token].lower() not in CITING for token in cue):
        return False
    said = (token for span in triple.content for token in parse.tokens_in(span))
    subjects = (token for token in said if parse.deps[token] in ("nsubj", "nsubjpass"))
    return next(subjects, None) is None


def _is_aside(parse: Parse, triple: Triple) -> bool:
    """Whether the cue only tells of a source: "“…,” said Ana Ruiz, who has fought the bank"."""
    verb = next((token for token in _cue(parse, triple) if parse.deps[token] == "relcl"), None)
    if verb is None or not any(parse.tags[t] == "WP" for t in parse.dependents(verb, "nsubj")):
        return False
    begins = parse.starts[parse.subtree_range(parse.heads[verb])[0]]
    return any(span.end <= begins for span in triple.content)


DROPPED: Final = (_is_passive, _is_reference, _is_veiled, _is_aside)
"""What tells that nothing is said by whom the encoder found."""


def _undated(page: Page, span: Span) -> Span:
    """The span without the date line that its paragraph begins with: "WARSAW — "."""
    block = page.article.block_at(span.start)
    if block is None or block.span.start != span.start:
        return span
    found = DATE_LINE.match(page.article.text, span.start, span.end)
    return Span(found.end(), span.end) if found else span


def _within(page: Page, triple: Triple, span: Span) -> Span:
    """The span cut at the end of the cue's sentence, where it holds no quotation."""
    cue = _cue(page.parse, triple)
    quoted = page.quotations.over(span)
    if quoted:
        return _after_open(page, span, quoted)
    if not cue:
        return span
    sentence = page.parse.sentence_of(cue[0])
    end = page.parse.ends[sentence.last - 1]
    ends = page.article.text[end - 1] in ".?!"
    return Span(span.start, end) if ends and span.start < end - 1 < span.end - 1 else span


def _after_open(page: Page, span: Span, quoted: Sequence[Quotation]) -> Span:
    """The span after a quotation that is left open before another: someone else's, or a slip."""
    start = max([span.start, *(q.outer.end for q in quoted[:-1] if not q.closed)])
    ink = INK.search(page.article.text, start, span.end)
    return Span(ink.start(), span.end) if ink else span
