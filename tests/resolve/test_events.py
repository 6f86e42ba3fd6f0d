"""The same event across reports, and what became of it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from memcon.resolve.dossier import Dossier, resolve
from memcon.resolve.events import find_happenings
from memcon.resolve.happening import Telling
from memcon.resolve.history import find_history
from memcon.resolve.likeness import compare
from memcon.resolve.reprints import find_reprints
from tests.resolve.scoring import Found, b_cubed_f1, is_history_right, match, merged
from tests.resolve.stories import Story, annotated
from tests.resolve.telling import telling

SAME_EVENT: float = 0.90
"""B-cubed F1 on what is annotated as told; 0.992 when this was written."""


@pytest.fixture(scope="module")
def told(stories: tuple[Story, ...]) -> dict[str, tuple[Story, Dossier, Found]]:
    """For each story the dossier of its annotated tellings."""
    found = {}
    for story in stories:
        records = annotated(story)
        dossier = resolve(records.values())
        found[story.name] = (story, dossier, match(story, records, dossier.happenings))
    return found


def test_stories_hold_what_they_must(stories: tuple[Story, ...]) -> None:
    """Enough groups, near misses and histories to decide anything."""
    notes = [story.notes for story in stories]
    assert sum(len(one["reports"]) for one in notes) >= 25
    assert sum(len(event["told"]) > 1 for one in notes for event in one["events"]) >= 8
    assert sum(len(one["near_misses"]) for one in notes) >= 5
    assert sum(len(one["status_histories"]) for one in notes) >= 4
    changing = [h["changes"] for one in notes for h in one["position_histories"]]
    assert (len(changing) >= 6, sum(changing) >= 3) == (True, True)


def test_tellings_of_one_event_are_together(told: dict[str, tuple[Story, Dossier, Found]]) -> None:
    """What the annotated words tell is brought together as annotated."""
    assert b_cubed_f1({name: found for name, (_, _, found) in told.items()}) >= SAME_EVENT


def test_near_misses_stay_apart(told: dict[str, tuple[Story, Dossier, Found]]) -> None:
    """Two calls in a week are two calls."""
    for story, _, found in told.values():
        assert list(merged(story, found)) == []


def test_status_histories(told: dict[str, tuple[Story, Dossier, Found]]) -> None:
    """Every annotated history has its steps, each with the report that said so first."""
    wrong = [
        (story.name, one["event"])
        for story, _, found in told.values()
        for one in story.notes["status_histories"]
        if not is_history_right(story, found, one)
    ]
    assert wrong == []


def test_order_of_reports_does_not_matter(stories: tuple[Story, ...]) -> None:
    """Any order of the same reports gives the same dossier."""
    for story in stories:
        records = list(annotated(story).values())
        dossier = resolve(records)
        for seed in range(3):
            random.Random(seed).shuffle(records)  # noqa: S311  # an order, no secret
            assert resolve(records) == dossier


def test_one_meeting_told_twice_is_one() -> None:
    """Same parties, same day, same words."""
    one = telling("a", "The ministers met on Monday.", when="2025-03-10")
    other = telling("b", "Ministers met in the harbour.", when="2025-03-10", told="2025-03-11")
    (found,) = find_happenings([one, other])
    assert [t.article for t in found.tellings] == ["a", "b"]
    assert "both on 2025-03-10" in found.reasons[0]


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"when": "2025-03-13"}, "days apart"),
        ({"counts": frozenset({3})}, "number"),
        ({"type": "ASSAULT"}, "is not"),
        ({"status": "planned", "when": "2025-03-17", "told": "2025-03-11"}, "still ahead"),
    ],
)
def test_what_forbids(over: dict[str, object], why: str) -> None:
    """Another day, ordinal or type, or a plan after the event: two, however alike otherwise."""
    one = telling("a", "The second round of talks.", when="2025-03-10", counts=frozenset({2}))
    other = telling("b", "The second round of talks.", **{"when": "2025-03-10", **over})  # type: ignore[arg-type]
    verdict = compare(one, other)
    assert verdict.score == 0.0
    assert why in verdict.reason


@pytest.mark.parametrize(
    "over",
    [
        {"parties": ("DNK", "FIN")},
        {"mode": "phone"},
        {"place": "Q-Bergen"},
        {"persons": {"Q-karin": "NOR"}},
        {"levels": frozenset({"leaders"})},
    ],
)
def test_what_speaks_against(over: dict[str, object]) -> None:
    """Other parties, mode, place, persons or level make one event less likely."""
    same = {
        "mode": "meet",
        "place": "Q-Oslo",
        "persons": {"Q-olav": "NOR"},
        "levels": frozenset({"foreign ministers"}),
    }
    one = telling("a", "They talked about herring.", when="2025-03-10", **same)
    alike = telling("b", "They talked about herring.", when="2025-03-10", **same)
    other = telling("c", "They talked about herring.", when="2025-03-10", **{**same, **over})
    assert compare(one, other).score < compare(one, alike).score


def _statuses(*tellings: Telling) -> list[tuple[str, str | None, str]]:
    (found,) = find_happenings(tellings)
    return [(step.status, step.date, step.source) for step in found.history]


def test_history_of_a_meeting_that_was_put_off() -> None:
    """Proposed, planned, put off, held on the new day: one event with four steps."""
    place = {"place": "Q-Oslo"}
    assert _statuses(
        telling("a", "A herring summit in Oslo.", status="proposed", told="2025-03-01", **place),
        telling(
            "b",
            "The herring summit in Oslo.",
            status="planned",
            told="2025-03-03",
            when="2025-03-10",
            **place,
        ),
        telling(
            "c",
            "The herring summit in Oslo.",
            status="postponed",
            told="2025-03-08",
            when="2025-03-17",
            **place,
        ),
        telling(
            "d",
            "The herring summit in Oslo.",
            status="held",
            told="2025-03-18",
            when="2025-03-17",
            **place,
        ),
    ) == [
        ("proposed", "2025-03-01", "a.txt"),
        ("planned", "2025-03-03", "b.txt"),
        ("postponed", "2025-03-08", "c.txt"),
        ("held", "2025-03-17", "d.txt"),
    ]


def test_reports_that_say_the_same_are_one_step() -> None:
    """The first to say it has the step; a plan told after the cancellation is none."""
    words, day = "The herring summit in Oslo.", "2025-03-20"
    tellings = [
        telling("a", words, status="planned", told="2025-03-01", when=day),
        telling("b", words, status="planned", told="2025-03-02", when=day),
        telling("c", words, status="cancelled", told="2025-03-05", when=day),
        telling("d", words, status="planned", told="2025-03-06"),
    ]
    (found,) = find_happenings(tellings)
    assert [(step.status, step.source, step.also) for step in found.history] == [
        ("planned", "a.txt", ("b.txt",)),
        ("cancelled", "c.txt", ()),
    ]
    assert found.status == "cancelled"


def test_joined_and_parted_by_hand() -> None:
    """A person's decision holds over any score, and says so."""
    one = telling("a", "Ministers met.", when="2025-03-10")
    other = telling("b", "Ministers met.", when="2025-03-14")
    pair = (one.key, other.key)
    (found,) = find_happenings([one, other], together=[pair])
    assert "put together by hand" in found.reasons
    same = telling("b", "Ministers met.", when="2025-03-10")
    assert len(find_happenings([one, same])) == 1
    assert len(find_happenings([one, same], apart=[pair])) == 2


