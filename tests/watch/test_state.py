from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.watch import state
from memcon.watch.book import Book
from memcon.watch.entry import Child, Entry
from memcon.watch.state import FEEDS, SEEN, TOLD, WAITING, Feed, Waiting

DAY = 20_000
FEED = "https://a.example/feed"
OTHER = "https://b.example/feed"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book without steps."""
    with Book.open(tmp_path / "book") as made:
        yield made


def _entries(*names: str, stamp: str = "1") -> list[Entry]:
    return [Entry(link=f"https://a.example/{name}", stamp=stamp) for name in names]


def _note(book: Book, *names: str, stamp: str = "1", **over: object) -> state.Found:
    how = {"feed": FEED, "quiet": False, "day": DAY} | over
    found = state.note_entries(book, _entries(*names, stamp=stamp), **how)  # type: ignore[arg-type]
    book.write(found.patches)
    return found


def _read(book: Book) -> None:
    """All that waits is read."""
    book.write([(WAITING, key, None) for key in book.table(WAITING)])


def test_values_come_back_as_they_were() -> None:
    """Also those of a version that knew other names."""
    feed = Feed(etag="x", due=7.0, depth=1)
    _, _, value = state.patch(FEEDS, FEED, feed)
    assert state.load(Feed, value) == feed
    assert state.load(Feed, {**value, "colour": "red"}) == feed


def test_a_report_waits_until_it_was_read(book: Book) -> None:
    """It is new once; with another stamp it waits again."""
    assert _note(book, "a", "b").new == 2
    _read(book)
    assert _note(book, "a", "b").new == 0
    assert _note(book, "a", stamp="2").new == 1
    _read(book)
    assert _note(book, "a", stamp="1").new == 0


def test_each_feed_stamps_in_its_own_way(book: Book) -> None:
    """A second feed that names a report shows no change until its own stamp is another one."""
    _note(book, "a", stamp="1")
    _read(book)
    assert _note(book, "a", stamp="z", feed=OTHER).new == 0
    assert _note(book, "a", stamp="y", feed=OTHER).new == 1


def test_a_first_look_hushes_nothing(book: Book) -> None:
    """A report that waits to be told of stays so, though a new feed names it too."""
    _note(book, "a", stamp="1")
    assert _note(book, "a", "b", stamp="2", feed=OTHER, quiet=True).new == 1
    quiet = {v["link"][-1]: v["quiet"] for v in book.table(WAITING).values()}
    assert quiet == {"a": False, "b": True}


def test_a_long_first_look_is_cut(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older reports count as seen."""
    monkeypatch.setattr(state, "FIRST", 2)
    found = _note(book, *"abcde", quiet=True)
    assert (found.new, found.passed, found.left) == (2, 3, 0)
    assert len(book.table(SEEN)) == 5


def test_the_queue_has_an_end(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """What finds no room is not marked, so that another look finds it."""
    monkeypatch.setattr(state, "MOST_WAITING", 2)
    assert _note(book, *"abc").left == 1
    _read(book)
    assert _note(book, *"abc").new == 1


def test_what_nobody_shows_is_forgotten(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, or where there is too much; what waits and what is shown stays."""
    _note(book, "old", "late")
    book.write([(TOLD, "alert-1", DAY)])
    _read(book)
    _note(book, "late", "new", day=DAY + 40)
    book.write(state.forget_old(book, day=DAY + 46))
    assert len(book.table(SEEN)) == 2
    assert "alert-1" in book.table(TOLD)
    monkeypatch.setattr(state, "MOST_SEEN", 1)
    book.write(state.forget_old(book, day=DAY + 300))
    assert [v["link"] for v in book.table(WAITING).values()] == ["https://a.example/new"]
    assert book.table(SEEN).keys() == book.table(WAITING).keys()
    assert not book.table(TOLD)


def test_lists_name_feeds(book: Book) -> None:
    """New and changed ones are due, others are left, those gone are forgotten, depth has an end."""
    parent = Feed(looked=True)
    book.write([state.patch(FEEDS, FEED, parent), state.patch(FEEDS, OTHER, Feed())])

    def note(*children: Child) -> dict[str, Feed | None]:
        patches = list(state.note_children(book, FEED, parent, children))
        book.write(patches)
        return {url: state.load(Feed, v) if v is not None else None for _, url, v in patches}

    first = note(Child("x", "1"), Child("y"), Child(OTHER), Child(FEED))
    assert first.keys() == {"x", "y"}
    assert first["x"] == Feed(parent=FEED, depth=1, looked=True, changed="1")
    for url in ("x", "y"):
        kept = state.load(Feed, book.table(FEEDS)[url])
        book.write([state.patch(FEEDS, url, state.looked_at(kept, due=99.0))])
    second = note(Child("x", "2"))
    assert second["x"] is not None
    assert (second["x"].due, second["y"]) == (0.0, None)
    assert list(state.note_children(book, "x", Feed(depth=2), [Child("z")])) == []


def test_a_feed_that_fails_waits_longer() -> None:
    """And at least as long as it asks; a look that goes well ends that."""
    once = state.failed(Feed(moved="new"), "down", now=0.0, every=900.0, wait=None)
    assert (once.due, once.fails, once.reason, once.moved) == (900.0, 1, "down", "new")
    assert state.failed(once, "busy", now=0.0, every=900.0, wait=5000.0).due == 5000.0
    well = state.looked_at(once, due=7.0)
    assert (well.fails, well.reason, well.looked) == (0, None, True)


def test_a_report_is_given_up_in_the_end() -> None:
    """After so many tries."""
    one: Waiting | None = Waiting(link="a", quiet=False)
    tries = 0
    while one is not None:
        one = state.put_off(one, "gone", now=0.0, wait=None)
        tries += 1
    assert tries == state.TRIES
