"""Bulk runs with the real pipeline: the records of reading, resumed, and taken into a store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.app import reader_for
from memcon.app.bulk import Plan, Progress, run_bulk
from memcon.app.dossier import Kept, add_sources
from memcon.app.merging import add_output
from memcon.bulk.output import read_output
from memcon.config import Settings, load_settings
from memcon.errors import UsageError
from memcon.record import Record
from memcon.record.codec import to_dict
from memcon.store import View, Writer
from tests.export.whole import exported

EXAMPLES = Path(__file__).parents[2] / "examples/tigray-2022"
TEXTS = (
    "Oslo, 3 March 2026. Kenya said on Tuesday that it would host a second round of talks.",
    "The foreign minister of Egypt met his Sudanese counterpart in Cairo on Monday.",
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    """Those of the tests' surroundings."""
    return load_settings()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports and a line that is none."""
    path = tmp_path_factory.mktemp("corpus") / "in.jsonl"
    rows = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(TEXTS)]
    path.write_text("\n".join([rows[0], "broken", rows[1]]) + "\n")
    return path


@pytest.fixture(scope="module")
def out(settings: Settings, corpus: Path) -> Path:
    """What one run over the corpus has written."""
    folder = corpus.parent / "out"
    last = _last(settings, Plan((str(corpus),), str(folder)))
    assert (last.reports, last.failed, last.before) == (3, 1, 0)
    return folder


def _last(settings: Settings, plan: Plan) -> Progress:
    return list(run_bulk(settings, plan))[-1]


def _read(settings: Settings, corpus: Path) -> list[Record]:
    read = reader_for(settings).read([str(corpus)])
    return [one for one in read if isinstance(one, Record)]


def test_the_records_are_those_of_reading(settings: Settings, corpus: Path, out: Path) -> None:
    """Same facts, same ids, same order; what failed is a row with its reason."""
    records = [to_dict(record) for record in _read(settings, corpus)]
    assert [dict(values) for values in read_output(str(out))] == records
    (failure,) = map(json.loads, (out / "failures.jsonl").read_text().splitlines())
    assert failure["source"] == f"{corpus}:2"


def test_a_second_run_reads_nothing(settings: Settings, corpus: Path, out: Path) -> None:
    """Shards are known by what they hold, so the pipeline is not asked again."""
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    last = _last(settings, Plan((str(corpus),), str(out)))
    assert (last.reports, last.failed, last.before) == (3, 1, 3)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_store_filled_from_it_equals_one_filled_by_reading(
    settings: Settings, corpus: Path, out: Path, tmp_path: Path
) -> None:
    """The merger keeps what `memcon add` would have kept."""
    ways = {"bulk": str(tmp_path / "bulk.db"), "read": str(tmp_path / "read.db")}
    with Writer.open(ways["bulk"]) as writer:
        kept = list(add_output(writer, str(out)))
    with Writer.open(ways["read"]) as writer:
        list(add_sources(reader_for(settings), writer, [str(corpus)]))
    assert len(kept) == len(TEXTS)
    one, other = ([to_dict(record) for record in View.open(way).records()] for way in ways.values())
    assert one == other


def test_every_way_into_a_store_gives_the_same_data_sets(
    settings: Settings, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    """Shards merged into SQLite and into PostgreSQL, and the same files added: equal bytes."""
    shards = str(tmp_path / "shards")
    _last(settings, Plan((str(EXAMPLES),), shards))
    merged, ways = (str(tmp_path / "merged.db"), new_database()), {}
    for store in merged:
        with Writer.open(store) as writer:
            assert all(isinstance(one, Kept) for one in add_output(writer, shards))
        ways[store] = exported(store)
    with Writer.open(str(tmp_path / "added.db")) as writer:
        list(add_sources(reader_for(settings), writer, [str(EXAMPLES)]))
    expected = exported(str(tmp_path / "added.db"))
    assert expected["csv/events.csv"].count(b"\n") > 2
    assert [ways[store] for store in merged] == [expected, expected]


def test_an_output_that_is_not_whole_is_a_result(tmp_path: Path) -> None:
    """It is told of like any source that cannot be read."""
    with Writer.open(str(tmp_path / "x.db")) as writer:
        (error,) = add_output(writer, str(tmp_path))
    assert "no whole output" in str(error)


def test_nothing_to_read_is_an_error(settings: Settings, tmp_path: Path) -> None:
    """Before anything is loaded or written."""
    with pytest.raises(UsageError, match="nothing to read"):
        list(run_bulk(settings, Plan((), str(tmp_path / "out"))))
    assert not (tmp_path / "out").exists()
