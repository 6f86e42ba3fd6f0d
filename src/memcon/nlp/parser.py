"""The English pipeline: loading it, and turning its documents into plain columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from memcon.nlp.pipeline import load_pipeline
from memcon.nlp.quick import quickest
from memcon.nlp.sentences import join_sentences
from memcon.record import Article, NameSpan, Parse, Reading, Sentence, Span

CHUNK: Final = 20_000
"""Code points parsed as one document; longer blocks are cut at white space to bound memory."""
BATCH: Final = 64
"""Pieces that the pipeline's networks see at once."""
ROOM: Final = 60_000
"""Code points after which a batch is closed before it has all its pieces: it bounds memory."""
SPELT: Final = ("ORTH", "LEMMA", "TAG", "POS", "DEP")
COUNTED: Final = ("IDX", "LENGTH", "HEAD", "SENT_START")
"""A head is told as a distance."""

WHITE: Final = re.compile(r"\s")


class Parser:
    """Parses articles with one spaCy pipeline; built once per worker.

    ``name`` is that of an installed pipeline package; without it the built-in one is used.
    Raises ``ResourceError`` when the pipeline is missing or cannot be loaded.
    """

    def __init__(self, name: str | None = None) -> None:
        self._pipeline = load_pipeline(name)
        self._quick = quickest(self._pipeline, batch=BATCH)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for provenance."""
        meta = self._pipeline.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def parse(self, articles: Sequence[Article]) -> tuple[Reading, ...]:
        """One reading without facts per article, in order."""
        pieces = [list(_pieces(article)) for article in articles]
        docs = self.docs([piece.text for piece in listed] for listed in pieces)
        return tuple(
            Reading(article, _columns(zip(listed, islice(docs, len(listed)), strict=True)))
            for article, listed in zip(articles, pieces, strict=True)
        )

    def docs(self, texts: Iterable[Sequence[str]]) -> Iterator[Doc]:
        """A document for each piece of each text, in order."""
        runs = (run for text in texts for run in _runs(text))
        for batch in _batches(runs):
            yield from self._quick.docs(batch)


def _runs(pieces: Sequence[str]) -> Iterator[list[str]]:
    """Pieces of one text in order, ``BATCH`` together or fewer where they are long."""
    run: list[str] = []
    room = ROOM
    for piece in pieces:
        run.append(piece)
        room -= len(piece)
        if len(run) == BATCH or room <= 0:
            yield run
            run, room = [], ROOM
    if run:
        yield run


def _batches(runs: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Whole runs, together until they are as much as one may be."""
    batch: list[list[str]] = []
    pieces, room = BATCH, ROOM
    for run in runs:
        batch.append(run)
        pieces, room = pieces - len(run), room - sum(map(len, run))
        if pieces <= 0 or room <= 0:
            yield batch
            batch, pieces, room = [], BATCH, ROOM
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a reporting block that is parsed as one document."""

    text: str
    offset: int
    block: int


def _pieces(article: Article) -> Iterator[_Piece]:
    for number, block in enumerate(article.blocks):
        if block.kind.is_reporting:
            yield from _chunks(article.quote(block.span), block.span.start, number)


def _chunks(text: str, offset: int, block: int) -> Iterator[_Piece]:
    """Pieces of at most ``CHUNK`` code points, cut after white space where there is any."""
    at = 0
    while at < len(text):
        end = min(at + CHUNK, len(text))
        if end < len(text):
            end = (text.rfind(" ", at, end) + 1) or end
        # One character for one: offsets stay, and a line break no longer makes a token.
        yield _Piece(WHITE.sub(" ", text[at:end]), offset + at, block)
        at = end


@dataclass(slots=True)
class _Columns:
    """Columns under construction; the only mutable state, and it never leaves this module."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    names: list[NameSpan] = field(default_factory=list)

    def add(self, piece: _Piece, doc: Doc) -> None:
        base, offset = len(self.words), piece.offset
        keys = doc.to_array(list(SPELT))
        spell = doc.vocab.strings.__getitem__
        written = (self.words, self.lemmas, self.tags, self.pos, self.deps)
        for column, spelt in zip(keys.T.tolist(), written, strict=True):
            spelt.extend(map(spell, column))
        place, length, apart, opens = doc.to_array(list(COUNTED)).view(np.int64).T
        starts = place + offset
        self.starts.extend(starts.tolist())
        self.ends.extend((starts + length).tolist())
        self.heads.extend((np.arange(base, base + len(doc)) + apart).tolist())
        self._add_sentences(base, piece.block, np.flatnonzero(opens[1:] == 1) + 1)
        for name in doc.ents:
            span = Span(offset + name.start_char, offset + name.end_char)
            self.names.append(NameSpan(span, base + name.start, base + name.end, name.label_))

    def _add_sentences(self, base: int, block: int, later: npt.NDArray[np.int64]) -> None:
        words = self.words[base:]
        starts = join_sentences(words, [0, *later.tolist()] if words else [])
        ends = (*starts[1:], len(words))
        for first, last in zip(starts, ends, strict=True):
            self.sentences.append(Sentence(base + first, base + last, block))

    def frozen(self) -> Parse:
        return Parse(
            words=tuple(self.words),
            starts=tuple(self.starts),
            ends=tuple(self.ends),
            lemmas=tuple(self.lemmas),
            tags=tuple(self.tags),
            pos=tuple(self.pos),
            deps=tuple(self.deps),
            heads=tuple(self.heads),
            sentences=tuple(self.sentences),
            names=tuple(self.names),
        )


def _columns(pieces: Iterable[tuple[_Piece, Doc]]) -> Parse:
    columns = _Columns()
    for piece, doc in pieces:
        columns.add(piece, doc)
    return columns.frozen()
