"""Reading: the one place that opens settings, knowledge base and pipeline."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import BinaryIO, Final, overload

from memcon import __version__
from memcon.codebook.issues import load_issues
from memcon.config import Settings
from memcon.errors import SourceError, StageError, UsageError
from memcon.ingest import IngestOptions, article_of_text, sources
from memcon.knowledge.base import KnowledgeBase
from memcon.pipeline import Failure, Pipeline
from memcon.record import Article, Record
from memcon.stages import STAGES
from memcon.stages.tools import Tools
from memcon.text.calendar import is_date

Result = Record | SourceError | Failure

DIED: Final = "the process that read it died; it may be too large for the memory of a worker"


def build_pipeline(settings: Settings) -> Pipeline:
    """All stages over the language networks and the knowledge base that ``settings`` name.

    Raises ``ResourceError`` where one of them is missing or damaged.
    """
    from memcon.nlp import Language  # loads spaCy, which takes as long as reading a report

    language = Language.load(settings.pipeline, threads=settings.threads)
    knowledge = KnowledgeBase.open(settings.kb)
    made_by = (("memcon", __version__), *language.versions, ("knowledge", knowledge.version))
    tools = Tools(knowledge=knowledge, issues=load_issues(settings.issues))
    return Pipeline(language.read, STAGES, tools, made_by=made_by)


class Reader:
    """Reads any number of sources with one set of parts, built once, when first needed.

    ``build`` makes the pipeline, :func:`build_pipeline` if not given; reading raises what it does.
    """

    def __init__(
        self, settings: Settings, *, build: Callable[[Settings], Pipeline] | None = None
    ) -> None:
        self._settings = settings
        self._build = build or build_pipeline

    @property
    def made_by(self) -> Mapping[str, str]:
        """What reads: the parts and their versions, as records name them."""
        return self._pipeline.made_by

    @cached_property
    def _pipeline(self) -> Pipeline:
        """Built when there is something to read: what cannot be read is told at once."""
        return self._build(self._settings)

    def read(
        self, names: Sequence[str], *, published: str | None = None, stdin: BinaryIO | None = None
    ) -> Iterator[Result]:
        """One result per article of the sources, in order; what fails is a value, not a raise.

        Raises ``UsageError`` where ``published`` is no date.
        """
        options = ingest_options(self._settings, published=published)
        return self._results(sources(names, options=options, stdin=stdin))

    def read_new(
        self,
        names: Sequence[str],
        known: Callable[[Article], bool],
        *,
        published: str | None = None,
        stdin: BinaryIO | None = None,
    ) -> Iterator[Result | Article]:
        """As :meth:`read`, but articles that are ``known`` are given as they are, unread."""
        options = ingest_options(self._settings, published=published)
        return self._results(sources(names, options=options, stdin=stdin), known)

    def read_found(
        self, found: Iterable[Article | SourceError], known: Callable[[Article], bool]
    ) -> Iterator[Result | Article]:
        """As :meth:`read_new`, of articles that somebody has found already."""
        return self._results(found, known)

    def read_articles(self, articles: Iterable[Article | SourceError]) -> Iterator[Result]:
        """One result per article, in order; they are read in batches, errors are passed on."""
        return self._results(articles)

    def read_article(self, article: Article) -> Record:
        """The record of one article; raises ``StageError`` where a stage breaks on it."""
        result = next(iter(self._pipeline.read([article])))
        if isinstance(result, Failure):
            raise result.error
        return result

    @overload
    def _results(self, found: Iterable[Article | SourceError]) -> Iterator[Result]: ...

    @overload
    def _results(
        self, found: Iterable[Article | SourceError], known: Callable[[Article], bool]
    ) -> Iterator[Result | Article]: ...

    def _results(
        self,
        found: Iterable[Article | SourceError],
        known: Callable[[Article], bool] = lambda _: False,
    ) -> Iterator[Result | Article]:
        planned = (
            _Plan(tuple(batch), tuple(isinstance(one, Article) and not known(one) for one in batch))
            for batch in batches(found, words=self._settings.batch_words)
        )
        done = self._in_turn(planned) if self._settings.jobs == 1 else self._side_by_side(planned)
        for plan, read in done:
            for item, is_new in zip(plan.items, plan.new, strict=True):
                yield next(read) if is_new else item

    def _in_turn(self, planned: Iterable[_Plan]) -> Iterator[tuple[_Plan, Iterator[Result]]]:
        for plan in planned:
            articles = plan.articles
            yield plan, self._pipeline.read(articles) if articles else iter(())

    def _side_by_side(self, planned: Iterable[_Plan]) -> Iterator[tuple[_Plan, Iterator[Result]]]:
        """Batches read by processes of this machine, given in order."""
        from memcon.bulk import in_order, open_engine, run

        waiting: deque[_Plan] = deque()

        def tasks() -> Iterator[Sequence[Article]]:
            for plan in planned:
                waiting.append(plan)
                yield plan.articles

        alone = self._settings.model_copy(update={"jobs": 1, "threads": 1})
        with open_engine("local", workers=self._settings.jobs) as engine:
            read = run(tasks(), partial(_read_batch, settings=alone), engine, lost=_lost)
            for results in in_order(read):
                yield waiting.popleft(), iter(results)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A batch, and which of its items are to be read."""

    items: tuple[Article | SourceError, ...]
    new: tuple[bool, ...]

    @property
    def articles(self) -> list[Article]:
        listed = zip(self.items, self.new, strict=True)
        return [item for item, is_new in listed if is_new and isinstance(item, Article)]


def _read_batch(articles: Sequence[Article], *, settings: Settings) -> list[Result]:
    """What a process of its own does."""
    return list(reader_for(settings).read_articles(articles)) if articles else []


def _lost(article: Article) -> Failure:
    return Failure(StageError(article.source, article_id=article.id, stage="worker", reason=DIED))


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
        room -= item.text.count(" ") if isinstance(item, Article) else 1
        if room <= 0:
            yield batch
            batch, room = [], words
    if batch:
        yield batch


def ingest_options(settings: Settings, *, published: str | None) -> IngestOptions:
    """The options of ingest that the settings imply.

    ``published`` is an ISO date, perhaps shortened; raises ``UsageError`` where it is none.
    """
    if published is not None and not is_date(published):
        raise UsageError(f"published {published!r} is not a date; write it as 2025-10-21")
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
    """An article of plain text, taken as it is.

    Raises ``SourceError`` where there is nothing to read and as :func:`ingest_options` does.
    """
    return article_of_text(text, options=ingest_options(settings, published=published))
