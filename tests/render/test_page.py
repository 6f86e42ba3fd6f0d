from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.record import BlockKind, Card, Record
from memcon.render.page import card_anchor, to_html
from tests import factories as make
from tests.render.reports import HOSTILE, full

VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "source", "area", "base"})
LOADING = frozenset(
    {"img", "link", "iframe", "frame", "object", "embed", "audio", "video", "source", "track",
     "base", "form", "svg", "image", "input"}
)  # fmt: skip


@dataclass
class Page(HTMLParser):
    """A page as a browser would take it apart: elements, attributes, text of blocks."""

    tags: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    values: list[tuple[str, str, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    path: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, its attributes, and whether it is a block of the report."""
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.values += [(tag, name, value or "") for name, value in attrs]
        is_block = "block" in (dict(attrs).get("class") or "").split()
        if is_block:
            self.blocks.append("")
        if tag not in VOID:
            self.path.append((tag, is_block))

    def handle_endtag(self, tag: str) -> None:
        """Elements close in the order in which they opened."""
        opened, _ = self.path.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to the block it stands in; code is kept apart."""
        if any(is_block for _, is_block in self.path):
            self.blocks[-1] += data
        if self.path and self.path[-1][0] in ("script", "style"):
            self.code.append(data)

    def all(self, name: str) -> list[str]:
        """The values of one attribute, in order."""
        return [value for _, attribute, value in self.values if attribute == name]


def _page(*records: Record) -> Page:
    page = Page()
    page.feed(to_html(records))
    page.close()
    assert page.path == []
    return page


def _shown(record: Record) -> list[str]:
    """The texts of the blocks that stand in the report: no title twice, no background."""
    article = record.article
    texts = [article.quote(b.span) for b in article.blocks if b.kind.is_reporting]
    return [text for text in texts if text != article.title]


@pytest.mark.parametrize("word", ["plain", HOSTILE, "ü “ ’ & < > \" '"])
def test_the_report_survives_in_order(word: str) -> None:
    """With its tags stripped the page holds every block of the report, word for word."""
    record = full(word)
    assert [text.strip() for text in _page(record).blocks] == _shown(record)


def test_hostile_words_change_no_element() -> None:
    """Whatever stands in a report, the page has the elements and attributes it had."""
    assert _page(full(HOSTILE)).tags == _page(full("plain")).tags


def test_hostile_words_reach_no_code() -> None:
    """Script and style hold nothing of the report."""
    assert _page(full(HOSTILE)).code == _page(full("plain")).code
    assert not any("alert" in code for code in _page(full(HOSTILE)).code)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.example", "x.html"]
)
def test_only_web_addresses_are_linked(url: str) -> None:
    """A source that is no http(s) address is not made a link."""
    assert all(href.startswith("#") for href in _page(full(url=url)).all("href"))
    assert "https://example.org/report" in _page(full()).all("href")


def test_nothing_is_loaded() -> None:
    """The page asks the network for nothing: no loading elements, attributes or styles."""
    page = _page(full(), full(HOSTILE))
    assert {tag for tag, _ in page.tags}.isdisjoint(LOADING)
    for tag, name, value in page.values:
        assert name not in ("src", "srcset", "action", "poster", "background", "ping")
        assert (tag, name) == ("a", "href") or "://" not in value
        assert not name.startswith("on")
    code = "".join(page.code)
    assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttpRequest|\bimport\b", code)
    policy = next(v for t, n, v in page.values if (t, n) == ("meta", "content") and "default" in v)
    assert "default-src 'none'" in policy


def test_mentions_lead_to_cards() -> None:
    """Every inner link and every mark for a card has its target on the page."""
    page = _page(full(), full("other"))
    ids = page.all("id")
    inner = [href[1:] for href in page.all("href") if href.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)
    assert page.all("data-card")
    assert set(page.all("data-card")) <= set(ids)
    assert set(page.all("aria-labelledby")) <= set(ids)


def test_ids_are_unique() -> None:
    """No two elements share an id, even where a page shows one record twice."""
    ids = _page(full(), full(), full("other")).all("id")
    assert len(set(ids)) == len(ids)


def test_cards_of_like_ids_are_told_apart() -> None:
    """Entities whose ids differ in punctuation alone have cards of their own."""
    assert card_anchor("r1", "mc:agreement/oslo") != card_anchor("r1", "mc:agreement-oslo")


@given(st.text(alphabet="a2f_-/:é", max_size=6), st.text(alphabet="a2f_-/:é", max_size=6))
def test_anchors_are_as_many_as_ids(one: str, other: str) -> None:
    """No two ids share an anchor, not even where one is written like the escape of another."""
    assert (card_anchor("r1", one) == card_anchor("r1", other)) is (one == other)


@given(st.text(min_size=1, max_size=20))
def test_anchors_fit_an_attribute(entity_id: str) -> None:
    """Any id gives an anchor without spaces, quotes or other marks."""
    assert re.fullmatch(r"r1-card-[A-Za-z0-9_-]*", card_anchor("r1", entity_id))


def test_statements_stand_beside_their_paragraph() -> None:
    """Every statement is shown with its speaker and its cue."""
    text = to_html([full()])
    assert text.count('<li class="note') == 2
    assert "<b>Ana plain Ruiz</b>" in text
    assert "<b>the ministry</b>" in text
    assert "“told” · direct · to Oslo plain · 2025-10-20" in re.sub("<.*?>", "", text)


@pytest.mark.parametrize(
    ("kind", "quiet"),
    [("speech", False), ("writing", False), ("thought", True), ("intention", True), ("act", True)],
)
def test_what_was_not_said_is_quiet(kind: str, quiet: bool) -> None:
    """Statements that are neither speech nor writing name their class and stand back."""
    report = make.article("The envoys hoped it would end.")
    said = make.statement(report, "it would end", source="The envoys", cue="hoped", kind=kind)
    text = to_html([make.record(report, [said])])
    assert ('<li class="note indirect quiet">' in text) is quiet
    assert (f"<span>{kind} ·</span>" in text) is quiet


def test_a_mention_says_why_it_means_its_card() -> None:
    """The reason of a link stands by the mention, unless the words are the name of the card."""
    report = make.article("Kenya said Nairobi agreed.")
    kenya = make.entity("Kenya", card=Card("A state.", "memcon", None, None))
    mention, link = make.linked(report, "Nairobi", kenya.id)
    stands = replace(link, reason="stands for Kenya", reading="metonym")
    facts = (kenya, *make.linked(report, "Kenya", kenya.id), mention, stands)
    assert _page(make.record(report, facts)).all("data-why") == ["stands for Kenya"]


def test_no_control_character_is_on_the_page() -> None:
    """Controls, which HTML forbids and terminals obey, are shown as a mark."""
    text = to_html([full("a\x1b[2J\x9b31m\x00b")])
    assert [char for char in text if not char.isprintable() and char != "\n"] == []


def test_marks_that_turn_writing_round_are_left_out() -> None:
    """Overrides and embeddings of direction, which make a line read as another, are not shown."""
    turned = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
    text = to_html([full(f"a{turned}b")])
    assert not set(text) & set(turned)
    assert "ab" in text


def test_the_headline_is_marked_too() -> None:
    """Names in a headline that is the title lead to their cards, and it stands there once."""
    text = "Oslo hosts talks"
    report = make.article(f"{text}\n\nThey met.", BlockKind.HEADLINE, title=text)
    oslo = make.entity("Oslo", card=Card("A city.", "memcon", None, None))
    page = to_html([make.record(report, [oslo, *make.linked(report, "Oslo", oslo.id)])])
    (heading,) = re.findall("<h1>(.*?)</h1>", page, re.DOTALL)
    assert re.sub("<.*?>", "", heading) == text
    assert 'data-card="r1-card-' in heading
    assert "headline" not in _page(make.record(report)).all("class")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("African Union (AU)", "term"),
        ("“Silk Road”", "term"),
        ("A body of states.", "text"),
        ("(It began in 1994.)", "text"),
    ],
)
def test_terms_of_the_own_background_are_told_from_texts(text: str, kind: str) -> None:
    """A line that ends no sentence is a term, whatever bracket or mark closes it."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.BACKGROUND)
    page = to_html([make.record(make.article(f"They met.\n\n{text}", *kinds))])
    assert f'<p class="{kind}">{text}</p>' in page


def test_the_page_has_one_main_part() -> None:
    """However many reports, the page has one main element, and in it an article for each."""
    tags = [tag for tag, _ in _page(full(), full("other")).tags]
    assert tags.count("main") == 1
    assert tags.count("h1") == 2


def test_the_timeline_has_the_dates() -> None:
    """Dates stand on the timeline with the words that give them."""
    text = to_html([full()])
    assert text.count('<span class="day">2025-10-20</span>') == 1
    assert "<q>Monday</q>" in text


def test_a_bare_article_makes_a_page() -> None:
    """A report in which nothing was found is shown as it is."""
    record = make.record(make.article("Nothing here.\n\nNor here."))
    page = _page(record)
    assert [text.strip() for text in page.blocks] == ["Nothing here.", "Nor here."]
    assert not page.all("data-card")


def test_entities_without_mention_keep_their_card() -> None:
    """A card that no mention leads to is shown by the name of its entity."""
    card = Card("A place.", "memcon", None, None)
    record = make.record(make.article("Nothing."), [make.entity("Oslo", card=card)])
    assert "<h3>Oslo</h3>" in to_html([record])


def test_equal_records_make_equal_pages() -> None:
    """The same record gives the same bytes."""
    assert to_html([full()]) == to_html([replace(full())])
