"""The dossier: reports added to a store, and the store asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Self, TypedDict, Unpack

from memcon.app.reading import Reader
from memcon.errors import MemconError, SourceError
from memcon.pipeline import Failure
from memcon.record import Article, Entity, Record
from memcon.record.correction import Correction
from memcon.store import Filter, Outcome, View, Writer, utc_now

Row = dict[str, Any]


class Asked(TypedDict, total=False):
    """The filters of a question, as keywords; see :class:`memcon.store.Filter`."""

    who: str | None
    issue: str | None
    type: str | None
    place: str | None
    since: str | None
    until: str | None
    source: str | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """One report that is in the store now: ``outcome`` says whether it is new there."""

    source: str
    article: str
    outcome: Outcome


class Dossier:
    """Answers from a store as the rows of the contract; read-only, closed by ``with``.

    Filters are keywords of every question: ``who``, ``issue``, ``type``, ``place``, ``since``,
    ``until``, ``source``, ``limit``. Asking raises ``UsageError`` for names that the store does
    not know and ``StoreError`` where it cannot be read.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._view.close()

    def timeline(self, **asked: Unpack[Asked]) -> list[Row]:
        """What was said, wanted and done, in order of its dates."""
        return self._view.timeline(Filter(**asked))

    def statements(self, **asked: Unpack[Asked]) -> list[Row]:
        """Who said what, in order of date."""
        return self._view.statements(Filter(**asked))

    def events(self, **asked: Unpack[Asked]) -> list[Row]:
        """What happened, each happening with its reports and the history of its status."""
        return self._view.events(Filter(**asked))

    def positions(self, **asked: Unpack[Asked]) -> list[Row]:
        """What each party wants on each issue, and how that changed."""
        return self._view.positions(Filter(**asked))

    def search(self, words: str, **asked: Unpack[Asked]) -> list[Row]:
        """Reports and facts that have all the words, best first."""
        return self._view.search(words, Filter(**asked))

    def entity(self, name: str) -> Row:
        """Who or what goes by a name, and what the store knows of it."""
        return self._view.entity(name)

    def reports(self, **asked: Unpack[Asked]) -> list[Row]:
        """The reports that are kept, newest first."""
        return self._view.reports(Filter(**asked))

    def entities(self, *, kind: str | None = None, limit: int = 100) -> list[Row]:
        """Whom and what most reports speak of, perhaps of one kind only."""
        return self._view.entities(kind=kind, limit=limit)

    def known(self, name: str) -> list[Entity]:
        """The entities that a name or id means in the store, likeliest first."""
        return self._view.known(name)

    def record(self, article_id: str) -> Record | None:
        """The record of one article with corrections in force; ``None`` where there is none."""
        return self._view.record(article_id)

    def article_of(self, fact_id: str) -> str | None:
        """The id of the article that a fact stands in; ``None`` where there is no such fact."""
        return self._view.article_of(fact_id)

    def records(self) -> Iterator[Record]:
        """All records, by article id, with corrections in force."""
        return self._view.records()

    def corrections(self) -> list[Correction]:
        """All corrections in the order in which they were made."""
        return self._view.corrections()


def open_dossier(store: str) -> Dossier:
    """The dossier in a store; raises ``StoreError`` where there is none."""
    return Dossier(View.open(store))


def add_sources(
    reader: Reader,
    writer: Writer,
    names: Sequence[str],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Kept | MemconError]:
    """Read sources and keep their records; one result for each report, given once it is safe.

    Reports that are kept as the same parts read them are not read again. What cannot be read is
    a value, not a raise; raises ``StoreError`` where the store cannot be written.
    """
    started, counts, is_built = utc_now(), Counter[str](), False

    def known(article: Article) -> bool:
        nonlocal is_built
        is_built = True
        return writer.holds(article, made_by=reader.made_by)

    for result in reader.read_new(names, known, published=published, stdin=stdin):
        kept = _keep(writer, result)
        counts[kept.outcome if isinstance(kept, Kept) else "failed"] += 1
        yield kept
    made_by = reader.made_by if is_built else None
    writer.note_run(made_by=made_by, started=started, counts=counts)


def _keep(writer: Writer, result: Record | Article | SourceError | Failure) -> Kept | MemconError:
    if isinstance(result, SourceError):
        return result
    if isinstance(result, Failure):
        return result.error
    if isinstance(result, Article):
        return Kept(result.source, result.id, "same")
    try:
        (outcome,) = writer.add([result])
    except SourceError as error:
        return error
    return Kept(result.article.source, result.article.id, outcome)
