"""Sources by name: files, folders, standard input and addresses, one article after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final

from memcon.errors import SourceError
from memcon.ingest.address import without_login
from memcon.ingest.archive import read_archive
from memcon.ingest.charset import decode_page, decode_text
from memcon.ingest.draft import Draft, settle
from memcon.ingest.fetch import Fetcher
from memcon.ingest.lines import read_lines
from memcon.ingest.mail import read_mail
from memcon.ingest.markdown import read_markdown
from memcon.ingest.options import MEGABYTE, IngestOptions
from memcon.ingest.page import read_page
from memcon.ingest.sniff import EXTENSIONS, Format, check_content, format_of, sniff_format
from memcon.record import Article
from memcon.text.spacing import without_surrogates

STANDARD_INPUT: Final = "-"
STDIN_NAME: Final = "<stdin>"


def sources(
    names: Sequence[str],
    *,
    options: IngestOptions | None = None,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Article | SourceError]:
    """One article or one ``SourceError`` for each report named, lazily and in order.

    ``names`` are files, folders (read in sorted order, all levels, files of known extensions),
    ``-`` for ``stdin``, and http(s) addresses. A source that cannot be read never stops the
    rest. ``fetcher`` replaces the network, for tests.
    """
    options = options or IngestOptions()
    for name in names:
        for found in _read_name(name, options, stdin, fetcher):
            yield _settle(found, options)


def article_of_text(
    text: str, *, options: IngestOptions | None = None, source: str = "text"
) -> Article:
    """The article of a plain text, taken as it is; raises ``SourceError`` where it is none."""
    return settle(Draft(source=source, text=text), options or IngestOptions())


def _settle(found: Draft | SourceError, options: IngestOptions) -> Article | SourceError:
    if isinstance(found, SourceError):
        return found
    try:
        return settle(found, options)
    except SourceError as error:
        return error


def _read_name(
    name: str, options: IngestOptions, stdin: BinaryIO | None, fetcher: Fetcher | None
) -> Iterator[Draft | SourceError]:
    try:
        if name == STANDARD_INPUT:
            yield from _read_stdin(stdin, options)
        elif "://" in name:
            yield _read_address(name, options, fetcher)
        else:
            yield from _read_path(name, options)
    except SourceError as error:
        yield error


def _read_address(name: str, options: IngestOptions, fetcher: Fetcher | None) -> Draft:
    source = without_login(without_surrogates(name))
    got = (fetcher or Fetcher(options)).fetch(without_surrogates(name))
    check_content(got.body, source)
    if got.is_plain:
        return Draft(source=source, text=decode_text(got.body, source, declared=got.charset))
    markup = decode_page(got.body, source, declared=got.charset)
    page = read_page(markup, source, url=got.url)
    return Draft(source=source, pieces=page.pieces, metadata=page.metadata, is_page=True)


def _read_stdin(stdin: BinaryIO | None, options: IngestOptions) -> Iterator[Draft | SourceError]:
    if stdin is None:
        raise SourceError(STDIN_NAME, "there is no standard input")
    limit = options.max_bytes
    first = stdin.readline(limit + 1)
    if sniff_format(first) is Format.JSONL:
        lines = chain([first], iter(lambda: stdin.readline(limit + 1), b""))
        yield from read_lines(lines, STDIN_NAME, max_bytes=limit)
        return
    data = first + stdin.read(max(limit + 1 - len(first), 0))
    _check_size(len(data), STDIN_NAME, options)
    check_content(data, STDIN_NAME)
    yield read_data(data, STDIN_NAME, form=sniff_format(data))


def _read_path(name: str, options: IngestOptions) -> Iterator[Draft | SourceError]:
    path, name = Path(name), without_surrogates(name)
    try:
        if path.is_dir():
            yield from _read_folder(path, options)
        else:
            yield from _read_file(path, name, options)
    except (OSError, ValueError) as error:
        raise SourceError(name, _explain(error)) from error


def _explain(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    strerror = getattr(error, "strerror", None)
    return f"cannot be read ({strerror or error})"


def _read_folder(path: Path, options: IngestOptions) -> Iterator[Draft | SourceError]:
    found = sorted(one for one in path.rglob("*") if format_of(one.name) and one.is_file())
    if not found:
        name = without_surrogates(str(path))
        raise SourceError(name, f"holds no file that memcon reads ({_known()})")
    for one in found:
        try:
            yield from _read_path(str(one), options)
        except SourceError as error:
            yield error


def _read_file(path: Path, name: str, options: IngestOptions) -> Iterator[Draft | SourceError]:
    status = path.stat()
    if not S_ISREG(status.st_mode):
        raise SourceError(name, "is no regular file; give a pipe as standard input (-)")
    size = status.st_size
    form = format_of(path.name)
    if form is None:
        raise SourceError(name, f"has no extension that memcon reads ({_known()})")
    with path.open("rb") as stream:
        if form is Format.JSONL:
            if not size:
                raise SourceError(name, "is empty")
            lines = iter(lambda: stream.readline(options.max_bytes + 1), b"")
            yield from read_lines(lines, name, max_bytes=options.max_bytes)
        elif form is Format.WARC:
            yield from read_archive(stream, name, max_bytes=options.max_bytes)
        else:
            _check_size(size, name, options)
            yield read_data(stream.read(), name, form=form)


def read_data(data: bytes, source: str, *, form: Format) -> Draft:
    """The draft of one page, text, Markdown text or mail; raises ``SourceError``."""
    check_content(data, source)
    if form is Format.MAIL:
        return read_mail(data, source)
    if form is Format.HTML:
        return _read_html(data, source)
    text = decode_text(data, source)
    if form is Format.MARKDOWN:
        return read_markdown(text, source)
    if sniff_format(data) is Format.HTML:
        raise SourceError(source, "holds HTML, not plain text; give it the extension .html")
    return Draft(source=source, text=text)


def _read_html(data: bytes, source: str) -> Draft:
    if b"<" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(source, "holds no HTML; give plain text the extension .txt")
    page = read_page(decode_page(data, source), source)
    return Draft(source=source, pieces=page.pieces, metadata=page.metadata, is_page=True)


def _check_size(size: int, source: str, options: IngestOptions) -> None:
    if size > options.max_bytes:
        limit = options.max_bytes / MEGABYTE
        raise SourceError(source, f"is larger than {limit:g} MB, the limit for one article")


def _known() -> str:
    return " ".join(EXTENSIONS)
