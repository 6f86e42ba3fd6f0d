"""Reports handed over by a person: pasted text, a file's content, an address; no path is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Final

from memcon.errors import SourceError
from memcon.ingest.address import without_login
from memcon.ingest.draft import Draft, settle
from memcon.ingest.fetch import Fetcher
from memcon.ingest.metadata import Metadata
from memcon.ingest.options import IngestOptions
from memcon.ingest.raw import article_of, cut
from memcon.ingest.sniff import EXTENSIONS, format_of
from memcon.ingest.source import article_of_page
from memcon.record import Article
from memcon.text.spacing import without_surrogates

LONGEST_NAME: Final = 60

Found = Article | SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """Text from a clipboard with what is known of it; ``published`` is an ISO date."""

    text: str
    title: str | None = None
    site: str | None = None
    url: str | None = None
    published: str | None = None


def article_of_paste(pasted: Pasted, *, options: IngestOptions) -> Article:
    """The article of a pasted text, taken as it is; raises ``SourceError`` where it is none."""
    about = Metadata(
        title=pasted.title,
        site=pasted.site,
        url=without_login(pasted.url) if pasted.url else None,
        published=pasted.published,
        published_from="given" if pasted.published else None,
    )
    source = f"pasted: {_first_words(pasted.title or pasted.text)}"
    return settle(Draft(source=source, text=pasted.text, metadata=about), options)


def article_of_address(
    url: str, *, options: IngestOptions, fetcher: Fetcher | None = None
) -> Article:
    """The article at an address; raises ``SourceError`` where there is none or it is refused."""
    url = without_surrogates(url)
    got = (fetcher or Fetcher(options)).fetch(url)
    return article_of_page(got, options=options, source=without_login(url))


def articles_of_file(name: str, data: bytes, *, options: IngestOptions) -> Iterator[Found]:
    """The articles in a file's content, one after another, or what is wrong with each.

    ``name`` says which format it is and is shown as the source; nothing is opened by it.
    """
    source = without_surrogates(PurePath(name.replace("\\", "/")).name)
    form = format_of(source)
    if form is None:
        yield SourceError(source, f"has no extension that memcon reads ({' '.join(EXTENSIONS)})")
        return
    try:
        for raw in cut(BytesIO(data), source, form=form, max_bytes=options.max_bytes):
            yield raw if isinstance(raw, SourceError) else article_of(raw, options)
    except SourceError as error:
        yield error


def _first_words(text: str) -> str:
    """The first line of a text, short enough for a name, without what would part a path."""
    line = " ".join(next(iter(text.strip().splitlines()), "").split())
    line = line.translate({ord("/"): "-", ord("\\"): "-"})
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"
