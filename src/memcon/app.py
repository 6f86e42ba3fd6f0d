"""Composition root: the one place that opens settings, knowledge base and pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO

from memcon import __version__
from memcon.config import Settings
from memcon.errors import SourceError
from memcon.ingest import IngestOptions, article_of_text, sources
from memcon.knowledge.base import KnowledgeBase
from memcon.nlp import Parser
from memcon.nlp.statement_model import StatementModel
from memcon.pipeline import Failure, Pipeline
from memcon.record import Article, Record
from memcon.stages import STAGES
from memcon.stages.tools import Tools

Result = Record | SourceError | Failure


class Reader:
    """Reads any number of sources with one set of parts, built once.

    Raises ``ResourceError`` when the language pipeline or the knowledge base is missing.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        parser = Parser(settings.pipeline)
        knowledge = KnowledgeBase.open(settings.kb)
        made_by = (
            ("memcon", __version__),
            ("pipeline", parser.version),
            ("knowledge", knowledge.version),
        )
        tools = Tools(knowledge=knowledge, tagger=StatementModel.load())
        self._pipeline = Pipeline(parser.parse, STAGES, tools, made_by=made_by)

    def read(
        self, names: Sequence[str], *, published: str | None = None, stdin: BinaryIO | None = None
    ) -> Iterator[Result]:
        """One result per article of the sources, in order; what fails is a value, not a raise."""
        options = ingest_options(self._settings, published=published)
        return self._results(sources(names, options=options, stdin=stdin))

    def read_articles(self, articles: Iterable[Article]) -> Iterator[Result]:
        """One result per article, in order; they are read in batches."""
        return self._results(articles)

    def read_article(self, article: Article) -> Record:
        """The record of one article; raises ``StageError`` where a stage breaks on it."""
        result = next(iter(self._pipeline.read([article])))
        if isinstance(result, Failure):
            raise result.error
        return result

    def _results(self, found: Iterable[Article | SourceError]) -> Iterator[Result]:
        for batch in batches(found, words=self._settings.batch_words):
            articles = [item for item in batch if isinstance(item, Article)]
            read = self._pipeline.read(articles)
            for item in batch:
                yield item if isinstance(item, SourceError) else next(read)


def batches(
    found: Iterable[Article | SourceError], *, words: int
) -> Iterator[list[Article | SourceError]]:
    """Items in order, in lists that are closed once they hold about ``words`` words.

    The first list is closed after one article, so that a first record appears soon.
    """
    batch: list[Article | SourceError] = []
    room = 0
    for item in found:
        batch.append(item)
        room -= item.text.count(" ") if isinstance(item, Article) else 0
        if room <= 0:
            yield batch
            batch, room = [], words
    if batch:
        yield batch


def ingest_options(settings: Settings, *, published: str | None) -> IngestOptions:
    """The options of ingest that the settings imply."""
    return IngestOptions(
        published=published,
        max_bytes=settings.max_bytes,
        total_seconds=settings.timeout_s,
        user_agent=settings.user_agent,
        respect_robots=settings.robots,
    )


@lru_cache(maxsize=1)
def reader_for(settings: Settings) -> Reader:
    """The reader for ``settings``; the last one is kept, for callers that read one by one."""
    return Reader(settings)


def text_article(text: str, *, settings: Settings, published: str | None) -> Article:
    """An article of plain text, taken as it is."""
    return article_of_text(text, options=ingest_options(settings, published=published))
