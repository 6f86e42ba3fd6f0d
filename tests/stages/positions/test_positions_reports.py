"""Positions in short reports of our own, the issues of claims, and what they taught."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import memcon
from memcon.record.stance import SIDES
from tests.position_reports import counted
from tests.stages.positions.conftest import Read

CLAIMS = Path(__file__).parents[2] / "data" / "issue_claims.yaml"


def test_short_reports(wants: Read) -> None:
    """F1 over holder and issue, and the share of right sides, stay above what was measured."""
    assert wants
    found = counted("tuned")
    f1 = 2 * found["met"] / (found["gold"] + found["met"] + found["spurious"])
    assert f1 >= 0.75
    assert found["sided"] / found["met"] >= 0.93


def test_claims_show_their_issues(wants: Read) -> None:
    """Nine in ten claims show the issue that they are on."""
    assert wants
    rows: dict[str, list[str]] = yaml.safe_load(CLAIMS.read_text("utf-8"))
    right = sum(_met(issue, claims) for issue, claims in rows.items())
    assert right / sum(map(len, rows.values())) >= 0.9


def _met(issue: str, claims: list[str]) -> int:
    """How many of ``claims`` are read as on ``issue``, each in a paragraph of its own."""
    text = "\n\n".join(f"Peru wants {claim}." for claim in claims)
    record = memcon.read_text(text, published="2025-06-01")
    held = (one for one in record.positions if one.issue == issue)
    spans = [span for one in held for span in one.evidence.spans]
    places = ((text.index(f"Peru wants {claim}."), len(claim)) for claim in claims)
    return sum(any(s <= one.start < s + long for one in spans) for s, long in places)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("France urged Israel not to attack Iran.", "against"),
        ("Turkey agreed on Thursday not to use force against Greece.", "against"),
        ("Peru urged Chile not to lift the embargo.", "against"),
        ("Germany urged Israel not to abandon the truce.", "for"),
        ("Egypt promised not to expel the refugees.", "for"),
        ("Chad said all mercenaries must be out of the country.", "against"),
        ("Guyana said it would accept nothing but a ruling by the World Court.", "for"),
        ("Chad hopes for a ceasefire.", "for"),
        ("Chad said only a referendum could settle the matter.", "for"),
        ("Chad said there was no sense in talks with the rebels.", "against"),
    ],
)
def test_what_is_not_to_be_done(text: str, side: str, wants: Read) -> None:
    """Who asks that a thing not be done is against it; who wants nothing but it is for it."""
    assert [SIDES[one.stance] for one in wants(text)] == [side]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("California's attorney general, Ola Moe, ruled out a ceasefire.", "Ola Moe"),
        ("House Speaker Mike Johnson ruled out a ceasefire.", "Mike Johnson"),
        ("Niger became the first state to rule out a ceasefire.", "Niger"),
        ("ECOWAS, meanwhile, again ruled out a ceasefire.", "ECOWAS"),
    ],
)
def test_parts_of_a_state_hold_for_themselves(text: str, who: str, wants: Read) -> None:
    """Lawmakers and heads of regions are not lifted to their state; no subject is lost."""
    assert [one.who for one in wants(text)] == [who]


def test_a_ministry_without_a_country_is_that_of_the_subject_before(wants: Read) -> None:
    """A spokesman speaks for whom the sentence before is about, not for whom it names last."""
    found = wants(
        "Thailand said the fire on its border with Cambodia had stopped. “There will be no "
        "mediation,” foreign ministry spokesman Ola Moe told reporters."
    )
    assert [(one.who, one.issue) for one in found][-1] == ("Thailand", "mediation")


def test_their_negotiator_is_that_of_the_rebels(wants: Read) -> None:
    """The word "their" after armed groups means them, not whoever spoke of them."""
    found = wants(
        "President Gustavo Petro said the guerrillas of the ELN had attacked. Their chief "
        "negotiator, Ola Moe, asked for a ceasefire."
    )
    assert [one.who for one in found if one.issue == "ceasefire"] == ["National Liberation Army"]


def test_a_report_names_its_issues(wants: Read) -> None:
    """In a whole report a claim on no known issue is kept only where somebody is asked for it."""
    text = "Rain fell. Roads were wet. Chad chose blue hats. Chad asked Mali to wear hats."
    assert [(one.issue, one.toward) for one in wants(text)] == [("other", "Mali")]
