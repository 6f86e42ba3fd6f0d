from __future__ import annotations

import time

import pytest

from memcon.errors import SourceError
from memcon.ingest.page import Page, parse_markup, read_page
from memcon.ingest.piece import Role
from tests.ingest.web import REPORT, TITLE, page, paragraphs

CAPTION = "The mediator arrives at the lakeside hotel before the third session"


def _read(markup: str) -> Page:
    return read_page(markup, "page.html")


def _texts(markup: str) -> list[str]:
    return [piece.text for piece in _read(markup).pieces]


def test_the_report_is_read_whole_and_nothing_else() -> None:
    """Headline and paragraphs in order; navigation, shares, teasers and footer stay out."""
    assert _texts(page()) == [TITLE, *REPORT]


def test_what_no_browser_shows_is_not_read() -> None:
    """A template waits for a script that no reader of the report runs."""
    template = "<template><p>The minister resigned late on Friday, aides said.</p></template>"
    assert _texts(page(paragraphs(*REPORT[:4]) + template)) == [TITLE, *REPORT[:4]]


def test_paragraphs_that_open_with_a_quotation_mark_survive() -> None:
    """However short, quotations between kept paragraphs are kept."""
    quotes = ["“No.”", "“Not this year,” she said.", '"We are patient people."']
    texts = [part for pair in zip(REPORT[:3], quotes, strict=True) for part in pair]
    assert _texts(page(paragraphs(*texts, REPORT[3])))[1:] == [*texts, REPORT[3]]


def test_repeated_paragraphs_survive() -> None:
    """The same words said twice in the report are there twice."""
    texts = [*REPORT[:2], "“We are ready,” he said.", REPORT[3], "“We are ready,” he said."]
    assert _texts(page(paragraphs(*texts, REPORT[5])))[1:] == [*texts, REPORT[5]]


def test_headings_captions_quotes_and_lists_keep_their_roles() -> None:
    """What the markup says of a piece is kept."""
    body = (
        f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>"
        f"{paragraphs(*REPORT[:2])}<h2>What is still open</h2>{paragraphs(*REPORT[2:4])}"
        "<blockquote>The river belongs to those who drink from it.</blockquote>"
        f"{paragraphs(REPORT[4])}<ul><li>a joint survey of the gorge by both sides</li>"
        f"<li>a hotline between the two dams</li></ul>{paragraphs(REPORT[5])}"
    )
    roles = {piece.text: piece.role for piece in _read(page(body)).pieces}
    assert roles[CAPTION] is Role.CAPTION
    assert roles["What is still open"] is Role.HEADING
    assert roles["The river belongs to those who drink from it."] is Role.QUOTE
    assert roles["a joint survey of the gorge by both sides"] is Role.LIST
    assert roles[TITLE] is Role.HEADLINE


def test_a_standfirst_is_the_lead() -> None:
    """The line under the headline belongs to the report."""
    lead = "Mediators speak of progress; the winter months remain the hardest question."
    markup = page().replace("</h1>", f'</h1><p class="standfirst">{lead}</p>')
    assert _read(markup).pieces[1].text == lead
    assert _read(markup).pieces[1].role is Role.LEAD


def test_inline_markup_does_not_break_words_or_sentences() -> None:
    """Links, emphasis, entities and soft hyphens leave plain words."""
    first = (
        REPORT[0].replace("Lausanne", '<a href="/l">Lau&shy;sanne</a>').replace(" met", "&nbsp;met")
    )
    assert _texts(page(paragraphs(first, *REPORT[1:])))[1] == REPORT[0]


def test_breaks_part_paragraphs() -> None:
    """Text in one element with double line breaks is read by paragraphs."""
    assert _texts(page("<br><br>".join(REPORT)))[1:] == list(REPORT)


def test_what_a_browser_hides_is_not_read() -> None:
    """Copies of the text for machines do not count."""
    hidden = f'<div style="display: none">{paragraphs("A stale copy of an older report.")}</div>'
    assert "stale" not in " ".join(_texts(page(paragraphs(*REPORT) + hidden)))


def test_links_to_other_reports_are_dropped() -> None:
    """A line in the text that is all link leads elsewhere."""
    link = '<p><a href="/x">How the gorge became a border</a></p>'
    assert _texts(page(paragraphs(*REPORT[:3]) + link + paragraphs(*REPORT[3:])))[1:] == [*REPORT]


def test_a_glossary_after_the_report_is_kept() -> None:
    """Names with their definitions, in headings or in a list of terms."""
    terms = {
        "Lausanne": "Lausanne is a city on Lake Geneva in the west of Switzerland.",
        "Upper Basin": "The Upper Basin is the mountainous part of the river’s catchment.",
    }
    listed = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in terms.items())
    headed = "".join(f"<h3>{name}</h3><p>{text}</p>" for name, text in terms.items())
    for glossary in (f"<dl>{listed}</dl>", headed):
        texts = _texts(page(paragraphs(*REPORT) + glossary))
        assert texts[-4:] == [part for pair in terms.items() for part in pair]


@pytest.mark.parametrize("where", [3, len(REPORT)])
@pytest.mark.parametrize(
    "teasers",
    [
        "<h3>Most viewed</h3><ul><li>Storm shuts the high passes for a week</li>"
        '<li><a href="/b">Why is bread so dear this year?</a></li></ul>',
        '<p>Most read</p><p><a href="/a">Storm shuts the high passes for a week.</a></p>'
        '<p><a href="/b">Why is bread so dear this year?</a></p>',
    ],
)
def test_lists_of_other_reports_are_no_part_of_this_one(teasers: str, where: int) -> None:
    """What stands under "Most viewed" is left out, in the midst of the text or at its end."""
    body = paragraphs(*REPORT[:where]) + teasers + paragraphs(*REPORT[where:])
    assert _texts(page(body)) == [TITLE, *REPORT]


def test_references_written_twice_are_read_once() -> None:
    """An "&amp;amp;" is one sign in text and headline, and costs neither of them a double."""
    first = REPORT[0].replace("two river", "Rhine &amp;amp; Rhone", 1)
    read = _read(page(paragraphs(first, *REPORT[1:]), title="Rhine &amp;amp; Rhone part"))
    assert [piece.text for piece in read.pieces] == [
        "Rhine & Rhone part",
        first.replace("&amp;amp;", "&"),
        *REPORT[1:],
    ]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<html><body>" + "<div>" * 100_000 + "x" + "</div>" * 100_000, "nested"),
        ("<html><body>" + "<div>" * 1_500_000, "tags"),
        ("<html><body>" + "<p>a</p>" * 40_000, "elements"),
    ],
)
def test_hostile_pages_are_refused_quickly(markup: str, reason: str) -> None:
    """Depth and size beyond any news page end in one clear error within seconds."""
    began = time.process_time()
    with pytest.raises(SourceError, match=reason):
        parse_markup(markup, "page.html")
    assert time.process_time() - began < 5


def test_nothing_is_said_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    """The libraries' own warnings are ours to give."""
    _read("<html><body><p>x</p></body></html>")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("sign", ["&#x1b;", "&#7;", "&#xD800;", "\x1b"])
def test_a_control_character_does_not_cost_the_article(sign: str) -> None:
    """It is left out and the report stays."""
    spoilt = REPORT[1].replace(" ", f" {sign}", 1)
    assert _texts(page(paragraphs(REPORT[0], spoilt, *REPORT[2:]))) == [TITLE, *REPORT]
