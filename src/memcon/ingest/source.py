"""Sources by name: files, folders, standard input and addresses, one article after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, BinaryIO, Final

from memcon.errors import SourceError
from memcon.ingest.address import without_login
from memcon.ingest.charset import decode_page, decode_text
from memcon.ingest.draft import Draft, settle
from memcon.ingest.options import IngestOptions
from memcon.ingest.page import read_page
from memcon.ingest.raw import Raw, check_size, cut, draft_of, raw_lines
from memcon.ingest.sniff import EXTENSIONS, Format, check_content, format_of, sniff_format
from memcon.record import Article
from memcon.text.spacing import without_surrogates

if TYPE_CHECKING:  # what speaks HTTP is loaded for addresses alone
    from memcon.ingest.fetch import Fetched, Fetcher

STANDARD_INPUT: Final = "-"
STDIN_NAME: Final = "<stdin>"
MANY: Final = frozenset({Format.JSONL, Format.WARC})
"""Formats that hold many reports, each of which may be as large as the limit."""


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


def article_of_page(got: Fetched, *, options: IngestOptions, source: str) -> Article:
    """The article of a page that was fetched; raises ``SourceError`` where it holds none."""
    return settle(_read_fetched(got, source), options)


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
    if fetcher is None:
        from memcon.ingest.fetch import Fetcher

        fetcher = Fetcher(options)
    source = without_login(without_surrogates(name))
    return _read_fetched(fetcher.fetch(without_surrogates(name)), source)


def _read_fetched(got: Fetched, source: str) -> Draft:
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
    form = sniff_format(first)
    if form is not Format.JSONL:
        data = first + stdin.read(max(limit + 1 - len(first), 0))
        check_size(len(data), STDIN_NAME, limit)
        yield draft_of(Raw(source=STDIN_NAME, form=sniff_format(data), data=data))
        return
    lines = chain([first], iter(lambda: stdin.readline(limit + 1), b""))
    yield from _drafts(raw_lines(lines, STDIN_NAME, max_bytes=limit))


def _drafts(found: Iterable[Raw | SourceError]) -> Iterator[Draft | SourceError]:
    for one in found:
        try:
            yield one if isinstance(one, SourceError) else draft_of(one)
        except SourceError as error:
            yield error


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
    if form is Format.JSONL and not size:
        raise SourceError(name, "is empty")
    if form not in MANY:
        check_size(size, name, options.max_bytes)
    with path.open("rb") as stream:
        yield from _drafts(cut(stream, name, form=form, max_bytes=options.max_bytes))


def _known() -> str:
    return " ".join(EXTENSIONS)
