"""Rules that tell a place from who acts there, where no encoder has read the text."""

from __future__ import annotations

import pytest

from memcon.codebook.metonymy import load_readings
from memcon.codebook.titles import load_titles
from memcon.nlp import Parser
from memcon.stages.mentions.metonymy import Judged, judge
from tests import factories

ACTING = (
    "Relations between Chad and its neighbour improved.",
    "The council imposed sanctions on Chad.",
    "The bank gave Chad another loan.",
    "The Chad coach resigned after the defeat.",
    "A spokesman of Chad declined to answer.",
    "The rebels sold the tanks to Chad.",
)
LYING = (
    "The border between Chad and its neighbour is long.",
    "Heavy rain fell on Chad all week.",
    "She signed for Chad's Renaissance Club in June.",
    "The Chad highlands are cool in winter.",
    "The rivers of Chad run dry in summer.",
    "Many families emigrated to Chad last year.",
)


def read(parser: Parser, text: str) -> Judged:
    """How the name of Chad is read in the text."""
    parse = factories.parse_of(parser, factories.article(text))
    at = parse.words.index("Chad")
    return judge(parse, at, at + 1, load_readings(), load_titles().persons)


@pytest.mark.parametrize("text", ACTING)
def test_who_deals_pays_or_plays_is_an_actor(parser: Parser, text: str) -> None:
    """What the name stands with is done by states and teams, or to them."""
    assert read(parser, text).reading == "metonym"


@pytest.mark.parametrize("text", LYING)
def test_ground_that_is_crossed_or_lived_on_is_a_place(parser: Parser, text: str) -> None:
    """The same prepositions and cases leave a place where the governor spans or holds ground."""
    assert read(parser, text).reading == "literal"
