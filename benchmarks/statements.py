"""Who said what: memcon's statements beside textacy's direct quotations, on the same parses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from textacy.extract import direct_quotations

from benchmarks.annotated import annotated, name_of
from benchmarks.reports import examples
from benchmarks.rows import Note, Row
from benchmarks.stages import Stages
from benchmarks.turns import compared, in_turn, rates
from memcon.nlp.encoder import Encoder
from memcon.nlp.pipeline import load_pipeline
from memcon.record import Article, Reading, Statement

OURS: Final = "memcon, statements stage"
WITH_ENCODER: Final = "memcon, stage and encoder"
WHOLE: Final = "textacy, whole reports"
BY_PARAGRAPH: Final = "textacy, by paragraph"
MODES: Final = ("direct", "mixed", "indirect")
Contents = Mapping[str, Sequence[str]]
"""What was said, by the name of the report."""


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Speed on parsed reports, and the annotated statements found."""
    copies, rounds = (5, 5) if full else (1, 3)
    articles = examples()
    stages, encoder, nlp = Stages(), Encoder.load(threads=1), load_pipeline()
    readings = stages.before("statements", articles)
    find = stages.finders["statements"]
    texts = [article.text for article in articles]
    docs = list(nlp.pipe(texts))
    parts = {name_of(article.source): list(nlp.pipe(_blocks(article))) for article in articles}
    whole = {name_of(a.source): [doc] for a, doc in zip(articles, docs, strict=True)}

    works: dict[str, Callable[[], object]] = {
        OURS: lambda: [find(readings) for _ in range(copies)],
        WITH_ENCODER: lambda: [(encoder.find(texts), find(readings)) for _ in range(copies)],
        WHOLE: lambda: [_quoted(whole) for _ in range(copies)],
        BY_PARAGRAPH: lambda: [_quoted(parts) for _ in range(copies)],
    }
    words = copies * sum(len(text.split()) for text in texts)
    took = in_turn(works, rounds=rounds)
    yield from compared("On parsed reports", took)
    yield from rates("On parsed reports", took, count=words, what="words")
    answers = {OURS: _ours(readings, find), WHOLE: _quoted(whole), BY_PARAGRAPH: _quoted(parts)}
    for name, found in answers.items():
        yield from _found(name, found)
    refused = sum(not _is_closed(doc) for doc in docs)
    yield Note(
        text=f"textacy gives up on a text whose quotation marks do not pair: {refused} of "
        f"{len(docs)} whole reports. It looks for direct quotations alone. "
        "The encoder reads a report once for all of memcon's stages."
    )


def _blocks(article: Article) -> Iterator[str]:
    return (article.quote(one.span) for one in article.blocks if one.kind.is_reporting)


def _ours(readings: Sequence[Reading], find: Callable[..., Iterable[Iterable[object]]]) -> Contents:
    return {
        name_of(reading.article.source): [
            said.content.quote for said in facts if isinstance(said, Statement)
        ]
        for reading, facts in zip(readings, find(readings), strict=True)
    }


def _quoted(docs: Mapping[str, Sequence[object]]) -> Contents:
    return {
        name: [text for doc in listed for text in _quotations(doc)] for name, listed in docs.items()
    }


def _quotations(doc: object) -> list[str]:
    try:
        return [one.content.text for one in direct_quotations(doc)]
    except ValueError:  # an odd number of quotation marks
        return []


def _is_closed(doc: Iterable) -> bool:  # type: ignore[type-arg]
    return sum(token.is_quote for token in doc) % 2 == 0


def _found(name: str, contents: Contents) -> Iterator[Row]:
    cell = partial(Row, table="Annotated statements found", subject=name)
    said = list(annotated())
    for mode in (*MODES, "all"):
        asked = [one for one in said if mode in (one.mode, "all")]
        right = sum(one.is_in(contents[one.report]) for one in asked)
        yield cell(measure=f"{mode} (of {len(asked)})", value=right)
    yield cell(measure="statements found", value=sum(map(len, contents.values())))
