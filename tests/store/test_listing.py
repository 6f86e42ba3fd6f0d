"""Lists of what is in a store: reports newest first, and whom most of them speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from memcon.record import Record
from memcon.store import Filter, View, Writer
from tests import dossier


def _fill(store: str, records: Sequence[Record]) -> None:
    with Writer.open(store) as writer:
        list(writer.add(records))


def test_reports_are_listed_newest_first(store: str) -> None:
    """Each report has its title, its day and how many facts it holds."""
    records = list(dossier.records(8))
    _fill(store, records)
    with View.open(store) as view:
        rows = view.reports()
        few = view.reports(Filter(limit=3))
    by_id = {record.article.id: record for record in records}
    assert [row["published"] for row in rows] == sorted(
        (record.article.published for record in records), reverse=True
    )
    assert few == rows[:3]
    for row in rows:
        record = by_id[row["id"]]
        assert row["title"] == record.article.title
        counts = len(record.statements), len(record.events), len(record.positions)
        assert (row["statements"], row["events"], row["positions"]) == counts


def test_a_report_without_a_title_is_called_by_its_beginning(store: str) -> None:
    """Every report has something to be called by."""
    (record,) = dossier.records(1)
    _fill(store, [replace(record, article=replace(record.article, title=None))])
    with View.open(store) as view:
        (row,) = view.reports()
    assert row["title"]
    assert " ".join(record.article.text.split()).startswith(row["title"][:60])


def test_reports_that_speak_of_somebody(store: str) -> None:
    """A name leaves in the reports that mention it, a period those of its days."""
    records = list(dossier.records(8))
    _fill(store, records)
    speaker = records[0].statements[0].speaker
    assert speaker is not None
    spoken = {
        record.article.id
        for record in records
        if any(linked.link.entity == speaker for linked in record.mentions)
    }
    day = sorted(record.article.published or "" for record in records)[4]
    with View.open(store) as view:
        assert {row["id"] for row in view.reports(Filter(who=speaker))} == spoken
        later = view.reports(Filter(since=day))
    assert len(later) == 4
    assert all(row["published"] >= day for row in later)


def test_a_month_is_listed_before_its_days(store: str) -> None:
    """Of reports on somebody the newest come first, a date without a day before those of it."""
    dates = ["2025-10", "2025-10-02", "2025-10-30", "2025", "2025-11-01"]
    found = [record for record in dossier.records(40) if record.statements][: len(dates)]
    told = [
        replace(one, article=replace(one.article, published=day))
        for one, day in zip(found, dates, strict=True)
    ]
    _fill(store, told)
    counted = Counter(one.id for record in told for one in record.entities)
    (who, count), *_ = counted.most_common(1)
    with View.open(store) as view:
        rows = [row["published"] for row in view.reports(Filter(who=who))]
    assert len(rows) == count > 2
    assert rows == sorted(rows, reverse=True)


def test_entities_by_the_reports_that_speak_of_them(store: str) -> None:
    """The list begins with those in most reports, and may be of one kind."""
    records = list(dossier.records(8))
    _fill(store, records)
    counted = Counter(one.id for record in records for one in record.entities)
    with View.open(store) as view:
        rows = view.entities(limit=5)
        cities = view.entities(kind="city")
    assert [row["reports"] for row in rows] == [count for _, count in counted.most_common(5)]
    assert {row["kind"] for row in cities} == {"city"}
