"""Shards: all reports once, in order, under keys that follow contents alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.bulk.shards import LEAST, Item, Shard, cut_shards
from memcon.errors import SourceError
from memcon.ingest.raw import Raw
from memcon.ingest.sniff import Format

READS = {"memcon": "1"}


def _raw(number: int, size: int = 4000) -> Raw:
    data = f"report {number} ".encode().ljust(size, b".")
    return Raw(source=f"in.jsonl#{number}", form=Format.TEXT, data=data)


def _shards(items: list[Item], reads: dict[str, str] = READS) -> list[Shard]:
    return list(cut_shards(items, fingerprint=reads))


@given(st.lists(st.integers(1, 40_000), max_size=120))
def test_every_report_is_in_one_shard_in_order(sizes: list[int]) -> None:
    """The shards joined are the input."""
    items: list[Item] = [_raw(number, size) for number, size in enumerate(sizes)]
    assert [item for shard in _shards(items) for item in shard.items] == items


def test_a_report_put_in_changes_few_shards() -> None:
    """What stands far from it keeps its key: a rerun reads the shard around it alone."""
    items: list[Item] = [_raw(number) for number in range(2000)]
    grown = [*items[:700], _raw(5000), *items[700:]]
    before, after = ({shard.key for shard in _shards(one)} for one in (items, grown))
    assert len(before) > 20
    assert len(after - before) <= 2


def test_what_reads_is_part_of_the_key() -> None:
    """A newer stage makes every shard anew."""
    items: list[Item] = [_raw(number) for number in range(100)]
    old, new = _shards(items), _shards(items, {"memcon": "2"})
    assert {shard.key for shard in old}.isdisjoint(shard.key for shard in new)


def test_what_could_not_be_opened_is_kept_in_its_place() -> None:
    """A file that failed is an item like any other, and its reason a part of the key."""
    one, other = (SourceError("a.gz", reason) for reason in ("truncated", "forbidden"))
    assert _shards([_raw(1), one])[0].items == (_raw(1), one)
    assert _shards([_raw(1), one])[0].key != _shards([_raw(1), other])[0].key


def test_shards_are_not_tiny() -> None:
    """None but the last is smaller than what is worth a worker's while."""
    shards = _shards([_raw(number, 500) for number in range(3000)])
    sizes = [sum(len(item.data) for item in one.items if isinstance(item, Raw)) for one in shards]
    assert min(sizes[:-1]) >= LEAST
