"""Position histories, and what changed in them."""

from __future__ import annotations

from typing import Any

from memcon.record import Position, Record, Statement, fact_id
from memcon.record.facts import Stance
from memcon.record.stance import side_of
from memcon.resolve.positions import PositionHistory, find_positions
from tests.factories import article, entity, linked, passage, record, statement
from tests.resolve.stories import Story, with_positions

CEASEFIRE = "ceasefire"


def _held(day: str, stance: Stance, claim: str = "a ceasefire", **over: Any) -> Record:
    """A report of one day in which Norway holds one position."""
    where = article(
        f"Norway spoke of {claim}. So it was said.",
        id=over.get("id", day),
        source=f"{day}.txt",
        published=day,
    )
    said: tuple[Statement, ...] = over.get("said", ())
    made = Position(
        id=fact_id("position", where.id, claim, stance),
        holder="Q20",
        issue=over.get("issue", CEASEFIRE),
        stance=stance,
        claim=claim,
        toward=None,
        change=None,
        when=over.get("when"),
        score=0.9,
        reason="by hand",
        evidence=passage(where, claim),
        because=tuple(one.id for one in said),
    )
    facts: list[Any] = [entity("Norway", id="Q20", country="NOR"), *linked(where, "Norway", "Q20")]
    return record(where, [*facts, *over.get("entities", ()), *said, made])


def _histories(*records: Record, **copies: str) -> tuple[PositionHistory, ...]:
    return find_positions(records, known={}, copies=copies)


def _changes(*records: Record) -> list[str | None]:
    (found,) = _histories(*records)
    return [entry.change for entry in found.entries]


def test_annotated_histories_show_what_changed(stories: tuple[Story, ...]) -> None:
    """Of each annotated history the entries come in order, and those that change it are known.

    Whether a turn with a condition is a softening or a reversal is the scale's to say.
    """
    for story in stories:
        found = find_positions(with_positions(story).values(), known={}, copies={})
        for wanted in story.notes["position_histories"]:
            (history,) = (
                one
                for one in found
                if (one.holder, one.issue) == (wanted["holder"], wanted["issue"])
            )
            assert [entry.stance for entry in history.entries] == [
                e["stance"] for e in wanted["entries"]
            ]
            assert bool(history.changes) == wanted["changes"], wanted["holder"]
            for entry, asked in zip(history.entries, wanted["entries"], strict=True):
                assert (entry.change in (None, "unchanged")) == (
                    asked["change"] in (None, "unchanged")
                )


def _told(story: Story, history: PositionHistory) -> list[tuple[str, str, bool]]:
    """Report, side and whether it changed, of the entries of a history that tell of no others."""
    short = {record.article.id: name for name, record in story.records.items()}
    return [
        (short[one.article], side_of(one.stance), one.change not in (None, "unchanged"))
        for one in history.entries
        if one.according_to is None
    ]


def _is_found(story: Story, wanted: dict[str, Any], found: tuple[PositionHistory, ...]) -> bool:
    """Whether a history has each change with its report, and no other in the annotated reports.

    An entry that changes nothing may be left out; further wants on the issue may stand beside it.
    """
    changes = ("softened", "hardened", "reversed")
    asked = {
        (e["report"], side_of(e["stance"])) for e in wanted["entries"] if e["change"] in changes
    }
    sides = {side_of(e["stance"]) for e in wanted["entries"]}
    for history in found:
        told = _told(story, history) if _is_of(history, wanted["holder"]) else []
        turned = {(report, side) for report, side, changed in told if changed}
        if len(told) > 1 and turned == asked and sides <= {side for _, side, _ in told}:
            return True
    return False


def _is_of(history: PositionHistory, holder: str) -> bool:
    return history.name in (
        holder,
        {"Turkish Republic of Northern Cyprus": "Northern Cyprus"}.get(holder),
    )


