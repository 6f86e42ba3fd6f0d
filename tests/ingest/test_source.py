from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.ingest import IngestOptions, article_of_text, sources
from memcon.ingest.fetch import Fetched, Fetcher
from memcon.ingest.raw import Raw, draft_of
from memcon.ingest.sniff import Format
from memcon.record import Article, BlockKind, fact_id
from tests.ingest.test_language import GERMAN
from tests.ingest.web import REPORT, TITLE, page, paragraphs, text_of

Write = Callable[[str, str | bytes], Path]
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.html"))


def _read(*names: object, data: bytes | None = None, **options: Any) -> list[Article | SourceError]:
    loaded = IngestOptions(**options)
    stdin = None if data is None else io.BytesIO(data)
    return list(sources([str(name) for name in names], options=loaded, stdin=stdin))


def _article(*names: object, **options: Any) -> Article:
    (found,) = _read(*names, **options)
    assert isinstance(found, Article), found
    return found


def _error(*names: object, **options: Any) -> str:
    (found,) = _read(*names, **options)
    assert isinstance(found, SourceError)
    assert "\n" not in str(found)
    return str(found)


def _check_offsets(article: Article) -> None:
    at = 0
    for block in article.blocks:
        quote = article.quote(block.span)
        assert block.span.start >= at
        assert quote == quote.strip()
        assert quote
        at = block.span.end


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and give its path."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def test_a_page_becomes_an_article(write: Write) -> None:
    """Headline first, blocks two newlines apart, metadata from the head."""
    article = _article(write("a.html", page()))
    assert article.text == "\n\n".join([TITLE, *REPORT])
    assert [block.kind for block in article.blocks[:3]] == ["headline", "lead", "paragraph"]
    assert (article.title, article.site) == (TITLE, "The Upland Post")
    assert article.id == fact_id(
        "article", "https://upland.example/world/river-talks", article.text
    )


def test_plain_text_is_taken_as_it_is(write: Write) -> None:
    """Not a space is changed; blocks are spans into it."""
    text = "\r\n " + text_of() + " \n\nRead more\n"
    article = _article(write("a.txt", text))
    assert article.text == text
    assert [article.quote(block.span) for block in article.blocks] == list(REPORT)
    assert article_of_text(text).blocks == article.blocks


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (TITLE, TITLE),
        ("The five ministers meet by the lake on Monday to talk about water, dams and fish",) * 2,
        ("The five ministers met by the lake on Monday to talk about water, dams and fish.", None),
        ("By Jane Doe in Geneva", None),
        ("- water\n\n- fish", None),
        ("The minister " + "and the minister " * 9 + "met", None),
    ],
)
def test_a_line_before_the_text_is_its_title(first: str, title: str | None) -> None:
    """A plain text is titled by a short first line without a full stop, a blank line below."""
    assert article_of_text(f"{first}\n\n{text_of()}").title == title


def test_a_first_line_without_a_blank_below_titles_nothing() -> None:
    """A long line right before the next is a paragraph like it."""
    line = "The five ministers meet by the lake on Monday to talk about water, dams and fish"
    assert article_of_text(f"{line}\n{text_of()}").title is None


def test_the_same_report_has_one_id_in_two_folders(write: Write) -> None:
    """Ids come from address and text, not from where the file lies."""
    first, second = _read(write("a/x.html", page()), write("b/y.html", page()))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.id == second.id
    assert first.source != second.source


def test_a_folder_is_read_sorted_and_deep(write: Write, tmp_path: Path) -> None:
    """Known extensions at all levels, in the order of their paths."""
    for name in ("b.txt", "a/z.md", "a/c.html", "skip.xyz"):
        write(name, page() if name.endswith("html") else text_of())
    found = [Path(a.source).name for a in _read(tmp_path) if isinstance(a, Article)]
    assert found == ["c.html", "z.md", "b.txt"]


def test_lines_keep_their_ids(write: Write) -> None:
    """Source is path and id; the text is the line's."""
    path = write("in.jsonl", json.dumps({"id": "r1", "text": text_of(), "published": "2025-03"}))
    article = _article(path, published="2001-01-01")
    assert (article.source, article.text) == (f"{path}#r1", text_of())
    assert (article.published, article.published_from) == ("2025-03", "given")
    assert article.id == fact_id("article", "r1", text_of())


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (page().encode(), 1),
        (text_of().encode(), 1),
        (b"".join(json.dumps({"id": n, "text": REPORT[n]}).encode() + b"\n" for n in range(3)), 3),
    ],
)
def test_standard_input_is_recognised(data: bytes, count: int) -> None:
    """A page, a text or lines may come without a name."""
    found = _read("-", data=data)
    assert [isinstance(one, Article) for one in found] == [True] * count


