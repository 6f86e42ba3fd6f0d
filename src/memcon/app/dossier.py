"""The dossier: reports added to a store, and the store asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Final, Self, TypedDict, Unpack

from memcon.app import answers
from memcon.app.answers import Answer, Day, apart
from memcon.app.reading import Reader
from memcon.app.resolving import MOST, Resolver
from memcon.errors import MemconError, SourceError, UsageError
from memcon.pipeline import Failure
from memcon.record import Article, Entity, Record
from memcon.record.correction import Correction
from memcon.store import Filter, Outcome, View, Writer, utc_now
from memcon.text.calendar import to_date

Row = dict[str, Any]
FEW: Final = 10
"""How many events the answer to ``entity`` shows."""


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

    def __init__(self, view: View, *, most: int = MOST) -> None:
        """``most`` is how many reports are compared at once; of more each stands as it is."""
        self._view = view
        self._resolver = Resolver(view, most=most)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._view.close()

    def timeline(self, **asked: Unpack[Asked]) -> Answer:
        """What was said, wanted and done, in order of its dates; each happening is one line."""
        wanted = Filter(**asked)
        found = self._resolver.resolve(wanted, ("event",))
        if found is None:
            return apart(self._view.timeline(wanted), most=self._resolver.most)
        lines = self._view.timeline(wanted, kinds=("statement", "position"))
        lines += answers.line_rows(found)
        lines.sort(key=lambda row: (row["date"] or "", row["id"]))
        return Answer(lines[-wanted.limit :] if wanted.limit else lines)

    def statements(self, **asked: Unpack[Asked]) -> list[Row]:
        """Who said what, in order of date."""
        return self._view.statements(Filter(**asked))

    def events(self, **asked: Unpack[Asked]) -> Answer:
        """What happened, each happening with its reports and the history of its status.

        A happening is shown whole where one of its reports fits.
        """
        wanted = Filter(**asked)
        found = self._resolver.resolve(wanted, ("event",))
        if found is None:
            return apart(self._view.events(wanted), most=self._resolver.most)
        return Answer(answers.event_rows(found, wanted))

    def positions(self, **asked: Unpack[Asked]) -> Answer:
        """What each party wants on each issue, and how that changed from one day to the next."""
        wanted = Filter(**asked)
        of_all = replace(wanted, issue=None)  # a report may show one matter under another issue
        found = self._resolver.resolve(of_all, ("position",))
        if found is None and wanted.issue is not None:
            found = self._resolver.resolve(wanted, ("position",))
        if found is None:
            return apart(self._view.positions(wanted), most=self._resolver.most)
        return Answer(answers.position_rows(found, wanted))

    def attention(self, *, today: str | None = None, **asked: Unpack[Asked]) -> Answer:
        """What deserves attention: changed positions, what is overdue, contradictions, copies.

        Overdue is what was so on ``today``, an ISO date, by default the day of the newest report.
        """
        wanted, as_of = Filter(**asked), self._day(today)
        found = self._resolver.resolve(wanted, ("event", "position"))
        if found is None:
            return apart((), most=self._resolver.most)
        return Answer(answers.attention_rows(found, wanted, as_of), note=as_of.note)

    def search(self, words: str, **asked: Unpack[Asked]) -> list[Row]:
        """Reports and facts that have all the words, best first."""
        return self._view.search(words, Filter(**asked))

    def entity(self, name: str) -> Row:
        """Who or what goes by a name, and what the store knows of it."""
        row = self._view.entity(name)
        events = self.events(who=row["id"], limit=FEW)
        return {**row, "positions": self.positions(who=row["id"]), "events": events}

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

    def _day(self, given: str | None) -> Day:
        if given is not None:
            day = to_date(given)
            if day is None:
                raise UsageError(f"{given!r} is not a day; write it as 2025-10-21")
            return Day(day, is_given=True)
        newest = self._view.reports(Filter(limit=1))
        return Day(to_date(newest[0]["published"] or "") if newest else None, is_given=False)


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
