"""What the encoder attributes, cut to what is said."""

from __future__ import annotations

from typing import Final

import pytest

from memcon.codebook.cues import load_cues
from memcon.nlp import Parser
from memcon.stages.statements.page import Page
from memcon.stages.statements.trimming import trim, without_date_lines
from memcon.stages.statements.triples import Triple
from tests import factories as make

KEPT: Final[tuple[tuple[str, str, str, str, str, str, str], ...]] = (
    ("a clause is left alone", "Ruiz said that the talks go on.", "Ruiz", "said",
     "that the talks go on", "Ruiz", "that the talks go on"),
    ("a second sentence is the narrator's", "Ruiz said the talks go on. The hall was empty.",
     "Ruiz", "said", "the talks go on. The hall was empty", "Ruiz", "the talks go on."),
    ("a quotation of two sentences stays whole", "“We wait. It is late,” Ruiz said.", "Ruiz",
     "said", "“We wait. It is late,”", "Ruiz", "“We wait. It is late,”"),
    ("an open quotation before another goes", '"We wait. "It is late," Ruiz said.', "Ruiz",
     "said", '"We wait. "It is late,"', "Ruiz", '"It is late,"'),
    ("a missing source is the subject of the cue", "Oslo waits; Ruiz called the plan a fraud.", "",
     "called", "the plan a fraud", "Ruiz", "the plan a fraud"),
    ("who somebody is, is part of the source", "Ruiz, who leads the party, said it was late.",
     "who leads the party", "said", "it was late", "Ruiz, who leads the party", "it was late"),
    ("a clause that is cut off goes whole", "“We wait,” said an envoy who asked not to be named.",
     "an envoy who", "said", "“We wait,”", "an envoy", "“We wait,”"),
    ("that a source keeps its name back is not said",
     "An envoy who asked not to be named said it was late.", "An envoy", "said",
     "who asked not to be named … it was late", "An envoy", "it was late"),
)  # fmt: skip

DROPPED: Final = (
    ("a question by others", "Asked whether it was late, Ruiz left.", "", "Asked",
     "whether it was late"),
    ("what is seen by others", "The plan has been seen as a failure.", "", "been seen",
     "The plan … a failure"),
    ("whom a report cites", "The Herald, citing two officials, said it was late.", "The Herald",
     "citing", "two officials"),
    ("a wish for no name", "“We wait,” said an envoy who declined to be named.", "an envoy",
     "declined", "“We wait,”"),
)  # fmt: skip


def _page(text: str, parser: Parser) -> Page:
    report = make.article(text)
    return Page.of(report, make.parse_of(parser, report), load_cues())


def _triple(page: Page, source: str, cue: str, content: str) -> Triple:
    return Triple(
        source=(make.find(page.article, source),) if source else (),
        cue=(make.find(page.article, cue),),
        content=tuple(make.find(page.article, part) for part in content.split(" … ")),
        score=0.9,
        reason="by hand",
    )


@pytest.mark.parametrize("row", [pytest.param(row[1:], id=row[0]) for row in KEPT])
def test_what_is_said_is_kept(row: tuple[str, str, str, str, str, str], parser: Parser) -> None:
    """Contents end with their sentence or quotation; a cue has its subject for a source."""
    text, source, cue, content, speaker, said = row
    page = _page(text, parser)
    (found,) = trim(page, [_triple(page, source, cue, content)])
    assert [page.article.quote(span) for span in found.source] == [speaker]
    assert [page.article.quote(span) for span in found.content] == [said]


@pytest.mark.parametrize("row", [pytest.param(row[1:], id=row[0]) for row in DROPPED])
def test_what_nobody_says_is_dropped(row: tuple[str, str, str, str], parser: Parser) -> None:
    """Questions of others, how things are seen and references are no statements."""
    text, source, cue, content = row
    page = _page(text, parser)
    assert list(trim(page, [_triple(page, source, cue, content)])) == []


@pytest.mark.parametrize("line", ["OSLO — ", "NEW YORK (Reuters) - ", "OSLO, May 5 — ", ""])
def test_date_lines_are_not_said(line: str, parser: Parser) -> None:
    """A content does not begin with the date line of its paragraph."""
    page = _page(f"{line}The talks go on, Ruiz said.", parser)
    (found,) = without_date_lines(page, [_triple(page, "Ruiz", "said", f"{line}The talks go on")])
    assert [page.article.quote(span) for span in found.content] == ["The talks go on"]
