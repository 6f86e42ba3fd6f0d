"""The same claim in several reports."""

from __future__ import annotations

from memcon.record import Record
from memcon.resolve.claims import find_claims, find_sayings
from tests.factories import article, entity, record, statement

FIRST = "Norway will not send its trawlers north before May"
AGAIN = "no Norwegian trawlers would go north before May"


def _said(day: str, words: str, *, speaker: str = "Q1") -> Record:
    where = article(
        f"{words}, the minister said.", id=f"{day}-{speaker}", source=f"{day}.txt", published=day
    )
    people = [
        entity("Karin Moe", id="Q1", country="NOR"),
        entity("Olav Lie", id="Q2", country="NOR"),
        entity("Stina Berg", id="Q3", country="SWE"),
    ]
    made = statement(where, words, source="the minister", cue="said", speaker=speaker)
    return record(where, [*people, made])


def _claims(*records: Record) -> list[list[str]]:
    sayings = [one for each in records for one in find_sayings(each, known={}, copies={})]
    return [[saying.source for saying in claim.sayings] for claim in find_claims(sayings)]


def test_one_source_within_days_makes_one_claim() -> None:
    """The same words, nearly, two days later: the first report comes first."""
    reports = [_said("2025-03-03", AGAIN), _said("2025-03-01", FIRST)]
    assert _claims(*reports) == [["2025-03-01.txt", "2025-03-03.txt"]]


def test_later_it_is_said_anew() -> None:
    """After two weeks it is another statement."""
    assert _claims(_said("2025-03-01", FIRST), _said("2025-03-20", FIRST)) == []


def test_another_source_makes_another_claim() -> None:
    """Whoever speaks for another state says it for himself."""
    assert _claims(_said("2025-03-01", FIRST), _said("2025-03-01", FIRST, speaker="Q3")) == []


def test_another_matter_is_another_claim() -> None:
    """One speaker, one day, two subjects."""
    other = "the museum of fisheries opens in the old customs house"
    assert _claims(_said("2025-03-01", FIRST), _said("2025-03-02", other)) == []


def test_reasons_are_given() -> None:
    """A claim says why its statements are one."""
    records = (_said("2025-03-01", FIRST), _said("2025-03-02", FIRST))
    sayings = [one for each in records for one in find_sayings(each, known={}, copies={})]
    (claim,) = find_claims(reversed(sayings))
    assert "the same source" in claim.reason
    assert "100% of the words" in claim.reason
    assert claim.score > 0.9
