"""What a question reaches: the facts that fit, and the reports to see them with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from memcon.store import Filter, Reach, View, Writer
from tests import dossier

RECORDS = tuple(dossier.records(120))
EVENTS = {event.id: record for record in RECORDS for event in record.events}


@pytest.fixture
def view(store: str) -> Iterator[View]:
    """A store with many reports, on each engine."""
    with Writer.open(store) as writer:
        writer.add(RECORDS)
    with View.open(store) as view:
        yield view


def _reach(view: View, asked: Filter, kind: str = "event", most: int = 1000) -> Reach:
    found = view.reach(asked, kinds=(kind,), most=most)  # type: ignore[arg-type]
    assert found is not None
    return found


def _ids(found: Reach) -> set[str]:
    return {one for one, _ in found.reports}


def test_without_filters_everything_is_reached(view: View) -> None:
    """All facts of the kind fit, and all reports are seen."""
    found = _reach(view, Filter())
    assert found.facts == set(EVENTS)
    assert _ids(found) == {record.article.id for record in RECORDS}


def test_neighbours_lie_outside_the_filter(view: View) -> None:
    """Reports of the months around that name the same parties are reached, no others."""
    first, last = "2019-01-01", "2019-12-31"
    found = _reach(view, Filter(since="2019", until="2019"))
    assert found.facts == {row["id"] for row in view.events(Filter(since="2019", until="2019"))}
    own = {EVENTS[one].article.id for one in found.facts}
    assert own < _ids(found)
    days = {r.article.published or "" for r in RECORDS if r.article.id in _ids(found)}
    assert min(days) < first
    assert max(days) > last
    assert min(days) > "2018-06"
    assert max(days) < "2020-06"


def test_a_position_is_seen_with_all_of_its_party(view: View) -> None:
    """Whatever the period, the reports with positions of the same party are reached."""
    state = dossier.SMALL.states[0]
    found = _reach(view, Filter(who=state.id, since="2019", until="2019"), "position")
    held = {r.article.id for r in RECORDS if any(p.holder == state.id for p in r.positions)}
    assert _ids(found) == held
    assert len(found.facts) < len(held)


def test_too_much_is_not_reached(view: View) -> None:
    """Beyond the number of reports there is no answer, whether they fit or are neighbours."""
    assert view.reach(Filter(), kinds=("event",), most=len(RECORDS) - 1) is None
    own = len({EVENTS[one].article.id for one in _reach(view, Filter(since="2025")).facts})
    assert view.reach(Filter(since="2025"), kinds=("event",), most=own - 1) is None
    assert _reach(view, Filter(since="2099"), most=1) == Reach(frozenset(), frozenset())


def test_records_are_given_as_they_were_read(view: View) -> None:
    """Any number of articles at once, by id; what is not there is left out."""
    wanted = [record.article.id for record in RECORDS[:5]]
    expected = sorted(RECORDS[:5], key=lambda one: one.article.id)
    assert [one.events for one in view.as_read([*wanted, "nothing"])] == [
        one.events for one in expected
    ]