def test_mail_and_markdown_are_read(write: Write) -> None:
    """Subject and heading are titles."""
    mail = f"Subject: Talks\nDate: Tue, 04 Mar 2025 21:10:00 +0100\n\n{REPORT[0]}\n"
    assert _article(write("a.eml", mail)).published == "2025-03-04"
    assert _article(write("a.md", f"# River talks\n\n{REPORT[0]}\n")).title == "River talks"


def test_an_address_is_fetched() -> None:
    """A page by address carries its address; plain text is taken as it is."""

    class Fake(Fetcher):
        def fetch(self, url: str) -> Fetched:
            body = page(head="") if url.endswith("html") else text_of()
            return Fetched(
                url=url, body=body.encode(), charset=None, is_plain=not url.endswith("html")
            )

    names = ["https://a.example/2025/03/04/t.html", "https://a.example/t.txt"]
    found = list(sources(names, fetcher=Fake(IngestOptions())))
    assert [one.source for one in found] == names
    assert isinstance(found[0], Article)
    assert (found[0].url, found[0].published_from) == (names[0], "url")
    assert isinstance(found[1], Article)
    assert found[1].text == text_of()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", b"", "is empty"),
        ("a.jsonl", b"", "is empty"),
        ("a.txt", b" \n\n", "is empty"),
        ("a.html", b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        ("a.html", b"no tags at all", "no HTML"),
        ("a.txt", page().encode(), "holds HTML"),
        ("a.txt", b"It \xff\xfe\xfa was over.", "UTF-8"),
        ("a.docx", b"PK\x03\x04", "no extension"),
        ("a.txt", GERMAN.encode(), r"is in German \(de\); memcon reads English until"),
        ("a.html", b'<html><body><div id="r"></div><script>x</script></body></html>', "no article"),
        (
            "a.html",
            page("<p>Please enable JavaScript to read this page.</p>").encode(),
            "no article",
        ),
        (
            "a.html",
            page(f"<p>{REPORT[0]}</p><p>To continue reading, subscribe or log in.</p>").encode(),
            "no article",
        ),
        ("a.txt", b"Logo\n\nShare\n\nRead more\n", "no report"),
        ("a.eml", b"Subject: x\n\n", "no text part"),
    ],
)
def test_bad_input_gives_one_clear_line(
    write: Write, name: str, content: bytes, reason: str
) -> None:
    """Each fault is named, with the source."""
    path = write(name, content)
    error = _error(path)
    assert error.startswith(f"{path}: ")
    assert re.search(reason, error), error


def test_missing_and_empty_places(tmp_path: Path) -> None:
    """No such file, an empty folder, no standard input."""
    assert "no such file" in _error(tmp_path / "nope.html")
    assert "no file that memcon reads" in _error(tmp_path)
    assert "no standard input" in _error("-")
    assert "cannot be read" in _error("a\0b.html")


def test_a_pipe_by_name_is_refused_at_once(tmp_path: Path) -> None:
    """Opening it would wait for a writer that may never come."""
    os.mkfifo(tmp_path / "a.txt")
    assert "no regular file" in _error(tmp_path / "a.txt")


def test_a_file_name_that_is_no_utf8_becomes_printable(tmp_path: Path) -> None:
    """Whatever the bytes of the name, the source can be written out."""
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    try:
        Path(name).write_text(text_of(), "utf-8")
    except OSError:
        pytest.skip("the file system allows no such names")
    assert _article(name).source == f"{tmp_path}/caf\ufffd.txt"
    assert _error(f"{name}.txt").encode()


def test_a_login_in_an_address_is_not_kept() -> None:
    """Neither the article nor the error repeats the password."""

    class Fake(Fetcher):
        def fetch(self, url: str) -> Fetched:
            return Fetched(url=url, body=page(head="").encode(), charset=None, is_plain=False)

    (found,) = sources(["https://me:secret@a.example/t.html"], fetcher=Fake(IngestOptions()))
    assert isinstance(found, Article)
    assert (found.source, found.url) == ("https://a.example/t.html",) * 2
    assert "secret" not in _error("ftp://me:secret@a.example/t.html")


def test_size_is_refused_unread(write: Write) -> None:
    """Fifty megabytes of tags are one line, at once."""
    assert "larger than 20 MB" in _error(write("a.html", b"<div>" * 10_000_000))
    assert "larger than 0.001 MB" in _error("-", data=b"x" * 2000, max_bytes=1000)


