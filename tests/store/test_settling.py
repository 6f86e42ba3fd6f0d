"""What is kept as resolved is the same whatever came first, and follows what changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.errors import StoreError
from memcon.record import Record
from memcon.resolve.dossier import Dossier, resolve
from memcon.resolve.rows import kept_row
from memcon.store import View, Writer
from tests import factories as make
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
    batches, at = [], 0
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


def _rows(dossier: Dossier) -> list[object]:
    return sorted((kept_row(one) for one in dossier.happenings), key=lambda row: str(row["id"]))


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


def _revised(record: Record, words: str, published: str | None = None) -> Record:
    """The same report at the same address with a sentence more, and all that was read in it."""
    article = replace(
        record.article,
        id=f"{record.article.id}-{len(words)}",
        text=f"{record.article.text}\n\n{words}",
        published=published or record.article.published,
    )
    moved = [
        replace(event, id=f"{event.id}-{len(words)}", evidence=make.passage(article, quote))
        for event in record.events
        for quote in [event.evidence.quote]
    ]
    said = [
        replace(
            one,
            id=f"{one.id}-{len(words)}",
            source=make.passage(article, one.source.quote),
            cue=make.passage(article, one.cue.quote),
            content=make.passage(article, one.content.quote),
        )
        for one in record.statements
    ]
    return replace(
        record, article=article, events=tuple(moved), statements=tuple(said), positions=()
    )


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_later_text_takes_the_place_of_the_earlier(
    new_store: Callable[[], str], is_turned: bool
) -> None:
    """Of two texts of one address the later one answers alone; the other is kept beside it."""
    store = new_store()
    old, beside = _reports()[0], _reports()[1]
    new = _revised(old, "One sentence was added since.", "2020-01-01")
    order = [new, old] if is_turned else [old, new]
    with Writer.open(store) as writer:
        writer.add([beside])
        outcomes = [writer.add([one])[0] for one in order]
    assert outcomes == ["added", "changed"]
    with View.open(store) as view:
        assert {one.article.id for one in view.records()} == {new.article.id, beside.article.id}
        assert {row["id"] for row in view.reports()} == {new.article.id, beside.article.id}
        assert view.record(old.article.id) is not None
        sources = {row["id"] for row in view.statements()}
    assert sources == {one.id for one in (*new.statements, *beside.statements)}
    assert len(settled(store)["member"]) == len(new.events) + len(beside.events)


def test_two_pages_of_one_address_are_two(store: str) -> None:
    """Where the words are others, the page is another report."""
    old, other = _reports()[0], _reports()[1]
    moved = replace(other, article=replace(other.article, url=old.article.url))
    with Writer.open(store) as writer:
        assert writer.add([old, moved]) == ("added", "added")
    with View.open(store) as view:
        assert len(view.reports()) == 2


def test_shuffled_reports_of_many_days(new_store: Callable[[], str]) -> None:
    """On each engine a store that was filled backwards, one by one, equals one filled at once."""
    records = list(_reports(18))
    one = _filled(new_store(), [records])
    other = _filled(new_store(), [[record] for record in Random(5).sample(records, 18)])  # noqa: S311
    assert one == other
