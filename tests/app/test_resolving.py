"""What many reports say together, as the questions to a store answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from memcon.app.correcting import Corrector, Signature
from memcon.app.dossier import Dossier
from memcon.config import load_settings
from memcon.errors import UsageError
from memcon.record import (
    EntityKind,
    Event,
    Participant,
    Passage,
    Period,
    Position,
    Record,
    fact_id,
)
from memcon.record.facts import EventStatus, Stance
from memcon.resolve.dossier import resolve
from memcon.resolve.rows import event_row, position_row
from memcon.store import View, Writer
from tests import factories as make
from tests.resolve.stories import annotated, load_stories

ARVENIA = make.entity("Arvenia", EntityKind.COUNTRY, id="Q901", country="ARV")
BELMARK = make.entity("Belmark", EntityKind.COUNTRY, id="Q902", country="BEL")
CORDOVIA = make.entity("Cordovia", EntityKind.COUNTRY, id="Q903", country="COR")
TALKS = "talks of Arvenia and Belmark on the river"


def report(
    day: str,
    *,
    status: EventStatus | None = None,
    when: str | None = None,
    stance: Stance | None = None,
    more: str = "",
    holder: str = ARVENIA.id,
) -> Record:
    """A report of one day on the talks, on what a party wants, or on both."""
    text = f"The {TALKS} were on paper. A ceasefire at the ford was named too.{more}"
    article = make.article(text, id=f"article-{day}", source=f"{day}.txt", published=day)
    parties = (ARVENIA, BELMARK)
    linked = [one for state in parties for one in make.linked(article, state.name, state.id)]
    facts: list[Any] = [*parties, CORDOVIA, *linked]
    if status is not None:
        facts.append(_event(article, status, when))
    if stance is not None:
        facts.append(_position(article, stance, holder))
    return make.record(article, facts)


def _event(article: Any, status: EventStatus, when: str | None) -> Event:
    return Event(
        id=fact_id("event", article.id),
        type="CONSULT",
        code="CONSULT",
        mode="meet",
        what=TALKS,
        status=status,
        participants=tuple(
            Participant(one.id, make.passage(article, one.name), "actor")
            for one in (ARVENIA, BELMARK)
        ),
        where=None,
        when=Period(when, when, Passage(())) if when else None,
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, TALKS),
    )


def _position(article: Any, stance: Stance, holder: str) -> Position:
    return Position(
        id=fact_id("position", article.id),
        holder=holder,
        issue="ceasefire",
        stance=stance,
        claim="A ceasefire at the ford",
        toward=None,
        change=None,
        when=None,
        score=0.9,
        reason="by hand",
        evidence=make.passage(article, "A ceasefire at the ford"),
        because=(),
    )


COURSE = (
    report("2025-03-01", status="planned", when="2025-03-20", stance="rejects"),
    report("2025-03-09", status="postponed", when="2025-03-20"),
    report("2025-03-12", status="planned", when="2025-03-27", stance="offers"),
    report("2025-03-28", status="held", when="2025-03-27", stance="offers"),
)
"""Talks that were planned, put off, planned anew and held, and a party that came round."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Dossier]:
    """The dossier of that course."""
    with _opened(tmp_path / "memcon.db", COURSE) as dossier:
        yield dossier


def _opened(path: Path, records: Sequence[Record]) -> Dossier:
    with Writer.open(str(path)) as writer:
        list(writer.add(records))
    return Dossier(View.open(str(path)))


def test_one_happening_has_all_its_reports_and_its_history(filled: Dossier) -> None:
    """Four reports tell of one meeting; each step has its day, status and report."""
    (row,) = filled.events()
    assert row["status"] == "held"
    assert [one["source"] for one in row["members"]] == [r.article.source for r in COURSE]
    assert [(step["status"], step["source"]) for step in row["history"]] == [
        ("planned", "2025-03-01.txt"),
        ("postponed", "2025-03-09.txt"),
        ("planned", "2025-03-12.txt"),
        ("held", "2025-03-28.txt"),
    ]
    assert row["when"] == {"from": "2025-03-27", "to": "2025-03-27"}
    assert {party["name"] for party in row["participants"]} == {"Arvenia", "Belmark"}
    assert any("both CONSULT" in reason for reason in row["reasons"])


