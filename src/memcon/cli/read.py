"""``memcon read``: reads sources and prints their records; stores nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from memcon.cli.shared import (
    EXIT_SOME_FAILED,
    Format,
    JobsOption,
    KbOption,
    PublishedOption,
    QuietOption,
    check_date,
    check_output,
    chosen_format,
    progress,
    takes,
)

IssuesOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="YAML file with issues of your own for positions."),
]


@takes(kb=KbOption, issues=IssuesOption, jobs=JobsOption)
def read(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", hidden=True),  # told of in the text of the help
    ],
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"One of {', '.join(Format)}. Default: text on a terminal, jsonl in a pipe.",
        ),
    ] = None,
    published: PublishedOption = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to a file instead.")
    ] = None,
    quiet: QuietOption = False,
    **given: Any,  # noqa: ANN401  # settings
) -> None:
    """Read reports and print their records; nothing is stored.

    A SOURCE is a web address, a file (.html .htm .txt .md .eml .warc .warc.gz .jsonl), a folder
    of such files, or - for standard input.
    """
    # Imported here: loading takes a second, and --help needs none of it.
    from memcon.app import reader_for
    from memcon.cli.output import Failures, write
    from memcon.config import load_settings

    check_date("--published", published)
    check_output(out)
    form, failures = chosen_format(format), Failures()
    reader = reader_for(load_settings(**given))
    stdin = sys.stdin.buffer if sys.stdin else None  # none where the caller closed it
    with progress(quiet=quiet or (form is Format.TEXT and out is None)) as seen:
        results = reader.read(sources, published=published, stdin=stdin)
        write(failures.apart(seen(results)), form, out)
    if failures.count:
        raise typer.Exit(EXIT_SOME_FAILED)
