"""The first paragraph of a Wikipedia page as text, and what it says the thing is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

import lxml.etree
import lxml.html
import yaml

from memcon.knowledge.names import fold
from memcon.record import EntityKind

SHORTEST: Final = 40
"""Characters of a paragraph that says something."""
LONGEST_CARD: Final = 600
LONGEST_DESCRIPTION: Final = 80
MOST_HTML: Final = 400_000
"""Bytes of a page in which its first paragraph is looked for."""
NONE: Final = "none"
_DROPPED: Final = (
    "//table|//style|//script|//sup[contains(@class,'reference')]|//figure|//math|//noscript"
    "|//*[contains(@class,'hatnote') or contains(@class,'infobox') or contains(@class,'geo-')]"
    "|//*[@id='coordinates']|//*[contains(@class,'noprint') or contains(@class,'mw-ref')]"
    "|//*[contains(@class,'IPA') or contains(@class,'ext-phonos')]"
)
_DISAMBIGUATION: Final = re.compile(r"\b(?:may|can|could) (?:also )?refer to\b|\brefers to:")
_REFRESH: Final = re.compile(rb"<meta[^>]{0,80}http-equiv=[\"']?refresh", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_REFERENCE: Final = re.compile(r"\[(?:\d+|[a-z]|note \d+|citation needed)\]")
_EMPTY: Final = re.compile(r"\s*\(\s*[;,]?\s*\)|\s+(?=[,.;])")
_IS: Final = re.compile(
    r"\b(?:is|was|are|were)\s+(?:(?:a|an|the|one|both|also|any)\b)\s*(?P<what>[^.;:]*)"
)
_ENDS: Final = re.compile(
    r"\b(?:of|in|on|at|from|for|by|to|with|that|which|who|whose|where|when|between|against|about|as"
    r"|during|under|near|over|within|into|after|located|situated|based|held|founded|established"
    r"|signed|fought|directed|written|released|set|serving|active|led|and)\b|,"
)


def first_paragraph(html: bytes) -> str | None:
    """The first paragraph that says something; ``None`` for redirects and empty pages."""
    head = html[:MOST_HTML]
    if _REFRESH.search(head[:2000]):
        return None
    try:
        page = lxml.html.document_fromstring(head, parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.ParserError, ValueError):
        return None
    for node in cast(list[lxml.html.HtmlElement], page.xpath(_DROPPED)):
        node.drop_tree()
    texts = cast(list[lxml.html.HtmlElement], page.xpath("//p"))
    paragraphs = (_text(node.text_content()) for node in texts)
    return next((text for text in paragraphs if len(text) >= SHORTEST), None)


def _text(raw: str) -> str:
    return _EMPTY.sub("", _REFERENCE.sub("", " ".join(raw.split()))).strip()


def is_disambiguation(paragraph: str) -> bool:
    """Whether a page lists what a name may mean."""
    return _DISAMBIGUATION.search(paragraph[:300]) is not None


def card_of(paragraph: str) -> str:
    """A paragraph cut behind the last sentence that fits a card."""
    if len(paragraph) <= LONGEST_CARD:
        return paragraph
    end = max(paragraph.rfind(mark, 0, LONGEST_CARD) for mark in (". ", "! ", "? "))
    return paragraph[: end + 1] if end > SHORTEST else f"{paragraph[:LONGEST_CARD].rstrip()}…"


def is_proper(title: str, paragraph: str) -> bool:
    """Whether a title is a proper name: "Minsk agreements", but not "Peace process"."""
    words = title.split()
    if any(word[:1].isupper() for word in words[1:]) or any(map(str.isdigit, title)):
        return True
    first = re.escape(words[0][:1].lower() + words[0][1:])
    has_capital = words[0][:1].isupper() and not words[0][1:].isupper()
    return words[0].isupper() or (has_capital and re.search(rf"\b{first}\b", paragraph) is None)


def kind_of(paragraph: str) -> str | None:
    """A kind of entity or ``none``, by the nouns of "… is a …"; ``None`` where it is not told."""
    return next(_kinds(_what(paragraph).split()), None)


def description_of(paragraph: str) -> str | None:
    """What the first sentence says a thing is, in a few words: "Ukrainian politician"."""
    what = _what(paragraph)
    return what if 0 < len(what) <= LONGEST_DESCRIPTION else None


def _what(paragraph: str) -> str:
    """The words between "is a" and the first preposition, relative or comma."""
    sentence = _BRACKETS.sub("", _BRACKETS.sub("", paragraph))[:400]
    found = _IS.search(sentence)
    return _ENDS.split(found["what"])[0].strip() if found else ""


def _kinds(words: list[str]) -> Iterator[str]:
    for word in reversed(words):
        kind = nouns().get(fold(word.strip("-–—\"'“”")))
        if kind:
            yield kind


@lru_cache(maxsize=1)
def nouns() -> dict[str, str]:
    """The kind that each noun of ``kinds.yaml`` says; the first that claims it."""
    text = (Path(__file__).parent / "kinds.yaml").read_text("utf-8")
    found: dict[str, str] = {}
    for kind, words in yaml.safe_load(text).items():
        for word in words.split():
            found.setdefault(fold(word), kind if kind == NONE else EntityKind(kind).value)
    return found
