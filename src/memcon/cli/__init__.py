"""The command line: one module per command, each thin."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from memcon import __version__
from memcon.cli.add import add
from memcon.cli.asking import add_questions
from memcon.cli.brief import brief
from memcon.cli.bulk import bulk
from memcon.cli.correct import correct
from memcon.cli.evaluate import evaluate
from memcon.cli.export import add_export
from memcon.cli.kb import kb
from memcon.cli.mcp import mcp
from memcon.cli.read import read
from memcon.cli.serve import serve
from memcon.cli.shared import EXIT_USAGE, complain, soften_output
from memcon.cli.watch import add_watch
from memcon.errors import MemconError, UsageError

app = typer.Typer(
    help="Reads news reports on diplomacy and conflict and keeps the diplomatic record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: reads the same at any width, and needs no rich
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command()(read)
app.command()(add)
add_questions(app)
add_export(app)
app.command()(brief)
add_watch(app)
app.command()(bulk)
app.command()(serve)
app.command()(mcp)
app.add_typer(correct, name="correct")
app.add_typer(kb, name="kb")
app.add_typer(evaluate, name="evaluate")


def _show_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"memcon {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """Options before a command; ``--version`` is answered before a command is looked for."""


def main() -> None:
    """Entry point: runs a command and turns memcon's errors into one line and an exit code."""
    soften_output()
    try:
        app()
    except UsageError as error:
        complain(str(error))
        sys.exit(EXIT_USAGE)
    except MemconError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        if sys.stderr:
            sys.stderr.close()  # the reader of our output has gone; nothing is left to say
        sys.exit(1)
    except OSError as error:  # such as a full disk under our output
        complain(f"{error.filename or 'output'}: {error.strerror}")
        sys.exit(1)