def test_two_plans_of_two_weeks_are_two() -> None:
    """Without a report of a delay another date is another meeting."""
    one = telling("a", "They will meet.", status="planned", told="2025-03-01", when="2025-03-10")
    other = telling("b", "They will meet.", status="planned", told="2025-03-02", when="2025-03-24")
    assert len(find_happenings([one, other])) == 2


def test_a_reprint_tells_what_its_source_tells() -> None:
    """A copy joins the event of its source, and what is misread in it changes nothing."""
    words = "The herring summit in Oslo was opened on Monday by the ministers of both states."
    one = telling("a", words, when="2025-03-10")
    copy = telling("b", words, status="cancelled", told="2025-03-11", copy_of="a")
    (found,) = find_happenings([copy, one])
    assert [t.article for t in found.tellings] == ["a", "b"]
    assert [(s.status, s.source, s.also) for s in found.history] == [("held", "a.txt", ("b.txt",))]
    assert "b.txt reprints it" in found.reasons


def test_what_a_reprint_adds_is_its_own() -> None:
    """A paragraph that the source does not have is told by the copy alone."""
    one = telling("a", "The herring summit was opened by the ministers.", when="2025-03-10")
    words = "A trawler was towed to Bodø in the night."
    added = telling("b", words, type="AID", told="2025-03-11", copy_of="a")
    assert len(find_happenings([one, added])) == 2


