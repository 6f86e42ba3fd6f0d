"""Output: what is written is whole, is found again, and reads back in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memcon.bulk import Form, Outcome, open_output
from memcon.bulk.output import is_bulk_output, read_output
from memcon.errors import SourceError

ARTICLE = {
    "id": "a1",
    "source": "x",
    "url": None,
    "title": "Line\u2028break",
    "site": None,
    "published": "2026-03",
    "language": "en",
}


def _outcome(number: int) -> Outcome:
    record = {"article": {**ARTICLE, "id": f"a{number}"}}
    return Outcome(json.dumps(record, ensure_ascii=False), failed=False)


FAILED = Outcome('{"source": "y", "stage": "ingest", "reason": "is empty"}', failed=True)


@pytest.mark.parametrize("form", list(Form))
def test_records_read_back_in_the_order_of_the_manifest(form: Form, tmp_path: Path) -> None:
    """Whatever the order in which shards were written."""
    output = open_output(str(tmp_path), form)
    second = output.write("k2", [_outcome(2)])
    first = output.write("k1", [_outcome(0), FAILED, _outcome(1)])
    output.finish([first, second], {"memcon": "1"})
    assert [one["article"]["id"] for one in read_output(str(tmp_path))] == ["a0", "a1", "a2"]
    assert json.loads((tmp_path / "failures.jsonl").read_text()) == json.loads(FAILED.line)


def test_a_shard_without_its_note_is_not_there(tmp_path: Path) -> None:
    """The note is written last: records alone may be half a shard."""
    output = open_output(str(tmp_path), Form.JSONL)
    note = output.write("k1", [_outcome(0)])
    assert output.note("k1") == note
    (tmp_path / "shards" / "k1.json").unlink()
    assert output.note("k1") is None


def test_a_shard_of_another_form_is_made_anew(tmp_path: Path) -> None:
    """A run that asks for Parquet does not take JSON lines for done."""
    open_output(str(tmp_path), Form.JSONL).write("k1", [_outcome(0)])
    assert open_output(str(tmp_path), Form.PARQUET).note("k1") is None


def test_equal_shards_have_equal_bytes(tmp_path: Path) -> None:
    """No clock and no path is in them."""
    for name in ("one", "two"):
        open_output(str(tmp_path / name), Form.JSONL).write("k1", [_outcome(0), FAILED])
    one, two = (tmp_path / name / "shards" / "k1.jsonl.gz" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_output_in_object_storage() -> None:
    """The same files, put by address."""
    pytest.importorskip("fsspec")
    output = open_output("memory://out", Form.JSONL)
    output.finish([output.write("k1", [_outcome(0)])], {})
    assert [one["article"]["id"] for one in read_output("memory://out")] == ["a0"]
    assert output.note("k2") is None


def test_what_is_not_whole_is_told(tmp_path: Path) -> None:
    """A missing file and a missing manifest are errors with what to do."""
    output = open_output(str(tmp_path), Form.JSONL)
    assert not is_bulk_output(str(tmp_path))
    output.finish([output.write("k1", [_outcome(0)])], {})
    assert is_bulk_output(str(tmp_path))
    (tmp_path / "shards" / "k1.jsonl.gz").unlink()
    with pytest.raises(SourceError, match="run memcon bulk again"):
        list(read_output(str(tmp_path)))
    with pytest.raises(SourceError, match="no whole output"):
        list(read_output(str(tmp_path / "elsewhere")))