def test_filters_choose_happenings_and_keep_them_whole(filled: Dossier) -> None:
    """Where one report lies in the period, those outside are shown as well."""
    (row,) = filled.events(since="2025-03-25", until="2025-03-31")
    assert len(row["members"]) == len(COURSE)
    assert filled.events(source="2025-03-09.txt") == [row]
    assert filled.events(since="2026") == []
    assert filled.events(type="AGREE") == []


def test_a_happening_is_one_line_of_the_timeline(filled: Dossier) -> None:
    """The line leads to a fact that is in the store, in the report that it names."""
    lines = [row for row in filled.timeline() if row["kind"] == "event"]
    (line,) = lines
    assert (line["date"], line["status"], len(line["history"])) == ("2025-03-27", "held", 4)
    article = filled.article_of(line["id"])
    assert article is not None
    record = filled.record(article)
    assert record is not None
    assert record.article.source == line["article"]
    assert len(filled.timeline()) == 1 + 3
    assert len(filled.timeline(limit=2)) == 2
    assert {row["kind"] for row in filled.timeline(issue="ceasefire")} == {"position"}


def test_positions_tell_what_changed(filled: Dossier) -> None:
    """Each entry is compared with the one before it, also where that lies outside the period."""
    (row,) = filled.positions(who="Arvenia")
    assert [(one["stance"], one["change"]) for one in row["entries"]] == [
        ("rejects", None),
        ("offers", "reversed"),
        ("offers", "unchanged"),
    ]
    (late,) = filled.positions(since="2025-03-10", until="2025-03-15")
    assert [one["change"] for one in late["entries"]] == ["reversed"]
    assert late["entries"][0]["before"] == row["entries"][0]["id"]
    assert filled.positions(issue="sanctions") == []


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_adding_changes_nothing(tmp_path: Path, seed: int) -> None:
    """The same reports, added one by one in any order, give the same answers."""
    mixed = list(COURSE)
    Random(seed).shuffle(mixed)  # noqa: S311  # an order, no secret
    answers = []
    for name, records in (("a", list(COURSE)), ("b", mixed)):
        path = tmp_path / f"{name}.db"
        for record in records:
            _opened(path, [record]).close()
        with _opened(path, []) as dossier:
            answers.append(
                (dossier.events(), dossier.timeline(), dossier.positions(), dossier.attention())
            )
    assert answers[0] == answers[1]


def test_people_decide_what_is_one(tmp_path: Path, filled: Dossier) -> None:
    """What is set apart by hand stays apart, what is put together stays together."""
    corrector = Corrector(load_settings(store=str(tmp_path / "memcon.db")), Signature("Ana"))
    first, last = COURSE[0].events[0].id, COURSE[3].events[0].id
    split = corrector.decide("split", first, last)
    members = [{one["event"] for one in row["members"]} for row in filled.events()]
    assert not any({first, last} <= one for one in members)
    corrector.undo(split)
    assert len(filled.events()) == 1


def test_what_is_unlike_is_put_together_by_hand(tmp_path: Path) -> None:
    """Talks of two years are two; who knows better may say that they are one."""
    other = report("2024-01-10", status="held", when="2024-01-09")
    with _opened(tmp_path / "memcon.db", (*COURSE, other)) as dossier:
        assert len(dossier.events()) == 2
        corrector = Corrector(load_settings(store=str(tmp_path / "memcon.db")), Signature("Ana"))
        corrector.decide("merge", COURSE[0].events[0].id, other.events[0].id)
        (row,) = dossier.events()
    assert len(row["members"]) == 5
    assert "put together by hand" in row["reasons"]


