"""E-mail messages (RFC 5322): forwarded reports and newsletters of wire services."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from memcon.errors import SourceError
from memcon.ingest.charset import decode_page, decode_text
from memcon.ingest.day import to_day
from memcon.ingest.draft import Draft
from memcon.ingest.metadata import Metadata
from memcon.ingest.page import read_page
from memcon.ingest.piece import Piece
from memcon.text.spacing import squash

MIN_WORDS: Final = 12
"""A plain part with fewer words may say no more than "open this in a browser"."""


def read_mail(data: bytes, source: str) -> Draft:
    """The draft of one message; raises ``SourceError`` where it has no readable body.

    The plain part counts, as it is; where it is short and the HTML part holds a report, that
    does. Subject, date and sender become title, publication date and author.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        metadata = _read_headers(message)
        plain, rich = _read_part(message, "plain", source), _read_part(message, "html", source)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise SourceError(source, f"is not a readable e-mail message ({error})") from error
    if plain and (len(plain.split()) >= MIN_WORDS or not rich):
        return Draft(source=source, text=plain, metadata=metadata)
    if not rich:
        raise SourceError(source, "has no text part; is it an e-mail message?")
    pieces = _read_rich(rich, source, is_needed=not plain)
    if plain and sum(len(piece.text.split()) for piece in pieces) < MIN_WORDS:
        return Draft(source=source, text=plain, metadata=metadata)
    return Draft(source=source, pieces=pieces, metadata=metadata, is_page=True)


def _read_rich(rich: str, source: str, *, is_needed: bool) -> tuple[Piece, ...]:
    """The pieces of the HTML part; where it is not needed, none if it cannot be read."""
    try:
        return read_page(rich, source).pieces
    except SourceError:
        if is_needed:
            raise
        return ()


def _read_headers(message: EmailMessage) -> Metadata:
    day = to_day(str(message["date"])) if message["date"] else None
    return Metadata(
        title=squash(str(message["subject"] or "")) or None,
        authors=tuple(_read_senders(message)),
        published=day,
        published_from="metadata" if day else None,
    )


def _read_senders(message: EmailMessage) -> list[str]:
    addresses: tuple[Address, ...] = getattr(message["from"], "addresses", ())
    return [squash(one.display_name or one.addr_spec) for one in addresses]


def _read_part(message: EmailMessage, subtype: str, source: str) -> str | None:
    part = message.get_body(preferencelist=(subtype,))
    if part is None:
        return None
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    decode = decode_page if subtype == "html" else decode_text
    return decode(data, source, declared=part.get_content_charset())
