"""Answers are given again as long as they hold, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from memcon.web.memory import LARGEST, Answer, Memory
from memcon.web.warming import keep_warm
from tests import dossier
from tests.web.conftest import Work


def _maker(made: list[str], content: bytes = b"words") -> Callable[[], Answer]:
    def make() -> Answer:
        made.append("made")
        return Answer(content)

    return make


def test_an_answer_is_made_once() -> None:
    """The same call has the same answer, another call one of its own."""
    made: list[str] = []
    memory = Memory(lambda: "1")
    answers = [memory.answer(key, _maker(made)) for key in ("a", "a", "b", "a")]
    assert len(made) == 2
    assert answers[0] is answers[1] is answers[3]


def test_a_change_of_the_store_forgets_everything() -> None:
    """What was made of an older revision is never given again, not even where it comes back."""
    made: list[str] = []
    revisions = iter("1122112")
    memory = Memory(lambda: next(revisions))
    counts = []
    for _ in range(7):
        memory.answer("a", _maker(made))
        counts.append(len(made))
    assert counts == [1, 1, 2, 2, 3, 3, 4]


def test_an_answer_of_an_older_revision_is_not_kept() -> None:
    """Where the store changed while an answer was made, it is made anew the next time."""
    revision = ["1"]
    memory = Memory(lambda: revision[0])
    made: list[str] = []

    def make_while_changing() -> Answer:
        revision[0] = "2"
        memory.answer("other", _maker([]))
        return Answer(b"old")

    memory.answer("a", make_while_changing)
    assert memory.answer("a", _maker(made, b"new")).content == b"new"


def test_errors_are_not_kept() -> None:
    """Who asks again after a fault has another try."""
    memory = Memory(lambda: "1")

    def fail() -> Answer:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        memory.answer("a", fail)
    assert memory.answer("a", _maker([])).content == b"words"


def test_the_room_is_bounded() -> None:
    """Of more than there is room for, what was asked for last stays; what is large never does."""
    made: list[str] = []
    memory = Memory(lambda: "1", most_bytes=25)
    for key in ("a", "b", "a", "c", "a", "b"):  # c takes the place of b
        memory.answer(key, _maker(made, b"0123456789"))
    assert len(made) == 4
    large = Memory(lambda: "1")
    for _ in range(2):
        large.answer("a", _maker(made, bytes(LARGEST + 1)))
    assert len(made) == 6


def test_others_wait_for_the_one_who_makes() -> None:
    """Many who ask for the same at once cause the work of one."""
    memory, begun, go_on = Memory(lambda: "1"), Event(), Event()
    made: list[str] = []

    def make() -> Answer:
        begun.set()
        go_on.wait(10)
        return _maker(made)()

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(memory.answer, "a", make)
        begun.wait(10)
        others = [pool.submit(memory.answer, "a", make) for _ in range(3)]
        go_on.set()
        answers = {id(one.result(10)) for one in (first, *others)}
    assert (len(made), len(answers)) == (1, 1)


def test_different_answers_do_not_wait_for_each_other() -> None:
    """However long one answer takes, any other is made meanwhile."""
    memory, go_on = Memory(lambda: "1"), Event()

    def make() -> Answer:
        go_on.wait(10)
        return Answer(b"slow")

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(memory.answer, "slow", make)
        for number in range(100):
            assert memory.answer(number, _maker([])).content == b"words"
        assert not slow.done()
        go_on.set()
        assert slow.result(10).content == b"slow"


def test_common_pages_are_made_before_anybody_asks() -> None:
    """At the start and after each change of the store, and otherwise never."""
    made: list[str] = []
    revisions, stop = iter("1122"), Event()

    def tell() -> str:
        revision = next(revisions, "2")
        made.append(revision)
        if len(made) > 6:
            stop.set()
        return revision

    def make() -> None:
        made.append("page")

    keep_warm(tell, [make], stop=stop, pause_s=0)
    assert made == ["1", "page", "1", "2", "page", "2", "2"]


def test_what_is_added_shows_when_a_page_is_loaded_again(work: Work) -> None:
    """A page that was asked for before shows a correction that was made since."""
    desk = work(list(dossier.records(3)))
    event = desk.client.get("/events.json?since=1900").json()["events"][0]
    pages = ("/events.json?since=1900", "/corrections.json")
    before = [desk.client.get(path).json() for path in pages]
    assert [desk.client.get(path).json() for path in pages] == before
    fact = event["members"][0]["event"]
    status = "cancelled" if event["status"] != "cancelled" else "held"
    told = desk.tell("/corrections/status.json", fact=fact, value=status)
    assert told.status_code == 201
    after = [desk.client.get(path).json() for path in pages]
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_nobody_gets_the_token_of_another(work: Work) -> None:
    """Pages with forms are kept for the session that asked for them."""
    desk = work(list(dossier.records(2)))
    tokens = []
    for _ in range(2):
        desk.client.cookies.clear()
        token = desk.token
        page = desk.client.get("/search?q=note").text
        assert desk.client.get("/search?q=note").text == page
        assert token in page
        assert not any(one in page for one in tokens)
        tokens.append(token)
