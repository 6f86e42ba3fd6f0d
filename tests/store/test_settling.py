"""What is kept as resolved is the same whatever came first, and follows what changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.errors import StoreError
from memcon.record import Record
from memcon.resolve.dossier import Dossier, resolve
from memcon.resolve.rows import kept_row
from memcon.store import View, Writer
from tests.dossier import World
from tests.newsroom import Newsroom
from tests.settled import Rows, settled

FEW = World.of(states=5, people=8, words=400)


@cache
def _reports(count: int = 36) -> tuple[Record, ...]:
    """Reports of a few days on a few parties: stories, plans, reprints, people."""
    room = Newsroom(FEW, seed=3, a_day=6)
    return tuple(room.records(count))


def _filled(store: str, batches: Sequence[Sequence[Record]]) -> Rows:
    with Writer.open(store) as writer:
        for batch in batches:
            writer.add(batch)
    return settled(store)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """All that is kept where all reports came together."""
    return _filled(str(tmp_path_factory.mktemp("once") / "once.db"), [_reports()])


def _split(records: Sequence[Record], sizes: Sequence[int]) -> list[list[Record]]:
    batches: list[list[Record]] = []
    at = 0
    while at < len(records):
        size = sizes[len(batches) % len(sizes)]
        batches.append(list(records[at : at + size]))
        at += size
    return batches


@given(st.permutations(range(36)), st.lists(st.integers(1, 12), min_size=1, max_size=4))
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_any_split_keep_the_same(
    at_once: Rows, tmp_path: Path, order: Sequence[int], sizes: Sequence[int]
) -> None:
    """Adding little by little, in any order, keeps what adding all at once does, row by row."""
    path = tmp_path / f"{hash((tuple(order), tuple(sizes)))}.db"
    records = [_reports()[number] for number in order]
    assert _filled(str(path), _split(records, sizes)) == at_once


def test_what_is_kept_ready_may_be_less_than_what_is_needed(
    at_once: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store of more reports than memory holds is settled like any other."""
    monkeypatch.setattr("memcon.store.settling.tellings.KEPT", 2)
    monkeypatch.setattr("memcon.store.settling.reprinting.KEPT", 2)
    assert _filled(str(tmp_path / "small.db"), _split(_reports(), [5])) == at_once


def _rows(dossier: Dossier) -> list[dict[str, Any]]:
    return sorted(map(kept_row, dossier.happenings), key=lambda row: str(row["id"]))


def test_what_is_kept_is_what_resolving_gives(store: str) -> None:
    """Step by step the store has what resolving all reports from the beginning has."""
    records = list(_reports(24))
    for batch in _split(records, [7]):
        with Writer.open(store) as writer:
            writer.add(batch)
    dossier = resolve(records)
    with View.open(store) as view:
        kept, entries = view.happenings(), view.entries()
    assert sorted(kept, key=lambda row: str(row["id"])) == _rows(dossier)
    assert {one["entry"]["id"]: one["entry"]["change"] for one in entries} == {
        entry.id: entry.change for history in dossier.positions for entry in history.entries
    }
    assert any(len(one.tellings) > 2 for one in dossier.happenings)
    assert dossier.copies


def test_reading_anew_settles_anew(store: str, tmp_path: Path) -> None:
    """Where a newer stage reads other events, all that rested on the old ones is as if unseen."""
    first, *rest = _reports(12)
    newer = replace(
        first,
        events=first.events[:1],
        positions=(),
        made_by={**first.made_by, "stage:events": "2", "stage:positions": "2"},
    )
    kept = _filled(store, [[first, *rest], [newer]])
    assert kept == _filled(str(tmp_path / "new.db"), [[newer, *rest]])


def test_nothing_half_is_kept(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where settling fails, the report is not there either; added again, all is as it should be."""
    first, second = _reports()[:20], _reports()[20:]
    whole = _filled(store, [first])
    with monkeypatch.context() as broken, Writer.open(store) as writer:
        broken.setattr("memcon.store.settling.settle_positions", _fail)
        with pytest.raises(StoreError):
            writer.add(second)
        broken.undo()
        assert settled(store) == whole
        writer.add(second)
    with View.open(store) as view:
        assert view.unsettled() == 0
        assert len(list(view.records())) == len(_reports())


def _fail(*_: object, **__: object) -> None:
    raise StoreError("the disk is full")


def test_shuffled_reports_of_many_days(new_store: Callable[[], str]) -> None:
    """On each engine a store that was filled backwards, one by one, equals one filled at once."""
    records = list(_reports(18))
    one = _filled(new_store(), [records])
    other = _filled(new_store(), [[record] for record in Random(5).sample(records, 18)])  # noqa: S311
    assert one == other
