"""Web archives (WARC, ISO 28500), where the optional reader ``fastwarc`` is installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from memcon.errors import SourceError


@dataclass(frozen=True, slots=True)
class Page:
    """The body of one HTML response as it arrived, and its address."""

    source: str
    url: str | None
    data: bytes


def cut_archive(stream: BinaryIO, source: str, *, max_bytes: int) -> Iterator[Page | SourceError]:
    """The HTML responses of an archive in order; what is over ``max_bytes`` is an error."""
    try:
        warc = import_module("fastwarc.warc")
    except ImportError as error:
        raise SourceError(
            source, "reading WARC needs fastwarc: pip install 'memcon[warc]'"
        ) from error
    for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response):
        if record.is_http and "html" in (record.http_content_type or "html"):
            url = record.headers.get("WARC-Target-URI")
            place, data = f"{source}#{url}", record.reader.read(max_bytes + 1)
            if len(data) > max_bytes:
                yield SourceError(place, f"is larger than {max_bytes:,} bytes")
            else:
                yield Page(place, url, data)
