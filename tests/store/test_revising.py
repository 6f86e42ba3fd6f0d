"""A report whose words were changed since is one report: the later text answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from memcon.record import Record
from memcon.record.correction import Anchor, Correction, anchor_of
from memcon.store import View, Writer
from tests import factories as make
from tests.dossier import World
from tests.newsroom import Newsroom
from tests.settled import settled

OLD, BESIDE, *_ = Newsroom(World.of(states=5, people=8, words=400), seed=3).records(4)
ADDED = "One sentence was added since."


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
    old, beside = OLD, BESIDE
    new = _revised(OLD, ADDED, "2020-01-01")
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
        spoken = {row["id"]: row["reports"] for row in view.entities(limit=1000)}
    assert spoken == Counter(e.id for one in (new, beside) for e in one.entities)
    assert sources == {one.id for one in (*new.statements, *beside.statements)}
    assert len(settled(store)["member"]) == len(new.events) + len(beside.events)


def test_two_pages_of_one_address_are_two(store: str) -> None:
    """Where the words are others, the page is another report."""
    old, other = OLD, BESIDE
    moved = replace(other, article=replace(other.article, url=old.article.url))
    with Writer.open(store) as writer:
        assert writer.add([old, moved]) == ("added", "added")
    with View.open(store) as view:
        assert len(view.reports()) == 2


def test_of_two_texts_of_one_day_the_last_added_answers(store: str) -> None:
    """Where the dates say nothing, what came later is the later text."""
    new = _revised(OLD, ADDED)
    with Writer.open(store) as writer:
        assert writer.add([OLD, new, new, OLD]) == ("added", "changed", "same", "same")
    with View.open(store) as view:
        assert [one.article.id for one in view.records()] == [new.article.id]


def test_what_was_set_right_holds_of_the_later_text(store: str) -> None:
    """A correction of a fact, and one of words, are carried over to the same words."""
    event, said = OLD.events[0], OLD.statements[0]
    speaker = OLD.entity(said.speaker)
    state = next(one for one in OLD.entities if one.id != said.speaker)
    assert speaker is not None
    spans = tuple(m.span for m in OLD.mentions if m.quote == speaker.name)
    made: dict[str, Any] = {"author": "Ana", "made": "2026-01-01T00:00:00+00:00"}
    words = Anchor(id=None, article=OLD.article.id, spans=spans)
    new = _revised(OLD, ADDED)
    with Writer.open(store) as writer:
        writer.add([OLD])
        target = anchor_of(OLD, event)
        writer.correct(Correction(kind="status", target=target, value="refused", **made))
        writer.correct(Correction(kind="link", target=words, entity=state, **made))
        assert writer.add([new]) == ("changed",)
    with View.open(store) as view:
        shown = view.record(new.article.id)
        kept = len(view.corrections())
    assert shown is not None
    assert [one.status for one in shown.events if one.id == new.events[0].id] == ["refused"]
    linked = {m.link.entity for m in shown.mentions if m.quote == speaker.name}
    assert linked == {state.id}
    with Writer.open(store) as writer:
        writer.add([OLD, new])
    with View.open(store) as view:
        assert len(view.corrections()) == kept == 4
