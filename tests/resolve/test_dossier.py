"""Many records, one dossier."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.record import Record
from memcon.record.correction import Correction, anchor_of
from memcon.resolve.dossier import resolve
from memcon.resolve.rows import event_row, position_row
from tests.resolve.scoring import b_cubed_f1, is_history_right, match, merged
from tests.resolve.stories import Story, annotated

MADE = {"author": "ada", "made": "2025-06-01T12:00:00"}
AS_READ = 0.92
"""B-cubed F1 of events as the pipeline reads them: what it does not read stands alone. 0.95 when
this was written, with 59 of 63 tellings read."""
RIGHT = 8
"""Status histories of the ten that come out of the texts as annotated; 9 when this was written."""


@pytest.fixture(scope="module")
def nile(stories: tuple[Story, ...]) -> dict[str, Record]:
    """The records of one story, with its annotated events."""
    (story,) = (one for one in stories if one.name == "nile")
    return annotated(story)


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_gives_the_same_dossier(nile: dict[str, Record], random: object) -> None:
    """Reports come as they come."""
    records = list(nile.values())
    random.shuffle(records)  # type: ignore[attr-defined]
    assert resolve(records) == resolve(nile.values())


def test_events_as_they_are_read(stories: tuple[Story, ...]) -> None:
    """From text to dossier: no near miss is merged, and what is read comes together."""
    found, right = {}, 0
    for story in stories:
        dossier = resolve(story.records.values())
        found[story.name] = match(story, story.records, dossier.happenings)
        assert list(merged(story, found[story.name])) == []
        histories = story.notes["status_histories"]
        right += sum(is_history_right(story, found[story.name], one) for one in histories)
    assert b_cubed_f1(found) >= AS_READ
    assert right >= RIGHT


def test_every_event_is_in_one_happening(nile: dict[str, Record]) -> None:
    """No telling is lost, and none is told twice."""
    dossier = resolve(nile.values())
    keys = [telling.key for one in dossier.happenings for telling in one.tellings]
    assert len(keys) == len(set(keys)) == sum(len(record.events) for record in nile.values())


def test_merge_and_split_by_hand(nile: dict[str, Record]) -> None:
    """What a person puts together or apart stays so, and undoing it brings back what was."""
    one = next(e for e in nile["N5"].events if "March 7" in e.what)
    other = next(e for e in nile["N1"].events if "received" in e.what)
    anchors = {"target": anchor_of(nile["N5"], one), "other": anchor_of(nile["N1"], other)}
    merge = Correction(kind="merge", **anchors, **MADE)  # type: ignore[arg-type]
    joined = resolve(nile.values(), [merge])
    assert _together(joined, one.id, other.id)
    assert not _together(resolve(nile.values()), one.id, other.id)

    same = next(e for e in nile["N3"].events if "spoke by telephone" in e.what)
    anchors = {"target": anchor_of(nile["N3"], same), "other": anchor_of(nile["N1"], other)}
    split = Correction(kind="split", **anchors, **MADE)  # type: ignore[arg-type]
    assert _together(resolve(nile.values()), same.id, other.id)
    assert not _together(resolve(nile.values(), [split]), same.id, other.id)


def test_corrected_status_is_the_status(nile: dict[str, Record]) -> None:
    """A correction of a fact counts before anything is compared."""
    event = next(e for e in nile["N8"].events if "cancelled" in e.what)
    target = anchor_of(nile["N8"], event)
    made = Correction(kind="status", target=target, value="postponed", **MADE)
    statuses = {one.status for one in resolve(nile.values(), [made]).happenings}
    assert "cancelled" not in statuses
    assert "cancelled" in {one.status for one in resolve(nile.values()).happenings}


def _together(dossier: object, one: str, other: str) -> bool:
    return any(
        {one, other} <= {telling.event.id for telling in happening.tellings}
        for happening in dossier.happenings  # type: ignore[attr-defined]
    )


def test_a_plan_is_overdue_once_its_day_has_passed(stories: tuple[Story, ...]) -> None:
    """What is overdue depends on the day as of which one asks."""
    for story in stories:
        for wanted in story.notes.get("overdue", ()):
            records = annotated(story)
            later = resolve(records.values(), today=wanted["as_of"])
            found = match(story, records, later.happenings)
            (event,) = {
                pair[1].id for (name, _), pair in found.items() if name == wanted["event"] and pair
            }
            assert ("overdue", (event,)) in {(n.kind, n.about) for n in later.notices}
            now = resolve(records.values())
            assert ("overdue", (event,)) not in {(n.kind, n.about) for n in now.notices}


def test_rows_have_the_fields_of_the_contract(nile: dict[str, Record]) -> None:
    """What the asking commands write can be relied on."""
    dossier = resolve(nile.values(), today=date(2025, 4, 1))
    row = event_row(max(dossier.happenings, key=lambda one: len(one.tellings)), dossier.names)
    assert {
        "id",
        "type",
        "what",
        "status",
        "history",
        "participants",
        "where",
        "when",
        "members",
        "reasons",
    } <= set(row)
    assert {"date", "status", "source"} <= set(row["history"][0])
    assert {"source", "event", "quote"} <= set(row["members"][0])
    assert {"Egypt", "Ethiopia"} <= {one["name"] for one in row["participants"]}
    entry = position_row(dossier.positions[0], dossier.names)["entries"][0]
    assert {"when", "stance", "claim", "source", "quote", "according_to", "change"} <= set(entry)


def test_nothing_gives_an_empty_dossier() -> None:
    """No records, no claims."""
    empty = resolve([])
    assert (empty.happenings, empty.people, empty.notices) == ((), (), ())
