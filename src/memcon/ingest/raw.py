"""Reports as their sources have them: bytes that are cut apart now and looked into later.

Cutting is cheap and must be done in order; looking into what was cut is dear and may be done by
anyone, in another process or on another machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from memcon.errors import SourceError
from memcon.ingest.archive import cut_archive
from memcon.ingest.charset import decode_page, decode_text
from memcon.ingest.draft import Draft, settle
from memcon.ingest.lines import Line, cut_lines, read_line
from memcon.ingest.mail import read_mail
from memcon.ingest.markdown import read_markdown
from memcon.ingest.options import MEGABYTE, IngestOptions
from memcon.ingest.page import read_page
from memcon.ingest.sniff import Format, check_content, sniff_format
from memcon.record import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One report: its bytes, their format, and where they come from.

    ``line`` is its number in a ``.jsonl`` source, from 1; ``url`` that of an archived page.
    """

    source: str
    form: Format
    data: bytes
    url: str | None = None
    line: int | None = None


def cut(
    stream: BinaryIO, source: str, *, form: Format, max_bytes: int
) -> Iterator[Raw | SourceError]:
    """The reports of one opened file, in order; what cannot be one is an error in its place.

    Raises ``SourceError`` where the file as a whole cannot be read.
    """
    if form is Format.JSONL:
        lines = iter(lambda: stream.readline(max_bytes + 1), b"")
        yield from raw_lines(lines, source, max_bytes=max_bytes)
    elif form is Format.WARC:
        for page in cut_archive(stream, source, max_bytes=max_bytes):
            if isinstance(page, SourceError):
                yield page
            else:
                yield Raw(source=page.source, form=Format.HTML, data=page.data, url=page.url)
    else:
        data = stream.read(max_bytes + 1)
        check_size(len(data), source, max_bytes)
        yield Raw(source=source, form=form, data=data)


def raw_lines(
    lines: Iterable[bytes], source: str, *, max_bytes: int
) -> Iterator[Raw | SourceError]:
    """The reports of JSON lines; see :func:`memcon.ingest.lines.cut_lines`."""
    for line in cut_lines(lines, source, max_bytes=max_bytes):
        if isinstance(line, SourceError):
            yield line
        else:
            yield Raw(source=source, form=Format.JSONL, data=line.data, line=line.number)


def check_size(size: int, source: str, max_bytes: int) -> None:
    """Raises ``SourceError`` for a report of more than ``max_bytes`` bytes."""
    if size > max_bytes:
        limit = max_bytes / MEGABYTE
        raise SourceError(source, f"is larger than {limit:g} MB, the limit for one article")


def article_of(raw: Raw, options: IngestOptions) -> Article | SourceError:
    """The article in the bytes, or why there is none."""
    try:
        return settle(draft_of(raw), options)
    except SourceError as error:
        return error


def draft_of(raw: Raw) -> Draft:
    """What the bytes hold; raises ``SourceError`` where that is no report."""
    if raw.line is not None:
        return read_line(Line(raw.line, raw.data), raw.source)
    check_content(raw.data, raw.source)
    if raw.form is Format.MAIL:
        return read_mail(raw.data, raw.source)
    if raw.form is Format.HTML:
        return _read_html(raw)
    text = decode_text(raw.data, raw.source)
    if raw.form is Format.MARKDOWN:
        return read_markdown(text, raw.source)
    if sniff_format(raw.data) is Format.HTML:
        raise SourceError(raw.source, "holds HTML, not plain text; give it the extension .html")
    return Draft(source=raw.source, text=text)


def _read_html(raw: Raw) -> Draft:
    if b"<" not in raw.data and not raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(raw.source, "holds no HTML; give plain text the extension .txt")
    page = read_page(decode_page(raw.data, raw.source), raw.source, url=raw.url)
    return Draft(source=raw.source, pieces=page.pieces, metadata=page.metadata, is_page=True)
