from __future__ import annotations

from typing import Final

import pytest

from memcon.codebook.cues import load_cues
from memcon.nlp import Parser
from memcon.record.facts import Mode, StatementClass
from memcon.stages.statements.classes import class_of
from tests import factories as make

TABLE: Final[tuple[tuple[str, str, StatementClass], ...]] = (
    ("Ruiz said the talks go on.", "said", "speech"),
    ("Ruiz has not said that the talks go on.", "has not said", "speech"),
    ("Ruiz later told reporters that nobody had left.", "later told reporters", "speech"),
    ("Oslo announced that the border would open.", "announced", "speech"),
    ("Ruiz went on to add that nobody had left.", "went on to add", "speech"),
    ("Ruiz was quoted as saying that nobody had left.", "was quoted as saying", "speech"),
    ("Haddad accused Rome of breaking the truce.", "accused", "speech"),
    ("Haddad urged both sides to stop.", "urged", "speech"),
    ("Haddad asked whether the border would open.", "asked", "speech"),
    ("Haddad is calling for a truce.", "is calling for", "speech"),
    ("The border is closed, according to the ministry.", "according to", "speech"),
    ("Tehran made it clear that it would not sign.", "made it clear", "speech"),
    ("Tehran has made clear that it would not sign.", "has made clear", "speech"),
    ("She pointed out that no date was set.", "pointed out", "speech"),
    ("The ministry issued a statement that the border was open.", "issued a statement", "speech"),
    ("Ruiz gave a warning that the truce was over.", "gave a warning", "speech"),
    ("Oslo made a promise that the border would open.", "made a promise", "speech"),
    ("Nobody believed the claim of Oslo that it was open.", "claim", "speech"),
    ("Ruiz responded to the charge that nobody had left.", "responded", "speech"),
    ("Ruiz threatened to leave the talks.", "threatened", "speech"),
    ("Ruiz wrote that the letter had arrived.", "wrote", "writing"),
    ("Ruiz tweeted that the letter had arrived.", "tweeted", "writing"),
    ("Ruiz posted on her page that it had arrived.", "posted on her page", "writing"),
    ("The paper published a list of demands.", "published", "writing"),
    ("Oslo released a report that the plant was open.", "released a report", "writing"),
    ("The letter of Ruiz that it was over came late.", "letter", "writing"),
    ("Ruiz believes that the talks go on.", "believes", "thought"),
    ("Ruiz doubts that the talks go on.", "doubts", "thought"),
    ("Ruiz does not think that the talks go on.", "does not think", "thought"),
    ("In the view of Oslo, the deal holds.", "In the view of", "thought"),
    ("Oslo wants the border to open.", "wants", "thought"),
    ("Oslo has hopes that the border will open.", "has hopes", "thought"),
    ("Ruiz supports the plan.", "supports", "thought"),
    ("Ruiz has a suspicion that the deal is off.", "has a suspicion", "thought"),
    ("Oslo plans to open the border.", "plans", "intention"),
    ("Oslo intends to open the border.", "intends", "intention"),
    ("Oslo is aiming to open the border.", "is aiming", "intention"),
    ("Oslo refused to open the border.", "refused", "intention"),
    ("Oslo took the decision that the border must open.", "took the decision", "intention"),
    ("The parliament voted to open the border.", "voted", "act"),
    ("The council approved the plan.", "approved", "act"),
    ("The figures show that the border is shut.", "show", "act"),
    ("The president signed the order to leave.", "signed", "act"),
    ("The court ruled that the border must open.", "ruled", "act"),
    ("Ruiz agreed to meet the envoy.", "agreed", "intention"),
    ("Ruiz agreed that it was late.", "agreed", "speech"),
    ("The office did not respond to a request.", "did not respond", "act"),
    ("The office responded that it was late.", "responded", "speech"),
    ("The union hopes that a summit in Oslo will help.", "hopes", "thought"),
)
"""A sentence, its cue, and the class that readers would give it."""


def _class(text: str, cue: str, mode: Mode, parser: Parser) -> StatementClass:
    report = make.article(text)
    spans = (make.find(report, cue),) if cue else ()
    return class_of(make.parse_of(parser, report), spans, mode, load_cues())


@pytest.mark.parametrize(
    ("text", "cue", "expected"), [pytest.param(*row, id=row[0]) for row in TABLE]
)
def test_the_cue_gives_the_class(
    text: str, cue: str, expected: StatementClass, parser: Parser
) -> None:
    """The lexicon tells speech, writing, thought, intention and act, light verbs by their noun."""
    assert _class(text, cue, "indirect", parser) == expected


@pytest.mark.parametrize("mode", ["direct", "indirect", "mixed"])
def test_a_known_cue_has_its_class_in_any_mode(mode: Mode, parser: Parser) -> None:
    """Quotation marks do not make a plan or a letter speech."""
    assert _class("Oslo plans to open the border.", "plans", mode, parser) == "intention"
    assert _class("Ruiz wrote that it had arrived.", "wrote", mode, parser) == "writing"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ruiz: the talks go on.", ":"),
        ("The talks go on — Ruiz.", "—"),
        ("The talks go on, Ruiz.", ","),
        ("The talks go on.", ""),
    ],
)
@pytest.mark.parametrize("mode", ["direct", "indirect", "mixed"])
def test_a_mark_or_nothing_for_a_cue_is_speech(
    text: str, cue: str, mode: Mode, parser: Parser
) -> None:
    """A colon, a dash, or a quotation that goes on without a cue: someone speaks."""
    assert _class(text, cue, mode, parser) == "speech"


@pytest.mark.parametrize(
    ("mode", "expected"), [("direct", "speech"), ("mixed", "speech"), ("indirect", "act")]
)
def test_an_unknown_cue_is_speech_only_with_a_quotation(
    mode: Mode, expected: StatementClass, parser: Parser
) -> None:
    """What introduces quoted words is speech, whatever the verb; else it is something done."""
    assert _class("Ruiz zigzagged that the talks go on.", "zigzagged", mode, parser) == expected
    assert _class("Ruiz smiled that the talks go on.", "smiled", mode, parser) == expected


def test_a_cue_of_two_parts_is_one_cue(parser: Parser) -> None:
    """A phrase that the source breaks is still known by its words."""
    report = make.article("“Go,” said Ruiz in a letter.")
    spans = tuple(make.find(report, words) for words in ("said", "in a letter"))
    assert class_of(make.parse_of(parser, report), spans, "direct", load_cues()) == "speech"
