"""The dossier: reports added to a store, and the store asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final, Self, Unpack

from memcon.app import answers
from memcon.app.answers import Answer, Day, Passing
from memcon.app.asked import Asked as Asked  # named here as well, beside what takes it
from memcon.app.exporting import material_of, write_export
from memcon.app.reading import Reader, Result
from memcon.errors import MemconError, SourceError, UsageError
from memcon.pipeline import Failure
from memcon.record import Article, Entity, Record
from memcon.record.correction import Correction
from memcon.store import Filter, Outcome, View, Writer, utc_now
from memcon.store import KeptSearch as KeptSearch
from memcon.store import Standing as Standing  # named here as well, beside what gives it
from memcon.text.calendar import to_date

Row = dict[str, Any]
Known = Callable[[Article], bool]
"""Whether an article is kept as the same parts read it."""
FEW: Final = 10
"""How many statements and events the answer to ``entity`` shows."""

MANY: Final = 100
"""How many entries of positions, the latest."""


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

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._view.close()

    def revision(self) -> str:
        """Words that stay the same as long as nothing in the store changes."""
        return self._view.revision()

    def timeline(self, **asked: Unpack[Asked]) -> Answer:
        """What was said, wanted and done, in order of its dates; each happening is one line."""
        wanted = Filter(**asked)
        lines = self._view.timeline(wanted, kinds=("statement", "position"))
        lines += answers.line_rows(self._view, wanted)
        lines.sort(key=lambda row: (row["date"] or "", row["id"]))
        shown = lines[-wanted.limit :] if wanted.limit else lines
        return self._settled(sorted(shown, key=lambda row: row["date"] is None))  # undated last

    def statements(self, **asked: Unpack[Asked]) -> list[Row]:
        """Who said what, in order of date."""
        return self._view.statements(Filter(**asked))

    def events(self, **asked: Unpack[Asked]) -> Answer:
        """What happened, each happening with its reports and the history of its status.

        A happening is shown whole where one of its reports fits.
        """
        return self._settled(answers.event_rows(self._view, Filter(**asked)))

    def happening(self, event: str) -> Row | None:
        """The happening that an event of a report tells of; ``None`` where none is kept."""
        return answers.event_row(self._view, event)

    def lately(self, *, most: int, **asked: Unpack[Asked]) -> tuple[list[Row], list[Row]]:
        """Of :meth:`events` the latest whose status changed, and the meetings that are ahead.

        Of the former up to ``most``; both are in order of date.
        """
        return answers.late_rows(self._view, Filter(**asked), most=most)

    def placed(self, **asked: Unpack[Asked]) -> Answer:
        """The same as :meth:`events`, each with the entity that is its ``place``, if any."""
        return self._settled(answers.placed_rows(self._view, Filter(**asked)))

    def positions(self, **asked: Unpack[Asked]) -> Answer:
        """What each party wants on each issue, and how that changed from one day to the next."""
        return self._settled(answers.position_rows(self._view, Filter(**asked)))

    def changes(self, **asked: Unpack[Asked]) -> Answer:
        """Positions that changed, each with the one before it, as :meth:`positions` has them."""
        entries = self._view.changes(Filter(**asked))
        return self._settled(answers.history_rows(self._view, entries))

    def standing(self, **asked: Unpack[Asked]) -> list[Standing]:
        """What each party wants now on each issue; :meth:`held` has the words."""
        found = self._view.standing(Filter(**asked))
        names = self._view.names({one.holder for one in found})
        return [replace(one, name=names.get(one.holder, one.name)) for one in found]

    def position_days(self, **asked: Unpack[Asked]) -> list[str]:
        """The days on which something was wanted, in order."""
        return self._view.position_days(Filter(**asked))

    def held(self, found: Iterable[Standing]) -> dict[tuple[str, str], Row]:
        """The last position of each, as :meth:`positions` has it, by holder and issue."""
        rows = answers.history_rows(self._view, self._view.held([one.latest for one in found]))
        return {(row["holder"], row["issue"]): row["entries"][-1] for row in rows}

    def attention(
        self, *, today: str | None = None, kind: str | None = None, **asked: Unpack[Asked]
    ) -> Answer:
        """What deserves attention: changed positions, what is overdue, contradictions, copies.

        Overdue is what was so on ``today``, an ISO date, by default the day of the newest report.
        ``kind`` leaves notices of one kind.
        """
        wanted, as_of = Filter(**asked), self._day(today)
        rows = answers.attention_rows(self._view, wanted, as_of, kind=kind)
        return self._settled(rows, note=as_of.note)

    def search(self, words: str, *, facts_only: bool = False, **asked: Unpack[Asked]) -> list[Row]:
        """Reports and facts that have all the words, best first; perhaps the facts among them."""
        return self._view.search(words, Filter(**asked), facts_only=facts_only)

    def searches(self) -> list[KeptSearch]:
        """The searches that are kept under a name, by name."""
        return self._view.searches()

    def entity(self, name: str) -> Row:
        """Who or what goes by a name, and what the store knows of it."""
        row = self.spoken_of(name)
        return {
            **row,
            "statements": self.statements(who=row["id"], limit=FEW),
            "positions": self.positions(who=row["id"], limit=MANY),
            "events": self.events(who=row["id"], limit=FEW),
        }

    def spoken_of(self, name: str) -> Row:
        """Of :meth:`entity` who or what it is, and how many reports speak of it how often."""
        return self._view.entity(name)

    def reports(self, **asked: Unpack[Asked]) -> list[Row]:
        """The reports that are kept, newest first."""
        return self._view.reports(Filter(**asked))

    def newest(self, **asked: Unpack[Asked]) -> list[str]:
        """The ids of the reports that :meth:`reports` gives."""
        return self._view.newest(Filter(**asked))

    def latest_day(self) -> str | None:
        """The day of the newest report, as it is told there; ``None`` where none has one."""
        return self._view.latest_day()

    def entities(self, *, kind: str | None = None, limit: int = 100) -> list[Row]:
        """Whom and what most reports speak of, perhaps of one kind only."""
        return self._view.entities(kind=kind, limit=limit)

    def known(self, name: str) -> list[Entity]:
        """The entities that a name or id means in the store, likeliest first."""
        return self._view.known(name)

    def profiles(self, ids: Collection[str]) -> dict[str, Entity]:
        """Entities by their ids, those that the store knows."""
        return self._view.profiles(ids)

    def acting(self, facts: Collection[str]) -> Counter[str]:
        """In how many of some facts each entity takes part, by ids."""
        return self._view.acting(facts)

    def acted(self, entity: str, facts: Collection[str]) -> frozenset[str]:
        """The ids of those of some facts in which an entity takes part."""
        return self._view.acted(entity, facts)

    def record(self, article_id: str) -> Record | None:
        """The record of one article with corrections in force; ``None`` where there is none."""
        return self._view.record(article_id)

    def article_of(self, fact_id: str) -> str | None:
        """The id of the article that a fact stands in; ``None`` where there is no such fact."""
        return self._view.article_of(fact_id)

    def articles_of(self, fact_ids: Collection[str]) -> dict[str, str]:
        """The ids of the articles that facts stand in, by the facts, the newest article first."""
        return self._view.articles_of(fact_ids)

    def records(self, articles: Collection[str] | None = None) -> Iterator[Record]:
        """The records of some articles or of all, by id, with corrections in force."""
        return self._view.records(articles)

    def late_records(self, articles: Collection[str]) -> list[Record]:
        """The same of some articles, of which only that is decoded which is asked for."""
        return self._view.late_records(articles)

    def fitting(self, **asked: Unpack[Asked]) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the facts that fit, and of the reports that hold one or fit themselves."""
        return self._view.fitting(Filter(**asked))

    def pass_events(self) -> Passing:
        """All that :meth:`events` would give, one by one and in no order."""
        return answers.pass_events(self._view)

    def pass_positions(self) -> Passing:
        """All that :meth:`positions` would give, one by one and in no order."""
        return answers.pass_histories(self._view)

    def export(
        self, form: str, out: str | Path, *, force: bool = False, **asked: Unpack[Asked]
    ) -> list[Path]:
        """Write a data set, see :data:`memcon.export.FORMATS`; gives the files that were written.

        ``out`` is a file, for ``csv``, ``parquet`` and ``graphml`` a folder; raises ``UsageError``
        where it is there already, unless ``force`` is given.
        """
        return write_export(form, material_of(self, asked), Path(out), force=force)

    def corrections(self, *, about: str | None = None) -> list[Correction]:
        """All corrections in the order in which they were made.

        With ``about`` what bears on the article or entity of this id, and maybe more.
        """
        return self._view.corrections(about=about)

    def _settled(self, rows: Iterable[Row], *, note: str | None = None) -> Answer:
        return answers.settled(self._view, rows, note=note)

    def _day(self, given: str | None) -> Day:
        if given is not None:
            day = to_date(given)
            if day is None:
                raise UsageError(f"{given!r} is not a day; write it as 2025-10-21")
            return Day(day, is_given=True)
        return Day(to_date(self._view.latest_day() or ""), is_given=False)


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

    def read(known: Known) -> Iterator[Result | Article]:
        return reader.read_new(names, known, published=published, stdin=stdin)

    return _add(reader, writer, read)


def add_articles(
    reader: Reader, writer: Writer, found: Iterable[Article | SourceError]
) -> Iterator[Kept | MemconError]:
    """Read articles that somebody has found and keep their records, as :func:`add_sources` does."""
    return _add(reader, writer, lambda known: reader.read_found(found, known))


def _add(
    reader: Reader, writer: Writer, read: Callable[[Known], Iterator[Result | Article]]
) -> Iterator[Kept | MemconError]:
    started, counts, is_built = utc_now(), Counter[str](), False

    def known(article: Article) -> bool:
        nonlocal is_built
        is_built = True
        return writer.holds(article, made_by=reader.made_by)

    for result in read(known):
        kept = _keep(writer, result)
        counts[kept.outcome if isinstance(kept, Kept) else "failed"] += 1
        yield kept
    made_by = reader.made_by if is_built else None
    writer.settle()
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
