from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ingest.furniture import FurnitureRule, load_rules, match_furniture
from tests.ingest.web import REPORT

CASES = [(rule, example) for rule in load_rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=lambda value: str(value)[:40])
def test_every_rule_catches_its_examples(rule: FurnitureRule, example: str) -> None:
    """Each example in furniture.yaml is furniture, and its own rule fits it."""
    assert rule.fits(example, len(example.split()))
    assert match_furniture(example)


@pytest.mark.parametrize(
    "text",
    [
        *REPORT,
        "Talks resume",
        "Second Summit Called Off",
        "By Tuesday evening the envoys had left the capital without a word to the press.",
        "Photographs of the signing were shown on state television.",
        "More than forty people died in the raid, officials said.",
        "Share prices fell after the announcement.",
        "Published accounts of the meeting differ.",
        "Read out in parliament, the letter caused an uproar.",
        "Related talks on gas transit will begin in May.",
        "Sources close to the talks said a deal was near.",
        "“No.”",
        "The cookie factory in the border town was hit by two shells.",
        "Follow-up talks will be held in Muscat next week.",
        "Reporting by the agency showed that the convoy had been hit. The army denied it.",
        "Top envoys meet in Doha",
        "Image of a broken alliance",
        "This article of the treaty was amended on 5 March.",
        "An earlier version of the draft was rejected by both sides.",
        "Corrections in the market were small, she said.",
    ],
)
def test_sentences_and_headings_of_a_report_are_not_furniture(text: str) -> None:
    """Words that furniture begins with do not make a sentence furniture."""
    assert match_furniture(text) is None


@given(st.text(alphabet=st.sampled_from("ab share on by , . | read more X 12 :-"), max_size=600))
def test_any_text_is_judged_in_bounded_time(text: str) -> None:
    """Patterns never run away, whatever repeats in the text."""
    assert match_furniture(text) is None or len(text) <= 500
