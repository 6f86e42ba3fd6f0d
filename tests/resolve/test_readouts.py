"""Where reports of one event differ."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.record import EntityKind, Record
from memcon.resolve.calls import find_call
from memcon.resolve.dossier import resolve
from memcon.resolve.events import find_happenings
from memcon.resolve.parties import Parties
from memcon.resolve.readouts import find_contradictions
from memcon.resolve.surroundings import Surroundings
from tests.factories import article, entity, linked, record
from tests.resolve.stories import Story, annotated
from tests.resolve.telling import telling


def _sentence(words: str) -> Record:
    where = article(words, id="a", published="2025-03-10")
    states = {"Norway": "NOR", "Sweden": "SWE"}
    facts: list[Any] = []
    for name, code in states.items():
        facts += [entity(name, EntityKind.COUNTRY, id=f"Q-{code}", country=code)]
        for nth in range(words.count(name)):
            facts += linked(where, name, f"Q-{code}", nth=nth)
    return record(where, facts)


@pytest.mark.parametrize(
    ("words", "caller"),
    [
        ("Norway received a telephone call from Sweden on Monday.", "SWE"),
        ("Norway and Sweden spoke on Monday at the request of Norway.", "NOR"),
        ("The ministers of Sweden and Norway talked; the call was placed by Sweden.", "SWE"),
        ("On Monday Norway telephoned its neighbour Sweden.", "NOR"),
        ("Norway and Sweden spoke on Monday by telephone.", None),
    ],
)
def test_who_called_whom(words: str, caller: str | None) -> None:
    """The caller as the words have it; unknown where they do not say."""
    record = _sentence(words)
    event = telling("a", words, mode="phone", when="2025-03-10").event
    found = find_call(event, Parties(record), Surroundings.of(record))
    assert (found.caller if found else None) == caller


def test_annotated_contradictions_are_found(stories: tuple[Story, ...]) -> None:
    """Two ministries that each say the other one called."""
    for story in stories:
        records = annotated(story)
        dossier = resolve(records.values())
        sources = {short: one.article.source for short, one in records.items()}
        found = {(one.matter, frozenset(one.sources)) for one in dossier.contradictions}
        for wanted in story.notes["contradictions"]:
            pair = frozenset(sources[short] for short in wanted["reports"])
            assert (wanted["what"], pair) in found
            assert any(
                notice.kind == "contradiction" and set(notice.sources) == pair
                for notice in dossier.notices
            )


def test_days_and_places_that_differ() -> None:
    """Put together by hand, the two reports of a meeting disagree on day and place."""
    one = telling("a", "Ministers met.", when="2025-03-10", place="Q-Oslo")
    other = telling("b", "Ministers met.", when="2025-03-12", place="Q-Bergen")
    happenings = find_happenings([one, other], together=[(one.key, other.key)])
    found = find_contradictions(happenings)
    assert [(c.matter, c.sources) for c in found] == [
        ("date", ("a.txt", "b.txt")),
        ("place", ("a.txt", "b.txt")),
    ]
    assert found[0].quotes == ("Ministers met.", "Ministers met.")


def test_held_and_denied() -> None:
    """One reports a meeting, the other that it was denied."""
    one = telling("a", "Ministers met.", when="2025-03-10")
    other = telling("b", "Ministers met.", when="2025-03-10", status="denied")
    happenings = find_happenings([one, other], together=[(one.key, other.key)])
    assert [c.matter for c in find_contradictions(happenings)] == ["denial"]


def test_a_reprint_contradicts_nobody() -> None:
    """A slip in a copy is no second account."""
    one = telling("a", "Ministers met.", when="2025-03-10")
    other = telling("b", "Ministers met.", when="2025-03-12", copy_of="a")
    happenings = find_happenings([one, other], together=[(one.key, other.key)])
    assert find_contradictions(happenings) == ()
