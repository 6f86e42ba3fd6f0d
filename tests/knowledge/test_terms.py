"""Terms in office from several sources become one row of terms."""

from __future__ import annotations

from memcon.knowledge.rows import HoldingRow
from memcon.knowledge.terms import joined


def term(person: str, begin: str, end: str | None = None, *, acting: bool = False) -> HoldingRow:
    """A term in the one office."""
    return HoldingRow(office="o", person=person, begin=begin, end=end, acting=acting, source="test")


def dates(*told: tuple[str, list[HoldingRow]]) -> list[tuple[str, str, str | None]]:
    """Person, begin and end of the terms of several sources."""
    return [(row.person, row.begin, row.end) for row in joined(told)]


def test_overlapping_terms_of_one_person_are_one() -> None:
    """The dates of the source believed more stand, however the other cuts the term."""
    ours = [term("a", "2012-05-07")]
    theirs = [term("a", "2012-05", "2018-05-07"), term("a", "2018-05-07")]
    assert dates(("2025", ours), ("2026", theirs)) == [("a", "2012-05-07", None)]


def test_an_end_that_only_the_other_knows_is_taken() -> None:
    """A term that was open when it was written down has ended since."""
    ours = [term("a", "2012-05-07")]
    assert dates(("2025", ours), ("2026", [term("a", "2012", "2026-02-01")])) == [
        ("a", "2012-05-07", "2026-02-01")
    ]


def test_a_newcomer_ends_an_open_term() -> None:
    """Who came in after the first source was last checked has taken the office over."""
    ours, theirs = [term("a", "2020-01-01")], [term("b", "2026-03-10")]
    assert dates(("2025-12", ours), ("2026-05", theirs)) == [
        ("a", "2020-01-01", "2026-03-10"),
        ("b", "2026-03-10", None),
    ]


def test_a_claim_from_before_the_last_check_ends_nothing() -> None:
    """The tables were checked after that day and still saw the first in office."""
    ours, theirs = [term("a", "2020-01-01")], [term("b", "2023-03-10", "2023-04")]
    assert ("a", "2020-01-01", None) in dates(("2025-12", ours), ("2026-05", theirs))


def test_acting_holders_and_shared_offices_end_nobody() -> None:
    """A stand-in takes nothing over, nor a third member of a presidency."""
    stand_in = [term("b", "2026-03-10", acting=True)]
    assert dates(("2025-12", [term("a", "2020")]), ("2026-05", stand_in))[0] == ("a", "2020", None)
    shared = [term("a", "2020"), term("c", "2020")]
    told = dates(("2025-12", shared), ("2026-05", [term("b", "2026-03-10")]))
    assert told[:2] == [("a", "2020", None), ("c", "2020", None)]


def test_earlier_terms_come_in() -> None:
    """What lies before the tables is added."""
    ours, theirs = [term("a", "2020-01-01")], [term("z", "1991", "1994")]
    assert dates(("2025", ours), ("2026", theirs))[0] == ("z", "1991", "1994")
