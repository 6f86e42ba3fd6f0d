"""``memcon bulk``: reads large corpora on many processes or machines."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from memcon.cli.read import IssuesOption
from memcon.cli.shared import (
    EXIT_SOME_FAILED,
    JobsOption,
    KbOption,
    PublishedOption,
    QuietOption,
    check_date,
    complain,
    say,
    takes,
)
from memcon.render.controls import printable

if TYPE_CHECKING:
    from memcon.app.bulk import Progress


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    DASK = "dask"


class ShardFormat(StrEnum):
    """How records are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


ENGINE: Final = Annotated[
    EngineName | None,
    typer.Option(metavar="ENGINE", help="local (processes, the default) or dask."),
]
SCHEDULER: Final = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a Dask scheduler: tcp://host:8786.")
]
FORMAT: Final = Annotated[
    ShardFormat | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="jsonl (the default) or parquet."),
]


@takes(
    engine=ENGINE,
    scheduler=SCHEDULER,
    jobs=JobsOption,
    format=FORMAT,
    published=PublishedOption,
    kb=KbOption,
    issues=IssuesOption,
)
def bulk(
    source: Annotated[str, typer.Argument(metavar="IN", hidden=True)],
    out: Annotated[str, typer.Argument(metavar="OUT", hidden=True)],
    quiet: QuietOption = False,
    **given: Any,  # noqa: ANN401  # as they are listed above
) -> None:
    """Read a large corpus into files of records, on many processes or machines.

    IN is a file (.jsonl .warc .parquet .html ..., also .gz and .zst), a folder of such files, or
    an address such as s3://bucket/folder. OUT is a folder or such an address. Run again, it reads
    only what is missing: what was written stays, whatever stopped the run. memcon add OUT takes
    the records into a store.
    """
    last = _shown(_run(source, out, given), quiet=quiet)
    say(_summary(last, out) + "\n")
    if last.failed:
        complain(f"{last.failed:,} failed: see {Path(out) / 'failures.jsonl'}")
        raise typer.Exit(EXIT_SOME_FAILED)


def _run(source: str, out: str, given: Mapping[str, Any]) -> Iterator[Progress]:
    # Imported here: loading takes a second, and --help needs none of it.
    from memcon.app.bulk import Form, Plan, run_bulk
    from memcon.config import load_settings

    check_date("--published", given["published"])
    plan = Plan(
        inputs=(source,),
        out=out,
        form=Form(given["format"] or ShardFormat.JSONL),
        engine=given["engine"] or EngineName.LOCAL,
        workers=given["jobs"] or os.cpu_count() or 1,
        scheduler=given["scheduler"],
        published=given["published"],
    )
    return run_bulk(load_settings(kb=given["kb"], issues=given["issues"]), plan)


def _shown(run: Iterable[Progress], *, quiet: bool) -> Progress:
    """The last state of a run; on a terminal all states as a bar, with rate and time left."""
    is_seen = not quiet and sys.stderr and sys.stderr.isatty()
    (last,) = deque(_with_bar(run) if is_seen else run, maxlen=1)
    return last


def _with_bar(run: Iterable[Progress]) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = ("reading", BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    begun = monotonic()
    with Progress(*columns, "left", TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("", told="", total=None)
        for state in run:
            told = _told(state, monotonic() - begun)
            bar.update(task, completed=state.bytes_read, total=state.bytes_all, told=told)
            yield state


def _told(now: Progress, seconds: float) -> str:
    new = now.reports - now.before
    failed = f", {now.failed:,} failed" if now.failed else ""
    return f"{now.reports:,} reports{failed}, {60 * new / max(seconds, 1e-9):,.0f} a minute"


def _summary(last: Progress, out: str) -> str:
    before = f", {last.before:,} of them there before" if last.before else ""
    return f"{last.reports:,} reports{before}, {last.failed:,} failed -> {printable(out)}"
