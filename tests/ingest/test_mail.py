from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.ingest.mail import read_mail
from tests.ingest.web import REPORT, TITLE, page, text_of


def _message(plain: str | None = None, html: str | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = "River talks: no text — yet"
    message["From"] = "Ada Brünner <ada@upland.example>"
    message["Date"] = "Tue, 04 Mar 2025 21:10:00 +0100"
    if plain is not None:
        message.set_content(plain)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_headers_and_plain_part() -> None:
    """Subject, sender and date; the plain part before the HTML one."""
    draft = read_mail(_message(text_of(), page()), "a.eml")
    assert draft.text is not None
    assert draft.text.split() == text_of().split()
    assert draft.metadata.title == "River talks: no text — yet"
    assert draft.metadata.authors == ("Ada Brünner",)
    assert (draft.metadata.published, draft.metadata.published_from) == ("2025-03-04", "metadata")


def test_an_empty_plain_part_gives_way() -> None:
    """A plain part that only points to the HTML one is not the report."""
    draft = read_mail(_message("Open this mail in a browser.", page()), "a.eml")
    assert [piece.text for piece in draft.pieces] == [TITLE, *REPORT]


@pytest.mark.parametrize(
    "html", [page(f"<p>{TITLE}.</p>"), "<p>Footer</p>", "<html><body>" + "<div>" * 300]
)
def test_a_short_plain_part_stands_where_the_other_holds_no_more(html: str) -> None:
    """A brief report in plain text is not lost to an HTML part that is poor or unreadable."""
    draft = read_mail(_message("The talks ended without a text.", html), "a.eml")
    assert (draft.text or "").strip() == "The talks ended without a text."


def test_a_message_without_text_is_refused() -> None:
    """Headers alone, or attachments alone, hold no report."""
    with pytest.raises(SourceError, match="no text part"):
        read_mail(_message(), "a.eml")


@given(
    st.binary(max_size=300) | st.binary(max_size=200).map(b"Content-Type: text/html\n\n".__add__)
)
def test_any_bytes_give_a_draft_or_a_source_error(data: bytes) -> None:
    """Nothing else is ever raised."""
    with suppress(SourceError):
        assert read_mail(data, "a.eml").source == "a.eml"
