"""The writer keeps records whole, once, and in force with corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random

import pytest

from memcon.record import Record
from memcon.record.codec import to_json
from memcon.store import Filter, Outcome, View, Writer
from tests import dossier


def _add(store: str, records: Sequence[Record]) -> list[Outcome]:
    with Writer.open(store) as writer:
        return [outcome for record in records for outcome in writer.add([record])]


def _kept(store: str) -> list[str]:
    with View.open(store) as view:
        return [to_json(record) for record in view.records()]


def _shown(store: str) -> object:
    with View.open(store) as view:
        return view.timeline(), view.statements(), view.happenings(), view.entries(), view.counts()


def test_records_come_back_as_they_were(store: str) -> None:
    """What is kept is the record itself, to the last byte."""
    records = list(dossier.records(5))
    assert _add(store, records) == ["added"] * 5
    assert _kept(store) == sorted(map(to_json, records), key=_id_of)


def _id_of(line: str) -> str:
    return line.split('"id":"')[1]


def test_adding_twice_changes_nothing(store: str) -> None:
    """The same record again is the same."""
    records = list(dossier.records(3))
    _add(store, records)
    before = _kept(store), _shown(store)
    assert _add(store, records) == ["same"] * 3
    assert (_kept(store), _shown(store)) == before


def test_order_does_not_count(new_store: Callable[[], str]) -> None:
    """Any order of the same records gives the same answers."""
    records = list(dossier.records(12))
    one, other = new_store(), new_store()
    _add(one, records)
    _add(other, Random(3).sample(records, len(records)))  # noqa: S311
    assert (_kept(one), _shown(one)) == (_kept(other), _shown(other))


def _newer(records: Iterable[Record], stage: str, version: int) -> list[Record]:
    made_by = {**dossier.MADE_BY, f"stage:{stage}": str(version)}
    return [replace(record, made_by=made_by) for record in records]


def test_a_newer_stage_replaces_its_facts(store: str) -> None:
    """Events of a newer stage take the place of the older ones; the rest stays."""
    (record,) = dossier.records(1)
    (newer,) = _newer([replace(record, events=record.events[:2])], "events", 2)
    assert _add(store, [record, newer, newer]) == ["added", "changed", "same"]
    with View.open(store) as view:
        assert len(view.happenings()) == 2
        assert len(view.statements()) == len(record.statements)
        shown = view.record(record.article.id)
    assert shown is not None
    assert shown == newer


def test_an_older_stage_replaces_nothing(store: str) -> None:
    """What an older memcon reads does not push out what a newer one read."""
    (record,) = dossier.records(1)
    newer = replace(record, made_by=dict.fromkeys(record.made_by, "5"))
    older = replace(record, events=(), statements=(), positions=())
    assert _add(store, [newer, older]) == ["added", "same"]
    with View.open(store) as view:
        assert len(view.happenings()) == len(record.events)
        assert view.entity(record.entities[0].name)["mentions"] > 0


def test_a_report_that_is_kept_need_not_be_read(store: str) -> None:
    """The writer knows an article that the same parts have read, wherever it is found."""
    (record,) = dossier.records(1)
    moved = replace(record.article, source="elsewhere.txt")
    with Writer.open(store) as writer:
        assert not writer.holds(record.article, made_by=record.made_by)
        writer.add([record])
        assert writer.holds(moved, made_by=record.made_by)
        assert not writer.holds(moved, made_by={**record.made_by, "stage:times": "2"})
        dated = replace(record.article, published="2020-01-01")
        assert not writer.holds(dated, made_by=record.made_by)


def test_one_transaction_is_all_or_nothing(store: str) -> None:
    """Where one record of several cannot be kept, none of them is."""
    good, bad = dossier.records(2)
    broken = replace(bad, made_by={**bad.made_by, "stage:events": "none"})
    with Writer.open(store) as writer, pytest.raises(ValueError, match="none"):
        writer.add([good, broken])
    assert _kept(store) == []


def test_names_lead_to_entities(store: str) -> None:
    """A name in any case, or an id, finds what it stands for; statements of its people count."""
    records = list(dossier.records(8))
    _add(store, records)
    person = records[0].entity(records[0].statements[0].speaker)
    assert person is not None
    assert person.office is not None
    with View.open(store) as view:
        by_name = view.statements(Filter(who=person.name.upper()))
        assert by_name == view.statements(Filter(who=person.id))
        assert {row["source"]["entity"] for row in by_name} == {person.id}
        of_state = view.statements(Filter(who=person.office.of))
        assert [row for row in by_name if row not in of_state] == []
