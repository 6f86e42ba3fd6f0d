"""Teams, pairs of people, formats by their members, states taken for persons, appositions."""

from __future__ import annotations

import pytest

import memcon
from memcon.record import EntityKind, Record


def _meant(record: Record, words: str) -> list[str | None]:
    """Names of what each mention of ``words`` means, in order."""
    names = {entity.id: entity.name for entity in record.entities}
    at = [one for one in record.mentions if record.article.quote(one.span) == words]
    return [names.get(one.link.entity or "") for one in at]


def _read(text: str, date: str | None) -> Record:
    return memcon.read_text(text, published=date)


@pytest.mark.parametrize(
    "text",
    [
        "Portugal beat Norway 2-1 in Lisbon late on Sunday.",
        "Portugal lost the semi-final after a goal by a midfielder.",
    ],
)
def test_a_state_that_plays_is_its_team(text: str) -> None:
    """A place in a contest is a body of the report, never the state; the state is named."""
    record = _read(text, "2024-06-03")
    (portugal,) = [m for m in record.mentions if record.article.quote(m.span) == "Portugal"]
    entity = next(one for one in record.entities if one.id == portugal.link.entity)
    assert entity.kind is EntityKind.ORGANISATION
    assert portugal.link.named == "Q45"


@pytest.mark.parametrize(
    "text",
    [
        "Portugal won the vote in the council 9-4 on Sunday.",
        "Portugal will play a part in the talks on the strait.",
        "Portugal accused Norway of breaking the agreement.",
    ],
)
def test_votes_and_talks_are_no_contests(text: str) -> None:
    """A state that votes or talks stays the state."""
    assert _meant(_read(text, "2024-06-03"), "Portugal") == ["Portugal"]


def test_two_ministers_are_the_two_named() -> None:
    """A plural role takes up the two of that office, each with a mention."""
    text = (
        "Foreign Minister Sergei Lavrov met his Turkish counterpart Hakan Fidan in Ankara. "
        "The two ministers spoke about grain."
    )
    assert set(_meant(_read(text, "2024-06-10"), "The two ministers")) == {
        "Sergey Lavrov",
        "Hakan Fidan",
    }


@pytest.mark.parametrize(
    "text",
    [
        "President Emmanuel Macron spoke in Paris. Both presidents had agreed on a date.",
        "President Emmanuel Macron met President Volodymyr Zelensky and President Klaus Iohannis "
        "in Paris. Both presidents had agreed on a date.",
    ],
)
def test_one_or_three_are_no_pair(text: str) -> None:
    """Where one or three of the office were named, "both presidents" means nobody known."""
    assert _meant(_read(text, "2024-03-10"), "Both presidents") == []


@pytest.mark.parametrize(
    ("states", "meant"),
    [
        ("Saudi Arabia, Egypt, the United Arab Emirates and the United States", "Quad on Sudan"),
        ("Australia, India, Japan and the United States", "Quad"),
    ],
)
def test_a_format_is_told_by_its_members(states: str, meant: str) -> None:
    """Of two formats of one name that is meant whose members the text names."""
    text = f"Ministers of {states} met on Monday. The Quad asked for a truce."
    assert _meant(_read(text, "2025-11-03"), "Quad") == [meant]


def test_a_lone_given_name_of_a_state_is_the_state() -> None:
    """The state is meant by "Chad said" where nobody of the name is about."""
    text = "Chad said on Monday that it would close its border."
    assert _meant(_read(text, "2024-05-01"), "Chad") == ["Chad"]


def test_a_role_after_a_name_is_the_one_named() -> None:
    """A role between commas after a name is that person, not another of the role."""
    text = "Staffan de Mistura, the UN envoy, is to visit Tindouf in May."
    assert _meant(_read(text, "2025-11-12"), "the UN envoy") == ["Staffan de Mistura"]


def test_an_abbreviation_of_two_words_is_one_state() -> None:
    """West Virginia is "W. Va.", which holds no Virginia."""
    record = _read("A mine near Charleston, W. Va., was closed.", "2007-01-03")
    assert _meant(record, "W. Va.") == ["West Virginia"]
    assert _meant(record, "Va.") == []
