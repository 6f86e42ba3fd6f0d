"""The leaves of a page: every run of text between block boundaries, with where it stands.

The content extractor says which text is the report; it forgets what sort of text it is, and
drops some of it. The leaves keep both: kinds come from their tags, and what was dropped
between kept leaves can be found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from memcon.text.sentences import ends_sentence
from memcon.text.spacing import letters_of, squash

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS_AS_WORDS: Final = (
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form header hr li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
BLOCKS: Final = HEADINGS | frozenset(BLOCKS_AS_WORDS.split())
HIDDEN_AS_WORDS: Final = (
    "script style noscript template svg iframe object select textarea button option head "
    "math audio video canvas map"
)
HIDDEN: Final = frozenset(HIDDEN_AS_WORDS.split())
ASIDES: Final = frozenset({"nav", "aside", "footer", "form", "header", "dialog", "menu"})
ASIDE_CLASS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:related|recirc|recommend\w*|newsletter|subscribe|subscription|share|"
    r"sharing|social|promo\w*|advert\w*|ads?|sponsor\w*|comments?|cookie\w*|consent|banner|"
    r"sidebar|breadcrumbs?|nav\w*|menu|footer|byline|author\w*|tags?|topics?|outbrain|taboola|"
    r"most-?read|popular|trending|teasers?|toolbar|paywall|signup|read-?more|more-?on|disqus)"
    r"(?:$|[\s_-])"
)
CAPTION_CLASS: Final = re.compile(r"(?i)(?:^|[\s_-])(?:wp-)?(?:\w*caption\w*|cutline)(?:$|[\s_-])")
CREDIT_CLASS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:\w*credit\w*|copyright|visually-?hidden|sr-only|screen-reader-text)"
    r"(?:$|[\s_-])"
)
LEAD_CLASS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:standfirst|lead|lede|dek|deck|subtitle|sub-?headline|sub-?title|"
    r"subhead\w*|summary|excerpt|intro\w*|strapline|sapo|kicker-text)(?:$|[\s_-])"
)
BACKGROUND_CLASS: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:glossary|backgrounder|background-?(?:box|info|section|notes?)|explainer|"
    r"fact-?box|who-?s-?who|key-?terms)(?:$|[\s_-])"
)
MAX_BOLD_WORDS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One run of text: settled words, letters only (``key``), and its place in the page.

    ``container`` is the element whose children are the paragraphs here. ``linked`` is the
    share of the letters that are links.
    """

    text: str
    key: str
    tag: str
    container: HtmlElement
    linked: float
    is_aside: bool
    is_caption: bool
    is_lead: bool
    is_background: bool
    is_hidden: bool
    is_bold_line: bool
    in_quote: bool
    in_list: bool


@dataclass(slots=True)
class _Run:
    """Text gathered since the last block boundary."""

    parts: list[str]
    in_links: int = 0
    links: int = 0
    hidden: int = 0

    def add(self, text: str | None) -> None:
        if text and not self.hidden:
            self.parts.append(text)
            if self.links:
                self.in_links += len(letters_of(text))


def find_leaves(root: HtmlElement) -> list[Leaf]:
    """All leaves in document order; empty for a page without text.

    Raises nothing: a tree from the parser is always well-formed.
    """
    return list(_walk(root))


def _walk(root: HtmlElement) -> Iterator[Leaf]:
    run = _Run([])
    open_blocks: list[HtmlElement] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element, HtmlElement) or not isinstance(element.tag, str):
            continue
        if event == "start":
            yield from _enter(element, run, open_blocks)
        else:
            yield from _leave(element, run, open_blocks)


def _enter(element: HtmlElement, run: _Run, open_blocks: list[HtmlElement]) -> Iterator[Leaf]:
    tag = element.tag
    if tag in HIDDEN or _is_hidden(element):
        run.hidden += 1
    if tag in BLOCKS:
        yield from _flush(run, open_blocks)
        open_blocks.append(element)
    elif tag == "br":
        if _breaks_paragraph(element, run):
            yield from _flush(run, open_blocks)
        run.add(" ")
    elif tag == "a":
        run.links += 1
    run.add(element.text)