def test_attention_names_what_changed_and_what_is_overdue(tmp_path: Path) -> None:
    """A changed position has both passages; a meeting is overdue as of the day that is given."""
    with _opened(tmp_path / "memcon.db", COURSE[:3]) as dossier:
        now = dossier.attention()
        assert now.note == "as of 2025-03-12, the day of the newest report"
        assert [row["kind"] for row in now] == ["change"]
        assert now[0]["sources"] == ["2025-03-01.txt", "2025-03-12.txt"]
        later = dossier.attention(today="2025-04-02")
        assert later.note == "as of 2025-04-02"
        assert {row["kind"] for row in later} == {"change", "overdue"}
        assert {row["as_of"] for row in later} == {"2025-04-02"}
        assert dossier.attention(today="2025-04-02", since="2025-03-25") != now
        with pytest.raises(UsageError, match="is not a day"):
            dossier.attention(today="2025-04")


def test_copied_texts_are_named(tmp_path: Path) -> None:
    """A report that prints another's text is told of with the share that it took."""
    long = " ".join(f"word{number}" for number in range(60))
    records = [report(f"2025-03-0{day}", stance="offers", more=long) for day in (1, 2)]
    with _opened(tmp_path / "memcon.db", records) as dossier:
        (row,) = dossier.attention()
        assert (row["kind"], row["sources"]) == ("copy", ["2025-03-01.txt", "2025-03-02.txt"])
        ((entry,),) = [one["entries"] for one in dossier.positions()]
    assert entry["also"] == ["2025-03-02.txt"]


def test_what_is_not_resolved_yet_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a newer memcon resolves otherwise, answers say so until all is resolved anew."""
    path = tmp_path / "memcon.db"
    with _opened(path, COURSE) as dossier:
        answered = dossier.events(), dossier.positions()
        assert dossier.events().note is None
    monkeypatch.setattr("memcon.store.settling.VERSION", 10_000)
    with Writer.open(str(path)) as writer:
        with Dossier(View.open(str(path))) as dossier:
            for rows in (dossier.events(), dossier.timeline(), dossier.attention()):
                assert "4 reports" in (rows.note or "")
            assert dossier.events() == []
        assert writer.settle(most=3) == len(COURSE)
    with Dossier(View.open(str(path))) as dossier:
        assert (dossier.events(), dossier.positions()) == answered
        assert dossier.events().note is None


def test_what_is_added_is_answered_at_once(tmp_path: Path) -> None:
    """What was worked out before is not shown for a store that has changed since."""
    path = tmp_path / "memcon.db"
    with _opened(path, COURSE[:2]) as dossier:
        assert [row["status"] for row in dossier.events()] == ["postponed"]
        _opened(path, COURSE[2:]).close()
        assert [row["status"] for row in dossier.events()] == ["held"]


@pytest.mark.parametrize("seed", range(2))
def test_the_stories_are_answered_as_they_are_resolved(tmp_path: Path, seed: int) -> None:
    """Reports that went through a store some at a time, in any order, answer as ``resolve`` does.

    Both as they are read and with the annotated tellings.
    """
    order = Random(seed)  # noqa: S311  # an order, no secret
    for story in load_stories():
        records = list((annotated(story) if seed else story.records).values())
        order.shuffle(records)
        path = tmp_path / f"{story.name}.db"
        while records:
            some, records = records[: seed + 1], records[seed + 1 :]
            _opened(path, some).close()
        with _opened(path, []) as dossier:
            resolved = resolve((annotated(story) if seed else story.records).values())
            wanted = {one.id: event_row(one, resolved.names) for one in resolved.happenings}
            assert {row["id"]: row for row in dossier.events()} == wanted
            held = [position_row(one, resolved.names) for one in resolved.positions]
            assert dossier.positions() == sorted(
                held, key=lambda row: (row["name"] or "", row["holder"], row["issue"])
            )
