from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from memcon.render.markdown import escaped, to_markdown
from tests import factories as make
from tests.render.reports import HOSTILE, full

WORDS = st.text(alphabet="ab1 .)(*_`#[]<>|\\&;!-+~=:/\n\t'\"", min_size=1, max_size=30)


def _text(markdown: str) -> str:
    """What a reader of the Markdown sees, as one line; fails where it holds other markup."""
    shown: list[str] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        for child in token.children or ():
            assert child.type in ("text", "text_special"), child.type
            shown.append(child.content)
    return "".join(shown)


@given(WORDS)
@example("[a](http://e.example) *b* _c_ `d` <b>e</b> ![f](g)")
@example("# a\n# b")
@example("AT&amp;T &copy; &#65;")
@example("a\\*b\\")
def test_escaped_text_reads_as_it_was(text: str) -> None:
    """Escaped text in a heading shows exactly the words it had, on one line, without markup."""
    line = " ".join(text.split())
    if line:
        assert _text(f"# {escaped(text)}") == line


@pytest.mark.parametrize("site", ["1. The Example", "- The Example", "+ Plus", "~~~", "==="])
def test_a_byline_is_a_paragraph(site: str) -> None:
    """A site whose name looks like a list, fence or underline is still a byline."""
    report = make.article("Text.", title="Title", site=site)
    tokens = MarkdownIt("commonmark").parse(to_markdown(make.record(report)))
    kinds = [token.type for token in tokens if token.nesting == 1]
    assert kinds == ["heading_open", "paragraph_open"]


def test_the_document_has_its_parts() -> None:
    """Title, byline, address, who said what, dates and cards, in this order."""
    text = to_markdown(full())
    parts = [
        "# Talks plain end\n\nThe plain Example · A. plain Writer · 2025-10-22",
        "<https://example.org/report>",
        "## Who said what",
        "- **Ana plain Ruiz** (“told”, direct, to Oslo plain, 2025-10-20): “We plain go on",
        "- **the ministry** (“said”, indirect, anonymous): Nobody plain has left",
        "## Dates",
        "- `2025-10-20` Monday: ",
        "## Background",
        "- **Ana plain Ruiz** (person). A plain envoy. *source plain, 2025-10*",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def _kinds(markdown: str) -> list[str]:
    """Kinds of all pieces of a document but plain text and escapes."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    pieces = [piece for token in tokens for piece in (token, *(token.children or ()))]
    return [piece.type for piece in pieces if piece.type not in ("text", "text_special")]


def test_hostile_words_make_no_markup() -> None:
    """A report full of markup gives a document with exactly the pieces of a plain one."""
    assert _kinds(to_markdown(full(HOSTILE))) == _kinds(to_markdown(full()))


@pytest.mark.parametrize("tail", [">**b**", " <b>", "\n\n# b"])
def test_hostile_addresses_make_no_markup(tail: str) -> None:
    """An address that a page gives of itself cannot break out of its brackets."""
    kinds = _kinds(to_markdown(full(url=f"https://e.example/{tail}")))
    assert not {"strong_open", "html_inline"} & set(kinds[: kinds.index("bullet_list_open")])
    assert kinds.count("heading_open") == 4


def test_only_web_addresses_are_linked() -> None:
    """An address that would run something is not written down as a link."""
    assert "javascript" not in to_markdown(full(url="javascript:alert(1)"))


def test_no_control_character_is_written() -> None:
    """A document that is printed on a terminal commands nothing there."""
    text = to_markdown(full("a\x1b[2J\x9b31mb"))
    assert [char for char in text if not char.isprintable() and char != "\n"] == []


def test_nothing_found_is_a_short_document() -> None:
    """Sections without rows are left out."""
    assert to_markdown(make.record(make.article("Nothing."))) == "# Nothing.\n\ndate unknown\n"
