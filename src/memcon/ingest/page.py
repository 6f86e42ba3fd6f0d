"""HTML pages: from markup to pieces.

trafilatura decides which text is the report (Barbaresi 2021, "Trafilatura: A Web Scraping
Library and Command-Line Tool for Text Discovery and Extraction", ACL demo). Its choice is laid
over the leaves of the page, which know tags and places; paragraphs that it drops between kept
ones (beginning with a quotation mark, or said twice) come back, and so do captions, headings
and a glossary at the end.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree, html

from memcon.errors import SourceError
from memcon.ingest.leaves import find_leaves
from memcon.ingest.metadata import Metadata, read_metadata
from memcon.ingest.piece import Piece
from memcon.ingest.references import mend_references
from memcon.ingest.region import choose_pieces

MAX_ANGLES: Final = 1_000_000
"""Opening brackets in one page, scripts included: bounds the memory of the tree."""

MAX_ELEMENTS: Final = 30_000
"""Elements in one page. Of the 91 pages of the extraction benchmark none has 3,300; content
extraction takes seconds on hostile pages of this size and grows with its square."""

CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
REFERENCE: Final = re.compile(r"&#(?:0*(\d{1,7})|[xX]0*([0-9a-fA-F]{1,6}));?")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of what we report


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an HTML page gives: its pieces in order and what its head says about it."""

    pieces: tuple[Piece, ...]
    metadata: Metadata


def read_page(markup: str, source: str, *, url: str | None = None) -> Page:
    """The pieces of the page and its metadata.

    ``url`` is where it was fetched from, if it was. There are no pieces where no article text
    is found. Raises ``SourceError`` for a page that is too large or too deep to be a report.
    """
    root = parse_markup(markup, source)
    metadata = read_metadata(root, url=url)
    leaves = find_leaves(root)
    extracted = _extract(root)
    pieces = choose_pieces(leaves, extracted, title=metadata.title)
    return Page(pieces=pieces, metadata=metadata)


def parse_markup(markup: str, source: str) -> html.HtmlElement:
    """The element tree, or ``SourceError`` where there is none or it is out of bounds.

    libxml2 stops reading 256 levels down; a page that goes deeper is refused rather than cut.
    """
    if markup.count("<") > MAX_ANGLES:
        raise SourceError(source, f"has more than {MAX_ANGLES:,} tags; it is no news page")
    markup = _drop_controls(mend_references(markup))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(source, f"is not readable as HTML ({error})") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise SourceError(source, "its tags are nested more than 255 deep; it is no news page")
    if next(islice(root.iter(), MAX_ELEMENTS, None), None) is not None:
        raise SourceError(source, f"has more than {MAX_ELEMENTS:,} elements; it is no news page")
    for template in list(root.iter("template")):
        if isinstance(template, html.HtmlElement) and template.get("shadowrootmode") is None:
            template.drop_tree()  # no browser shows it (HTML Standard, 4.12.3)
    return root


def _drop_controls(markup: str) -> str:
    """``markup`` without control characters, bare or as references: XML can hold none of them."""
    return CONTROLS.sub("", REFERENCE.sub(_check_reference, markup))


def _check_reference(found: re.Match[str]) -> str:
    decimal, hexadecimal = found.groups()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    bad = code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or CONTROLS.match(chr(code))
    return "" if bad else found.group()


def _extract(root: html.HtmlElement) -> list[str]:
    """The lines that trafilatura keeps; none where it finds no article."""
    import trafilatura  # slow to load, and needed for pages alone

    document = trafilatura.bare_extraction(root, include_comments=False)
    text = getattr(document, "text", None)
    return text.splitlines() if isinstance(text, str) else []
