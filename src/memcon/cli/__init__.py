"""The command line: one module per command, each thin."""

from __future__ import annotations

import sys

import typer

from memcon.cli.kb import kb
from memcon.cli.read import read
from memcon.cli.shared import EXIT_USAGE, complain
from memcon.errors import MemconError, UsageError

app = typer.Typer(
    help="Reads news reports on diplomacy and conflict and keeps the diplomatic record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(read)
app.add_typer(kb, name="kb")


@app.callback()
def _root(
    _version: bool = typer.Option(False, "--version", help="Show the version and leave."),
) -> None:
    if _version:
        from memcon import __version__

        typer.echo(f"memcon {__version__}")
        raise typer.Exit


def main() -> None:
    """Entry point: runs a command and turns memcon's errors into one line and an exit code."""
    try:
        app()
    except UsageError as error:
        complain(str(error))
        sys.exit(EXIT_USAGE)
    except MemconError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say
        sys.exit(1)
