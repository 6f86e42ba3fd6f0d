"""What happened: types, parties and what is counted of them."""

from __future__ import annotations

from typing import Any

from memcon.evaluate.events import Happening, find, read_answer, score
from memcon.record import Event, Participant
from memcon.record.facts import EventStatus
from tests import factories as make
from tests.evaluate.hand import place, row

TEXT = "Norland freed two fishermen of Sarvia."


def gold(event: str | None = "YIELD", quad: str = "material-coop", **sides: Any) -> Happening:
    """Gold of the sentence."""
    parties = {
        "actors": [place(TEXT, "Norland", code="NOR")],
        "recipients": [place(TEXT, "Sarvia", code="SRB")],
    }
    return read_answer(row(text=TEXT, event=event, quad=quad, **(parties | sides)))


def test_gold_against_itself_is_perfect_and_nothing_is_zero() -> None:
    """Nobody exchanges the sides in either case."""
    figures = score([(gold(), (gold(),))]).figures
    assert (figures.pop("swapped"), figures.pop("extra")) == (0.0, 0.0)
    assert set(figures.values()) == {1.0}
    assert set(score([(gold(), None)]).figures.values()) == {0.0}


def test_yield_is_met_by_concede_and_retreat_and_old_names_by_new_ones() -> None:
    """Other types do not meet it."""
    for type, right in (("CONCEDE", 1.0), ("RETREAT", 1.0), ("AID", 0.0)):
        assert score([(gold(), (gold(type),))]).figures["type.f1"] == right
    assert score([(gold("DEMAND"), (gold("REQUEST"),))]).figures["type.f1"] == 1.0


def test_the_first_event_counts_and_the_others_may_help() -> None:
    """A right type that is not first is right for `any` alone."""
    result = score([(gold("AID"), (gold("ACCUSE"), gold("AID")))])
    assert (result.figures["type.f1"], result.figures["type_any"]) == (0.0, 1.0)
    assert (result.counts["found"], result.figures["extra"]) == (2, 1.0)


def test_sides_that_are_exchanged() -> None:
    """The actor where the recipient is and the other way round."""
    crossed = gold(actors=[place(TEXT, "Sarvia")], recipients=[place(TEXT, "Norland")])
    figures = score([(gold(), (crossed,))]).figures
    assert (figures["swapped"], figures["actor"], figures["triple"]) == (1.0, 0.0, 0.0)


def test_sentences_without_an_event() -> None:
    """Finding one there costs precision of detection and of the type."""
    nothing = gold(None, "none", actors=[], recipients=[])
    figures = score([(gold(), (gold(),)), (nothing, (gold(),))]).figures
    assert figures["detect.p"] == 0.5
    assert figures["type.p"] == 0.5
    assert figures["quad_acc"] == 0.5


def test_events_of_a_record_are_ranked_by_score() -> None:
    """Hosts and mediators stand with the actors; countries come from the entities."""
    report = make.article(TEXT)
    norland = make.entity("Norland", make.EntityKind.COUNTRY, id="Q1", country="NOR")

    def event(type: str, sure: float, status: EventStatus = "held") -> Event:
        return Event(
            id=f"event-{type}",
            type=type,
            code=type,
            what="freed",
            status=status,
            participants=(Participant("Q1", make.passage(report, "Norland"), "host"),),
            where=None,
            when=None,
            score=sure,
            reason="by hand",
            evidence=make.passage(report, "freed"),
        )

    found = find(make.record(report, [norland, event("AID", 0.3), event("RETREAT", 0.8)]))
    assert [one.type for one in found] == ["RETREAT", "AID"]
    assert found[0].actors[0].code == "NOR"
    assert found[0].quad == "material-coop"
