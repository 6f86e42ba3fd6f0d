"""Words and clauses that show a stance, read from sentences in our own words."""

from __future__ import annotations

import pytest

from tests.stages.positions.conftest import Read


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chad will not begin talks with Niger.", "rejects"),
        ("Chad has lent its backing to talks with Niger.", "supports"),
        ("Chad shrugged off talks with Niger.", "rejects"),
        ("Chad issued an ultimatum to Niger to begin talks.", "demands"),
        ("Chad's proposal would open talks with Niger.", "supports"),
        ("Chad is dead set against talks with Niger.", "opposes"),
        ("Chad has nothing against talks with Niger.", "supports"),
        ("Chad is ready for talks with Niger as long as they are secret.", "conditions"),
        ("Chad said there could be no talks without a truce.", "conditions"),
        ("Talks with Niger are Chad's main demand.", "demands"),
        ("Talks with Niger remain one of Chad's demands.", "demands"),
    ],
)
def test_families_of_words(text: str, stance: str, wants: Read) -> None:
    """Idioms, light verbs, refusals by any willed verb, and conditions place a party."""
    assert stance in {one.stance for one in wants(text) if one.issue == "direct-talks"}


def test_a_condition_by_word_order_is_no_demand(wants: Read) -> None:
    """A clause such as "should the talks fail" asks for nothing."""
    found = wants("Should the talks collapse, Chad would consider a truce.")
    assert "demands" not in {one.stance for one in found}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chad wants the tariffs on its milk to be lifted.", "opposes"),
        ("Chad wants Niger to carry out its drills.", "demands"),
        ("Chad wants the drills to begin without delay.", "demands"),
        ("Chad wants Niger to cancel its drills.", "opposes"),
    ],
)
def test_who_wants_a_thing_to_end_is_against_it(text: str, stance: str, wants: Read) -> None:
    """Words of ending turn a demand, others that only look like them do not."""
    assert [one.stance for one in wants(text)] == [stance]


@pytest.mark.parametrize(("word", "stance"), [("if", "opposes"), ("unless", "demands")])
def test_what_a_threat_hangs_on(word: str, stance: str, wants: Read) -> None:
    """Who threatens to leave if a thing comes is against it; unless it comes, for it."""
    found = wants(f"Chad threatened to leave the treaty {word} the sanctions are eased.")
    assert stance in {one.stance for one in found if one.issue.startswith("sanctions")}


def test_a_bare_deal_is_what_the_report_is_about(wants: Read) -> None:
    """Where a claim names no more than a deal, the issue is that of the whole report."""
    report = (
        "Kenya and Uganda are still at odds over tariffs on milk. Kenya wants lower tariffs. "
        "Uganda opposes any cut in the milk tariffs. Rwanda hailed the deal."
    )
    found = {(one.who, one.issue, one.stance) for one in wants(report)}
    assert ("Rwanda", "trade-tariffs", "supports") in found


def test_a_deal_without_a_report_stays_a_deal(wants: Read) -> None:
    """A single sentence lends no topic."""
    assert [one.issue for one in wants("Rwanda hailed the deal.")] == ["peace-agreement"]


@pytest.mark.parametrize(
    "text",
    [
        "Chad wants Niger to accept the opening",
        "Chad wants Niger to accept the opening and closing",
        "Chad wants Niger to accept the opening and closing of borders and markets",
    ],
)
def test_a_text_may_stop_anywhere(text: str, wants: Read) -> None:
    """Texts without a full stop, cut in the middle of what is wanted, are read all the same."""
    assert {one.who for one in wants(text)} <= {"Chad"}
