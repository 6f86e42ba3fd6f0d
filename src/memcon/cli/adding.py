"""What ``memcon kb add`` and ``memcon kb update`` do: run, show progress, tell what came in."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from memcon.cli.shared import EXIT_SOME_FAILED, complain
from memcon.config import Settings
from memcon.errors import SourceError, UsageError
from memcon.ingest.options import MEGABYTE, IngestOptions
from memcon.ingest.service import get
from memcon.knowledge.adding.found import Added
from memcon.knowledge.adding.live import ACCEPT, ENDPOINT, Service, update
from memcon.knowledge.adding.source import add, base_folder
from memcon.render.controls import printable

LONGEST_ANSWER_S: Final = 90.0
"""The query service gives up after 60 seconds itself."""
LARGEST_ANSWER: Final = 100 * MEGABYTE
NO_FOLDER: Final = (
    "say where your own base is kept: --kb FOLDER, or kb in memcon.toml, or MEMCON_KB"
)

Tell = Callable[[int, int], None]


def add_sources(
    sources: list[Path], settings: Settings, *, least_sitelinks: int, quiet: bool
) -> None:
    """Adds files one after another; one that fails is told, and the others are still added."""
    folder = _folder(settings)
    failed = False
    for source in sources:
        try:
            with bar(source.name, quiet=quiet) as tell:
                added = add(source, folder, least_sitelinks=least_sitelinks, tell=tell)
        except SourceError as error:
            complain(str(error))
            failed = True
        except KeyboardInterrupt:
            complain(f"{source}: stopped; a large source goes on from there when added again")
            raise typer.Exit(EXIT_SOME_FAILED) from None
        else:
            failed |= bool(added.skipped)
            _report(added, folder)
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def update_live(settings: Settings, *, endpoint: str | None, quiet: bool) -> None:
    """Asks Wikidata for office-holders; an address given by the user may be a private one."""
    folder = _folder(settings)
    options = IngestOptions(
        total_seconds=max(settings.timeout_s, LONGEST_ANSWER_S),
        max_bytes=LARGEST_ANSWER,
        user_agent=settings.user_agent,
        allow_private=endpoint is not None,
    )
    service = Service(
        lambda url: get(url, accept=ACCEPT, options=options),
        sleep=time.sleep,
        endpoint=endpoint or ENDPOINT,
    )
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    try:
        with base_folder(folder), bar("asking Wikidata", quiet=quiet) as tell:
            _report(update(folder, service, today=today, tell=tell), folder)
    except SourceError as error:
        raise SourceError(error.source, f"{error.reason} (your base is as it was)") from error


def _folder(settings: Settings) -> Path:
    if settings.kb is None:
        raise UsageError(NO_FOLDER)
    return settings.kb


def _report(added: Added, folder: Path) -> None:
    """What came in, on standard output; what did not, on standard error."""
    parts = [f"{added.entities:,} entities", f"{added.names:,} names"]
    parts += [f"{added.terms:,} terms in office"] if added.terms else []
    parts += [f"{added.joined:,} known before"] if added.joined else []
    typer.echo(printable(f"{added.source} -> {folder}: {', '.join(parts)}"))
    for fault in added.faults:
        complain(f"{added.source}: {fault}")
    if added.skipped > len(added.faults):
        complain(f"{added.source}: {added.skipped:,} passed over in all")


@contextmanager
def bar(label: str, *, quiet: bool) -> Iterator[Tell]:
    """A progress bar on standard error; nothing in a pipe or when ``quiet``."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = (printable(label), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