def test_histories_from_reports_as_they_are_read(stories: tuple[Story, ...]) -> None:
    """Of the annotated histories at least ten of eleven come out of reading and resolving."""
    right = []
    for story in stories:
        found = find_positions(story.records.values(), known={}, copies={})
        right += [_is_found(story, one, found) for one in story.notes["position_histories"]]
    assert len(right) == 11
    assert sum(right) >= 10


def test_swings_inside_a_period_show() -> None:
    """First and last are the same; what lay between is not lost."""
    assert _changes(
        _held("2025-03-01", "rejects"),
        _held("2025-03-05", "supports"),
        _held("2025-03-09", "rejects"),
    ) == [None, "reversed", "reversed"]


def test_entries_are_in_the_order_of_their_days() -> None:
    """A report may look back; the day of which it tells counts."""
    late = _held("2025-03-09", "demands", when="2025-02-01")
    (found,) = _histories(_held("2025-03-01", "supports"), late)
    assert [(entry.when, entry.change) for entry in found.entries] == [
        ("2025-02-01", None),
        ("2025-03-01", "softened"),
    ]


def test_two_reports_of_one_day_are_no_change() -> None:
    """Two outlets that read one speech otherwise contradict each other: nobody changed."""
    one = _held("2025-03-01", "rejects", id="a")
    other = _held("2025-03-01", "opposes", id="b")
    assert _changes(one, other) == [None, None]


def test_other_matters_of_one_issue_are_not_compared() -> None:
    """Two towns, two ceasefires."""
    one = _held("2025-03-01", "supports", "a ceasefire in the harbour of Bergen")
    other = _held("2025-03-05", "rejects", "a ceasefire along the railway to Narvik")
    assert _changes(one, other) == [None, None]


def test_what_others_say_stands_apart() -> None:
    """Sweden's word on Norway's position is an entry of its own and changes nothing."""
    where = article("Norway spoke of a ceasefire. So it was said.", id="2025-03-05")
    said = statement(where, "Norway spoke of a ceasefire", speaker="Q34")
    sweden = entity("Sweden", id="Q34", country="SWE")
    others = _held("2025-03-05", "supports", said=(said,), entities=(sweden,))
    (found,) = _histories(_held("2025-03-01", "rejects"), others, _held("2025-03-09", "rejects"))
    assert [(e.according_to, e.own, e.change) for e in found.entries] == [
        (None, False, None),
        ("Sweden", False, None),
        (None, False, "unchanged"),
    ]


def test_what_a_party_says_itself_is_its_own() -> None:
    """A statement of the holder, or of somebody who acts for it."""
    where = article("Norway spoke of a ceasefire. So it was said.", id="2025-03-05")
    said = statement(where, "Norway spoke of a ceasefire", speaker="Q20")
    (found,) = _histories(_held("2025-03-05", "supports", said=(said,)))
    assert [(entry.own, entry.according_to) for entry in found.entries] == [(True, None)]


def test_reprints_are_no_second_entry() -> None:
    """A copy only says that it has it too."""
    one, two = _held("2025-03-01", "supports"), _held("2025-03-02", "supports")
    (found,) = _histories(one, two, **{"2025-03-02": "2025-03-01"})
    assert [(entry.source, entry.also) for entry in found.entries] == [
        ("2025-03-01.txt", ("2025-03-02.txt",))
    ]


def test_one_thing_under_two_issues_is_one_matter() -> None:
    """Words decide where issues differ; an issue that says something wins over "other"."""
    body = "the Association of northern fishing towns"
    one = _held("2025-03-01", "supports", body, issue="elections")
    other = _held("2025-03-05", "rejects", "the Association", issue="other")
    (found,) = _histories(one, other)
    assert (found.issue, [e.change for e in found.entries]) == ("elections", [None, "reversed"])
    third = _held("2025-03-05", "rejects", "an early vote", issue="elections")
    (found,) = _histories(one, third)
    assert [e.change for e in found.entries] == [None, None]
