"""One request to a server of our own, one answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from memcon.errors import SourceError
from memcon.ingest.exchange import NoAnswerError, Request, exchange
from memcon.ingest.options import IngestOptions
from tests.watch.site import FakeClock, Reply, Site, loopback, serving

INSIDE = IngestOptions(allow_private=True, total_seconds=5.0)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on this machine."""
    with serving(FakeClock()) as served:
        yield served


def test_an_answer_is_given_as_it_is(site: Site) -> None:
    """Status, headers in small letters, body and charset; a redirect is an answer too."""
    headers = {"ETag": '"1"', "content-type": "text/xml; charset=latin-1"}
    site.pages["/a"] = Reply(b"<a/>", headers=headers)
    site.pages["/b"] = Reply(b"moved", status=301, headers={"Location": "/a"})
    answer = exchange(Request(url=site.url("/a")), options=INSIDE, resolver=loopback)
    assert (answer.status, answer.body, answer.charset) == (200, b"<a/>", "latin-1")
    assert answer.headers["etag"] == '"1"'
    moved = exchange(Request(url=site.url("/b")), options=INSIDE, resolver=loopback)
    assert (moved.status, moved.body, moved.headers["location"]) == (301, b"", "/a")


def test_a_body_is_posted(site: Site) -> None:
    """With its headers."""
    site.pages["/a"] = Reply(status=202)
    request = Request(url=site.url("/a"), headers={"X-Mine": "1"}, body=b"words")
    assert exchange(request, options=INSIDE, resolver=loopback).status == 202
    assert (site.asked[0].body, site.asked[0].headers["x-mine"]) == (b"words", "1")


def test_no_answer_is_told_from_a_wrong_one(site: Site) -> None:
    """Silence and refusal may pass; too large a body or a forbidden address will not."""
    site.pages["/slow"] = Reply(slow=2.0)
    site.pages["/large"] = Reply(b"x" * 2000)
    hasty = IngestOptions(allow_private=True, total_seconds=0.2, max_bytes=1000)
    for url in (site.url("/slow"), "http://127.0.0.1:1/"):
        with pytest.raises(NoAnswerError):
            exchange(Request(url=url), options=hasty, resolver=loopback)
    for url, options in ((site.url("/large"), hasty), (site.url("/a"), IngestOptions())):
        with pytest.raises(SourceError) as caught:
            exchange(Request(url=url), options=options, resolver=loopback)
        assert not isinstance(caught.value, NoAnswerError)
