"""What deserves attention."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from memcon.record import Participant
from memcon.resolve.attention import Notice, find_notices
from memcon.resolve.events import Happening, find_happenings
from memcon.resolve.happening import Telling
from memcon.resolve.positions import Entry, PositionHistory
from tests.resolve.telling import telling

TODAY = date(2025, 4, 1)


def _entry(day: str, **over: Any) -> Entry:
    given: dict[str, Any] = {
        "id": f"position-{day}",
        "article": day,
        "source": f"{day}.txt",
        "when": day,
        "stance": "supports",
        "claim": "a quota",
        "quote": f"wants a quota ({day})",
        "toward": None,
        "according_to": None,
        "own": True,
    }
    return Entry(**{**given, **over})


def _history(issue: str, *entries: Entry) -> PositionHistory:
    return PositionHistory(holder="Q20", name="Norway", issue=issue, entries=entries)


def _of_positions(*histories: PositionHistory) -> list[Notice]:
    return list(find_notices((), histories, (), today=TODAY))


def _of_events(*tellings: Telling, today: date = TODAY) -> list[Notice]:
    happenings: tuple[Happening, ...] = find_happenings(tellings)
    return list(find_notices(happenings, (), (), today=today))


def test_changed_positions_show_both_passages() -> None:
    """What was said before stands beside what is said now."""
    first = _entry("2025-03-01")
    second = _entry("2025-03-09", change="reversed", before=first.id, reason="it turned")
    (found,) = _of_positions(_history("fisheries", first, second))
    assert (found.kind, found.date) == ("change", "2025-03-09")
    assert found.quotes == (first.quote, second.quote)
    assert "Norway has reversed its position" in found.reason


def test_first_words_on_an_issue() -> None:
    """News only of those who have been heard on something else for a while."""
    old = _history("fisheries", _entry("2025-02-01"))
    assert [n.about for n in _of_positions(old, _history("tariffs", _entry("2025-03-01")))] == [
        ("Q20", "tariffs")
    ]
    assert _of_positions(old, _history("tariffs", _entry("2025-02-05"))) == []


def _planned(status: str, day: str, **over: Any) -> Telling:
    return telling("a", "Ministers will meet.", status=status, told="2025-03-01", when=day, **over)  # type: ignore[arg-type]


def test_a_plan_whose_day_has_passed_in_silence() -> None:
    """Nobody reported that it was held."""
    (found,) = _of_events(_planned("planned", "2025-03-10"))
    assert (found.kind, found.date) == ("overdue", "2025-03-10")
    assert found.quotes == ("Ministers will meet.",)


def test_no_plan_is_overdue_before_its_day_or_after_news() -> None:
    """A day of grace, a report that it was held, or one that it was cancelled: no notice."""
    assert _of_events(_planned("planned", "2025-03-31")) == []
    assert _of_events(_planned("cancelled", "2025-03-10")) == []
    held = telling("b", "Ministers met.", told="2025-03-11", when="2025-03-10")
    assert _of_events(_planned("planned", "2025-03-10"), held) == []


def _act(report: str, type: str, told: str, *, by: str, to: str = "") -> Telling:
    made = telling(report, f"{type} about the quota.", parties=[by], type=type, told=told)
    return _with_recipient(made, to) if to else made


def _with_recipient(made: Telling, to: str) -> Telling:
    said = made.event.participants[0].passage
    event = replace(
        made.event,
        participants=(*made.event.participants, Participant(f"Q-{to}", said, "recipient")),
    )
    both = made.parties | {to}
    return replace(
        made,
        event=event,
        sides={**made.sides, f"Q-{to}": to},
        parties=both,
        around=both,
    )


def test_demands_without_an_answer() -> None:
    """Asked, and for a week neither agreed nor refused."""
    asked = _act("a", "REQUEST", "2025-03-01", by="NOR", to="SWE")
    (found,) = _of_events(asked)
    assert (found.kind, found.reason) == ("unanswered", "no answer of SWE to NOR is reported")
    assert _of_events(asked, today=date(2025, 3, 5)) == []


def test_demands_with_an_answer() -> None:
    """A refusal is an answer; one that came before the demand is none, nor is another party's."""
    asked = _act("a", "REQUEST", "2025-03-01", by="NOR", to="SWE")
    refusal = _act("b", "REJECT", "2025-03-03", by="SWE", to="NOR")
    assert _of_events(asked, refusal) == []
    earlier = _act("b", "REJECT", "2025-02-03", by="SWE", to="NOR")
    assert [n.kind for n in _of_events(asked, earlier)] == ["unanswered"]
    other = _act("b", "REJECT", "2025-03-03", by="DNK", to="NOR")
    assert [n.kind for n in _of_events(asked, other)] == ["unanswered"]


def test_the_newest_comes_first() -> None:
    """Notices are in the order of their days, the last first."""
    asked = _act("a", "REQUEST", "2025-03-01", by="NOR", to="SWE")
    plan = telling(
        "b", "Ministers will meet.", status="planned", told="2025-03-02", when="2025-03-10"
    )
    assert [n.kind for n in _of_events(asked, plan)] == ["overdue", "unanswered"]
