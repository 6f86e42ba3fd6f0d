"""Records come back from their JSON as they were."""

from __future__ import annotations

import json

import pytest

from memcon.record.codec import to_dict, to_json
from memcon.record.decode import LateRecord, from_dict
from tests import dossier
from tests.record.test_codec import _full as full_record


@pytest.mark.parametrize("number", range(3))
def test_records_come_back(number: int) -> None:
    """A record with statements, events and positions is the same after a turn through JSON."""
    (record,) = dossier.records(1, start=number)
    assert from_dict(json.loads(to_json(record))) == record


def test_every_field_comes_back() -> None:
    """A record with one of everything keeps every value."""
    record = full_record()
    assert from_dict(to_dict(record)) == record
    assert to_dict(from_dict(to_dict(record))) == to_dict(record)


def test_a_late_record_decodes_what_is_asked_for() -> None:
    """It asks for the values of a field once, when that is looked at, and is the same whole."""
    record = full_record()
    values = to_dict(record)
    asked: list[str] = []

    def load(name: str) -> object:
        asked.append(name)
        return values[name]

    late = LateRecord(record.article, load)
    assert asked == []
    assert late.entity(record.entities[0].id) == record.entities[0]
    assert late.mentions == late.mentions == record.mentions
    assert asked == ["entities", "mentions"]
    assert late.whole() == record
    with pytest.raises(AttributeError):
        late.nothing  # noqa: B018  # that there is no such field


def test_what_is_no_record_is_refused() -> None:
    """A missing part is an error, never a guess."""
    with pytest.raises(KeyError):
        from_dict({"article": {}})
