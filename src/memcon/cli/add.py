"""``memcon add``: reads sources and keeps their records in a store."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.asking import StoreOption
from memcon.cli.shared import (
    EXIT_SOME_FAILED,
    JobsOption,
    KbOption,
    PublishedOption,
    QuietOption,
    check_date,
    chosen_format,
    complain,
    progress,
    say,
)
from memcon.render.controls import printable

if TYPE_CHECKING:
    from memcon.app.dossier import Kept
    from memcon.errors import MemconError


class LineFormat(StrEnum):
    """How what became of each report is told."""

    TEXT = "text"
    JSONL = "jsonl"


def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", hidden=True)],
    store: StoreOption = None,
    published: PublishedOption = None,
    format: Annotated[
        LineFormat | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"One of {', '.join(LineFormat)}. Default: text on a terminal, jsonl in a pipe.",
        ),
    ] = None,
    kb: KbOption = None,
    jobs: JobsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read reports and keep them in a store; adding the same report twice changes nothing.

    A SOURCE is a web address, a file (.html .htm .txt .md .eml .warc .warc.gz .jsonl), a folder
    of such files, a folder that memcon bulk has written, or - for standard input. A report that
    is in the store is read again only where memcon, its models or its knowledge base have become
    others since; corrections are kept. What is told of as added is safe, whatever happens
    afterwards.
    """
    # Imported here: the language pipeline takes a second to load and --help needs none of it.
    from memcon.app import reader_for
    from memcon.app.merging import add_named
    from memcon.config import load_settings
    from memcon.store import Writer

    check_date("--published", published)
    settings = load_settings(kb=kb, store=store, jobs=jobs)
    form = format or LineFormat(chosen_format(None))
    stdin = sys.stdin.buffer if sys.stdin else None  # none where the caller closed it
    counts = Counter[str]()
    with Writer.open_later(settings.store) as writer, progress(quiet=quiet) as seen:
        added = add_named(reader_for(settings), writer, sources, published=published, stdin=stdin)
        for kept in _apart(seen(added), counts):
            if form is LineFormat.JSONL:
                say(_as_line(kept))
    if form is LineFormat.TEXT:
        say(_summary(counts, settings.store) + "\n")
    if counts["failed"]:
        raise typer.Exit(EXIT_SOME_FAILED)


def _apart(added: Iterable[Kept | MemconError], counts: Counter[str]) -> Iterator[Kept]:
    """What was kept; what failed is named on standard error; all is counted."""
    for one in added:
        if isinstance(one, Exception):
            counts["failed"] += 1
            complain(str(one))
        else:
            counts[one.outcome] += 1
            yield one


def _as_line(kept: Kept) -> str:
    values = {"source": kept.source, "article": kept.article, "outcome": kept.outcome}
    return json.dumps(values, ensure_ascii=False) + "\n"


def _summary(counts: Counter[str], store: str) -> str:
    told = {"added": "added", "changed": "read anew", "same": "there before", "failed": "failed"}
    parts = [f"{counts[name]:,} {words}" for name, words in told.items() if counts[name]]
    where = "" if "://" in store else f" -> {printable(store)}"
    return f"{', '.join(parts) or 'nothing to add'}{where}"
