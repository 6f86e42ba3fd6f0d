"""Quotations that a clause about the speaker, or a participle, must not take from the speaker."""

from __future__ import annotations

import pytest

import memcon
from memcon.codebook.cues import load_cues
from memcon.knowledge.base import KnowledgeBase
from memcon.nlp import Parser
from memcon.stages.statements.page import Page
from memcon.stages.statements.quoting import go_on, hand_back
from memcon.stages.statements.rules import find_triples
from memcon.stages.statements.trimming import without_empty
from memcon.stages.statements.triples import Triple
from memcon.stages.statements.turns import find_turns
from tests import factories as make

BROKEN = (
    "“Every time you fine them,” Ruiz said, referring to the bank, “you help the poor to sleep.”"
)
FOUGHT = "“These are hard days for us,” said Ana Ruiz, a lawyer, who has been challenging the mine."


def _triple(text: str, source: str, cue: str, *content: str) -> Triple:
    report = make.article(text)
    return Triple(
        source=(make.find(report, source),),
        cue=(make.find(report, cue),),
        content=tuple(make.find(report, words) for words in content),
        score=0.9,
        reason="",
    )


def _page(text: str, parser: Parser) -> Page:
    report = make.article(text)
    return Page.of(report, make.parse_of(parser, report), load_cues())


def test_a_participle_gives_a_broken_quotation_back(parser: Parser) -> None:
    """The second half of a quotation is the speaker's, not what a participle is about."""
    said = _triple(BROKEN, "Ruiz", "said", "“Every time you fine them,”")
    took = _triple(BROKEN, "Ruiz", "referring to", "the bank, “you help the poor to sleep.”")
    page = _page(BROKEN, parser)
    first, second = go_on(page, list(hand_back(page, [said, took])))
    text = page.article
    assert [text.quote(span) for span in first.content][1:] == ["“you help the poor to sleep.”"]
    assert [text.quote(span) for span in second.content] == ["the bank"]


def test_what_a_participle_quotes_stays_its_own(parser: Parser) -> None:
    """A quotation that stands right after "adding" is what is added."""
    text = "“It is over,” Ruiz said, adding that it was “a great shame for all of us here.”"
    said = _triple(text, "Ruiz", "said", "“It is over,”")
    added = _triple(text, "Ruiz", "adding", "it was “a great shame for all of us here.”")
    page = _page(text, parser)
    assert list(hand_back(page, [said, added])) == [said, added]


def test_a_clause_about_a_speaker_quotes_nothing_before_it(parser: Parser) -> None:
    """Who has been challenging a mine does not challenge what she says."""
    page, quoted = _page(FOUGHT, parser), "“These are hard days for us,”"
    found = [t for t in find_triples(page) if page.article.quote(t.content[0]) == quoted]
    assert [page.article.quote(t.cue[0]) for t in found] == ["said"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("The envoy noticed that.", 0, id="empty"),
        pytest.param("The envoy denied that.", 1, id="denied"),
        pytest.param("The envoy noticed a truce.", 1, id="said"),
    ],
)
def test_a_content_without_content_is_none(text: str, kept: int, parser: Parser) -> None:
    """What says no more than "that" is left out, unless somebody denies it."""
    _, _, cue, rest = text.rstrip(".").split(" ", 3)
    triple = _triple(text, "The envoy", cue, rest)
    assert len(list(without_empty(_page(text, parser), [triple]))) == kept


def test_a_quoted_transcript_goes_on(parser: Parser) -> None:
    """Paragraphs that open the quotation again belong to the turn before them."""
    text = (
        '"RUIZ: The talks go on.\n\n"We wait for news.\n\n"HADDAD: So do we, as you know.\n\n'
        '"RUIZ: Good.\n\n"(CROSSTALK.)'
    )
    report = make.article(text)
    turns = find_turns(report, make.parse_of(parser, report))
    said = [[report.quote(span) for span in turn.content] for turn in turns]
    assert said == [
        ["The talks go on.", '"We wait for news.'],
        ["So do we, as you know."],
        ["Good."],
    ]


def test_an_envoy_named_after_his_title_speaks(knowledge: KnowledgeBase) -> None:
    """A name between commas after a title with a place in it is who speaks."""
    assert knowledge is not None
    record = memcon.read_text("The UN special envoy for Chad, Ada Holm, said that aid was late.")
    (said,) = record.statements
    assert record.entity(said.speaker or "").name == "Ada Holm"