def test_a_state_meets_two_others_on_one_day() -> None:
    """One party in common does not make two bilateral meetings one."""
    one = telling("a", "Ministers met over herring.", parties=("NOR", "SWE"), when="2025-03-10")
    other = telling("b", "Ministers met over herring.", parties=("NOR", "FIN"), when="2025-03-10")
    three = telling("c", "Ministers met.", parties=("NOR", "SWE", "FIN"), when="2025-03-10")
    assert "one with SWE, the other with FIN" in compare(one, other).reason
    assert compare(one, other).score < compare(one, three).score


def test_a_report_tells_of_one_that_was_held_and_of_another_that_was_not() -> None:
    """What one report tells as cancelled and as held are two, however alike."""
    words = "The herring talks in Oslo"
    one = telling("a", words, status="cancelled", when="2025-03-10")
    other = replace(telling("a", words, status="held", when="2025-03-10"), key="a/other")
    assert compare(one, other).score == 0.0
    assert compare(one, replace(other, article="b", key="b/other")).score > 0.0


def test_a_reprint_tells_what_its_source_tells_of_the_same_status() -> None:
    """Where a sentence tells of two events, each of a copy's goes back to its own."""
    words = "The ministers spoke on Monday ahead of the second round of herring talks in Oslo."
    held = telling("a", words, when="2025-03-10")
    plan = replace(telling("a", words, status="planned", when="2025-03-17"), key="a/plan")
    copies = [replace(one, article="b", key=f"b/{one.status}", copy_of="a") for one in (held, plan)]
    assert find_reprints([held, plan, *copies]) == {"b/held": held.key, "b/planned": plan.key}


def test_who_stays_away_from_what_is_called_off_refuses_nothing() -> None:
    """After a cancellation a refusal is no step of its own."""
    words, day = "The herring summit in Oslo.", "2025-03-20"
    tellings = [
        telling("a", words, status="planned", told="2025-03-01", when=day),
        telling("b", words, status="cancelled", told="2025-03-05", when=day),
        telling("c", words, status="refused", told="2025-03-06", when=day),
    ]
    assert [one[0] for one in _statuses(*tellings)] == ["planned", "cancelled"]


def test_a_refusal_told_with_the_cancelling_is_one_step() -> None:
    """One report says who would not come, and that nothing comes of it: it was called off then."""
    refused = telling("a", "Norway will not come", status="refused", acted=date(2025, 3, 9))
    called_off = telling("a", "The meeting is cancelled", status="cancelled")
    (step,) = find_history([refused, called_off])
    assert (step.status, step.date) == ("cancelled", "2025-03-09")


def test_one_report_tells_of_two_days() -> None:
    """Who says that two met on Tuesday and on Wednesday tells of two meetings."""
    one = telling("a", "They met on Sunday", when="2025-03-09")
    other = telling("a", "They met on Monday", when="2025-03-10")
    assert compare(one, other).score == 0


def test_what_took_place_on_the_day_that_was_left_is_another_meeting() -> None:
    """A plan, put off to a later day, is not what the same two held on the first day."""
    words, first, later = "Norway and Iceland in Oslo", "2025-03-20", "2025-03-27"
    plan = telling("a", words, status="planned", told="2025-03-01", when=first)
    left = frozenset({date(2025, 3, 20), date(2025, 3, 27)})
    put_off = telling("b", words, status="postponed", told="2025-03-10", when=later, days=left)
    beside = telling("c", words, told="2025-03-21", when=first)
    held = telling("d", words, told="2025-03-27", when=later)
    found = find_happenings([plan, put_off, beside, held])
    together = {tuple(sorted(one.article for one in each.tellings)) for each in found}
    assert together == {("a", "b", "d"), ("c",)}


def test_what_was_held_in_a_week_was_held_on_the_planned_day() -> None:
    """A report that names only the week does not put a meeting before its plan."""
    words = "Norway and Iceland in Oslo"
    plan = telling("a", words, status="planned", told="2025-03-12", when="2025-03-13")
    week = telling("b", words, told="2025-03-18", when="2025-03-10", end=date(2025, 3, 16))
    assert _statuses(plan, week) == [
        ("planned", "2025-03-12", "a.txt"),
        ("held", "2025-03-13", "b.txt"),
    ]
