"""From bytes to characters, losing nothing silently.

Order: byte order mark; UTF-8; the charset the source declares; Windows-1252, the charset of old
Western text, where what comes out looks like words. HTML asks its own declaration first, as
browsers do (WHATWG HTML standard, "Determining the character encoding"). Nothing else is
guessed: statistics on a few foreign letters in English text give Baltic as soon as French.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from memcon.errors import SourceError

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
META_REACH: Final = 4096
"""Bytes searched for a declaration; the standard asks for 1024, real pages need a little more."""

ALIASES: Final = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "shift_jis",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
"""Labels that web pages use for a wider charset (WHATWG Encoding standard, table of labels)."""

FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
PLAUSIBLE: Final = re.compile(r"(?:[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ]|[‘’“”–—…•€£§©®«»°·½¿¡\xa0])+")
NO_WORD: Final = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3}|[ÞþÐð]|(?<!\w)[À-ÖØ-öø-ÿ](?!\w)(?<![àÀéÉ])")
"""Runs of accented letters, Icelandic ones, and lone ones: marks of bytes that are not text."""

REPLACEMENT: Final = "\ufffd"
MAX_REPLACED: Final = 0.001
MAX_FOREIGN: Final = 0.15


def decode_text(data: bytes, source: str, *, declared: str | None = None) -> str:
    """The characters of a plain text; raises ``SourceError`` when no charset surely fits."""
    candidates = ("utf-8", declared)
    return _decode(data, source, candidates)


def decode_page(data: bytes, source: str, *, declared: str | None = None) -> str:
    """The characters of an HTML page; ``declared`` is the charset of the HTTP header, if any.

    As in browsers, a stray byte in a page of UTF-8 shows as U+FFFD; many raise ``SourceError``.
    """
    found = META.search(data, 0, META_REACH)
    in_page = found.group(1).decode("ascii", "replace") if found else None
    candidates = (declared, in_page, "utf-8")
    try:
        return _decode(data, source, candidates)
    except SourceError:
        text = data.decode("utf-8", "replace")
        if text.count(REPLACEMENT) > MAX_REPLACED * len(text):
            raise
        return text


def _decode(data: bytes, source: str, candidates: tuple[str | None, ...]) -> str:
    marked = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), None)
    if marked:
        data, candidates = data[len(marked[0]) :], (marked[1],)
    for name in candidates:
        text = _try(data, name)
        if text is not None:
            return text
    return _guess(data, source)


def _try(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    label = name.strip().lower()
    try:
        return data.decode(ALIASES.get(label, label))
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _guess(data: bytes, source: str) -> str:
    text = _try(data, "cp1252")
    if text is None or not _is_plausible(text):
        raise SourceError(source, "is not valid UTF-8 and names no character set; save it as UTF-8")
    return text


def _is_plausible(text: str) -> bool:
    foreign = "".join(FOREIGN.findall(text))
    few = len(foreign) <= MAX_FOREIGN * len(text)
    return few and PLAUSIBLE.fullmatch(foreign) is not None and not NO_WORD.search(text)