def test_archives_need_their_reader(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without fastwarc the reader is told what to install."""
    monkeypatch.setitem(sys.modules, "fastwarc", None)  # as if it were not there
    monkeypatch.delitem(sys.modules, "fastwarc.warc", raising=False)
    assert "pip install 'memcon[warc]'" in _error(write("a.warc", b"WARC/1.0\r\n"))


def _response(url: str, body: str) -> bytes:
    """One response of a web archive (ISO 28500)."""
    data = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "WARC-Date: 2025-03-04T21:10:00Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_archives_give_an_article_a_page(write: Write, name: str) -> None:
    """Pages in order, each with its own address; one that is no report stops no other."""
    urls = [f"https://upland.example/{n}" for n in range(3)]
    bodies = (page(head=""), "<html><body><p>x</p></body></html>", page(head=""))
    members = [_response(url, body) for url, body in zip(urls, bodies, strict=True)]
    packed = [gzip.compress(one) for one in members] if name.endswith("gz") else members
    path = write(name, b"".join(packed))
    first, second, third = _read(path)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (first.url, third.url) == (urls[0], urls[2])
    assert first.source == f"{path}#{urls[0]}"
    assert f"{path}#{urls[1]}" in str(second)


def test_one_bad_source_does_not_stop_the_rest(write: Write, tmp_path: Path) -> None:
    """Errors and articles come in the order of the names."""
    good = write("good.html", page())
    found = _read(good, tmp_path / "nope.txt", write("e.html", ""), good)
    assert [isinstance(one, Article) for one in found] == [True, False, False, True]


def test_sources_are_read_lazily(write: Write, tmp_path: Path) -> None:
    """Nothing is read before it is asked for."""
    later = tmp_path / "later.txt"
    found = sources([str(write("a.txt", text_of())), str(later)])
    assert isinstance(next(found), Article)
    later.write_text(text_of(), "utf-8")
    assert isinstance(next(found), Article)


def test_dates_are_given_inferred_or_unknown(write: Write) -> None:
    """--published stands before inference from the text and behind the source's own date."""
    plain = write("a.txt", text_of() + "\n\nThey had met there on March 1, 2025, before.")
    dated = write("b.html", page(head='<meta name="date" content="2025-03-04">'))
    assert _article(plain).published == "2025-03-01"
    assert _article(plain).published_from == "text"
    assert _article(plain, published="2025-03-05").published_from == "given"
    assert _article(dated, published="2025-03-05").published == "2025-03-04"
    assert _article(write("c.txt", text_of())).published is None


def test_a_glossary_is_background(write: Write) -> None:
    """It is kept and is not reporting."""
    terms = "<h3>Lausanne</h3><p>Lausanne is a city in Switzerland.</p>"
    terms += "<h3>Upper Basin</h3><p>The Upper Basin is where the river rises.</p>"
    article = _article(write("a.html", page(paragraphs(*REPORT) + terms)))
    assert [b.kind for b in article.blocks[-4:]] == [BlockKind.BACKGROUND] * 4
    assert "background" not in [b.kind for b in article.blocks[:-4]]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read_with_sound_offsets(path: Path) -> None:
    """Every example has a headline, paragraphs and no furniture; twice the same."""
    article = _article(path)
    _check_offsets(article)
    assert article.blocks[0].kind is BlockKind.HEADLINE
    assert len(article.blocks) > 6
    assert not any(word in article.text.lower() for word in ("cookie", "read more", "©"))
    assert _article(path) == article


@given(st.text(min_size=1))
def test_offsets_hold_for_any_text(text: str) -> None:
    """Blocks lie in order in the text, which is unchanged."""
    try:
        article = article_of_text(text)
    except SourceError:
        return
    assert article.text == text
    _check_offsets(article)


MARKUP = st.text(alphabet=st.sampled_from("<>p/div h1\"='&;ab. \n“”"), max_size=200)


@given(
    st.binary(max_size=200) | MARKUP.map(lambda text: f"<html><p>{text}".encode()),
    st.sampled_from([Format.HTML, Format.TEXT, Format.MARKDOWN, Format.MAIL]),
)
def test_any_bytes_give_a_draft_or_a_source_error(data: bytes, form: Format) -> None:
    """Nothing but ``SourceError`` is ever raised, whatever the bytes."""
    with suppress(SourceError):
        assert draft_of(Raw(source="x", form=form, data=data)).source == "x"
