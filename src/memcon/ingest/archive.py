"""Web archives (WARC, ISO 28500), where the optional reader ``fastwarc`` is installed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO

from memcon.errors import SourceError
from memcon.ingest.charset import decode_page
from memcon.ingest.draft import Draft
from memcon.ingest.page import read_page


def read_archive(stream: BinaryIO, source: str, *, max_bytes: int) -> Iterator[Draft | SourceError]:
    """One draft or one error per HTML response in the archive, in order."""
    try:
        warc = import_module("fastwarc.warc")
    except ImportError as error:
        raise SourceError(
            source, "reading WARC needs fastwarc: pip install 'memcon[warc]'"
        ) from error
    for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response):
        if record.is_http and "html" in (record.http_content_type or "html"):
            yield _read_record(record, source, max_bytes)


def _read_record(record: object, source: str, max_bytes: int) -> Draft | SourceError:
    url = getattr(record, "headers").get("WARC-Target-URI")  # noqa: B009  # no type known here
    place = f"{source}#{url}"
    data = getattr(record, "reader").read(max_bytes + 1)  # noqa: B009
    if len(data) > max_bytes:
        return SourceError(place, f"is larger than {max_bytes:,} bytes")
    try:
        page = read_page(decode_page(data, place), place, url=url)
    except SourceError as error:
        return error
    return Draft(source=place, pieces=page.pieces, metadata=page.metadata, is_page=True)