def _leave(element: HtmlElement, run: _Run, open_blocks: list[HtmlElement]) -> Iterator[Leaf]:
    tag = element.tag
    if tag in BLOCKS:
        yield from _flush(run, open_blocks)
        open_blocks.pop()
    elif tag == "a":
        run.links -= 1
    if tag in HIDDEN or _is_hidden(element):
        run.hidden -= 1
    run.add(element.tail)


def _is_hidden(element: HtmlElement) -> bool:
    """Inline words for screen readers and photo credits: no part of the sentence around them."""
    return element.tag == "span" and CREDIT_CLASS.search(element.get("class") or "") is not None


def _is_unshown(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _is_bold_line(block: HtmlElement, text: str) -> bool:
    """A paragraph all in bold and without a full stop is a heading in all but name."""
    first = next(iter(block), None)
    if block.tag != "p" or first is None or first.tag not in ("strong", "b"):
        return False
    if not _is_alone(first):
        return False
    alone = not (block.text or "").strip() and not (first.tail or "").strip()
    return alone and len(text.split()) <= MAX_BOLD_WORDS and not ends_line(text)


def ends_line(text: str) -> bool:
    """Whether ``text`` is no name or title: it ends a sentence, or announces one by a colon."""
    return ends_sentence(text, also=":")


def _breaks_paragraph(element: HtmlElement, run: _Run) -> bool:
    """Two breaks part paragraphs; one does after a full sentence."""
    following = element.getnext()
    doubled = following is not None and following.tag == "br" and not (element.tail or "").strip()
    return doubled or ends_line("".join(run.parts[-2:]))


def _flush(run: _Run, open_blocks: list[HtmlElement]) -> Iterator[Leaf]:
    joined = "".join(run.parts)
    in_links = run.in_links
    run.parts.clear()
    run.in_links = 0
    if not joined or joined.isspace():
        return
    text = squash(joined)
    key = letters_of(text)
    if key and open_blocks:
        yield _make_leaf(text, key, open_blocks, linked=in_links / len(key))


def _make_leaf(text: str, key: str, blocks: list[HtmlElement], *, linked: float) -> Leaf:
    block = blocks[-1]
    tags = {element.tag for element in blocks}
    names = [_names_of(element) for element in blocks[-4:]]
    own = names[-1]
    return Leaf(
        text=text,
        key=key,
        tag=block.tag,
        container=_find_container(block),
        linked=linked,
        is_aside=bool(tags & ASIDES) or any(ASIDE_CLASS.search(name) for name in names),
        is_caption="figcaption" in tags or any(CAPTION_CLASS.search(name) for name in names[-2:]),
        is_lead=LEAD_CLASS.search(own) is not None,
        is_background=any(BACKGROUND_CLASS.search(name) for name in names),
        is_hidden=any(_is_unshown(element) for element in blocks),
        is_bold_line=_is_bold_line(block, text),
        in_quote="blockquote" in tags,
        in_list="li" in tags,
    )


def _names_of(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _find_container(block: HtmlElement) -> HtmlElement:
    """The parent, or further up where each paragraph has a wrapper of its own."""
    if (
        block.tag in ("div", "td", "body", "article", "section")
        and next(iter(block), None) is not None
    ):
        return block
    parent = block.getparent()
    child = block
    while parent is not None and _is_alone(child) and parent.getparent() is not None:
        child, parent = parent, parent.getparent()
    return block if parent is None else parent


def _is_alone(element: HtmlElement) -> bool:
    """Whether it has no sibling; asked this way, the cost does not grow with their number."""
    return element.getprevious() is None and element.getnext() is None
