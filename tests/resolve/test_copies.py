"""Copied text."""

from __future__ import annotations

from memcon.resolve.copies import find_copies, sources_of
from tests.factories import article
from tests.resolve.stories import Story

WIRE = (
    "The ministers of fisheries of two neighbouring states met on Monday in a harbour town and "
    "agreed to share what is left of the herring. Neither of them wanted to say how much that is. "
    "A scientist who advised both sides put it at a third of what swam there ten years ago, and "
    "asked the ministers to close the northern grounds until the spring."
)
OWN = (
    "Two fisheries ministers shook hands in a harbour town yesterday over herring that hardly is. "
    "The northern grounds may be closed until spring, if the fleets can be brought to agree, which "
    "nobody on the quay believed. One skipper said he would rather sell his boat to the museum."
)


def test_annotated_copies_are_found_and_no_others(stories: tuple[Story, ...]) -> None:
    """Reprints go back to the report they reprint; reports of one event by two hands do not."""
    for story in stories:
        found = find_copies(record.article for record in story.records.values())
        names = {record.article.id: short for short, record in story.records.items()}
        pairs = {(names[one.article], names[one.of]) for one in found}
        assert pairs == {(one["copy"], one["of"]) for one in story.notes["copies"]}


def test_the_earlier_report_is_the_source() -> None:
    """Who printed it first has it; the reason counts what is shared."""
    first = article(WIRE, id="a", published="2025-03-01")
    later = article("From our desk. " + WIRE, id="b", published="2025-03-02")
    (found,) = find_copies([later, first])
    assert (found.article, found.of) == ("b", "a")
    assert found.score > 0.9
    assert "1 days later" in found.reason


def test_on_one_day_who_names_itself_is_the_source() -> None:
    """A wire signs its text."""
    wire = article(
        "HARBOUR (Tern Wire) - " + WIRE, id="z", published="2025-03-01", site="Tern Wire"
    )
    paper = article(WIRE, id="a", published="2025-03-01", site="Daily Gull")
    (found,) = find_copies([paper, wire])
    assert (found.article, found.of) == ("a", "z")


def test_cut_copies_are_found() -> None:
    """Half of a report is a copy of it."""
    whole = article(WIRE + "\n\n" + OWN, id="a", published="2025-03-01")
    half = article(WIRE, id="b", published="2025-03-01")
    assert [(one.article, one.of) for one in find_copies([whole, half])] == [("b", "a")]


def test_two_writers_do_not_copy() -> None:
    """The same event in other words is no copy, nor is a reprint after a month."""
    one = article(WIRE, id="a", published="2025-03-01")
    assert find_copies([one, article(OWN, id="b", published="2025-03-01")]) == ()
    assert find_copies([one, article(WIRE, id="b", published="2025-04-01")]) == ()


def test_copies_of_copies_go_back_to_the_source() -> None:
    """However long the chain, the first report is the source."""
    days = ("2025-03-01", "2025-03-05", "2025-03-10")
    texts = [article(WIRE, id=name, published=day) for name, day in zip("abc", days, strict=True)]
    assert sources_of(find_copies(texts)) == {"b": "a", "c": "a"}


def test_short_texts_are_never_copies() -> None:
    """Two lines that agree show nothing."""
    texts = [article("The talks were adjourned on Monday.", id=name) for name in "ab"]
    assert find_copies(texts) == ()
