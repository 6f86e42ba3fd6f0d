"""What the bytes of a source are, whatever its name says."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Final

from memcon.errors import SourceError


class Format(StrEnum):
    """The formats memcon reads."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    MAIL = "mail"
    WARC = "warc"


EXTENSIONS: Final = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".eml": Format.MAIL,
    ".warc": Format.WARC,
    ".warc.gz": Format.WARC,
}
SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
WIDE_BOMS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
HEAD: Final = 4096
MARKUP: Final = re.compile(
    rb"(?is)\s*(?:<\?xml.{0,200}?\?>\s*|<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|div|article|p|h1|meta|title|section|main)\b"
)


def check_content(data: bytes, source: str) -> None:
    """Raises ``SourceError`` for empty and for binary data, naming what it is."""
    if not data.strip():
        raise SourceError(source, "is empty")
    start = data[:HEAD].lstrip()
    for signature, name in SIGNATURES:
        if start.startswith(signature):
            raise SourceError(source, f"holds {name}, which memcon does not read; extract its text")
    if b"\x00" in data[:HEAD] and not data.startswith(WIDE_BOMS):
        raise SourceError(source, "holds binary data, not text")


def sniff_format(data: bytes) -> Format:
    """The format of data that came without a name: HTML, JSONL or plain text."""
    if MARKUP.match(data[:HEAD].removeprefix(b"\xef\xbb\xbf")):
        return Format.HTML
    first = data.lstrip().split(b"\n", 1)[0]
    if first.startswith(b"{"):
        try:
            row = json.loads(first)
        except (ValueError, RecursionError):
            return Format.TEXT
        return Format.JSONL if isinstance(row, dict) and "text" in row else Format.TEXT
    return Format.TEXT


def format_of(name: str) -> Format | None:
    """The format a file name promises, ``None`` for an unknown extension."""
    lower = name.lower()
    return next((form for end, form in EXTENSIONS.items() if lower.endswith(end)), None)
