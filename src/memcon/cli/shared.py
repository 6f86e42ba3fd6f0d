"""What commands share: formats, exit codes, and how they complain."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar, get_type_hints

import typer

from memcon.errors import UsageError
from memcon.render.controls import printable
from memcon.text.calendar import is_date

PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date where a source gives none.")
]
KbOption = Annotated[Path | None, typer.Option(metavar="PATH", help="Knowledge base to use.")]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes that read side by side."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress bar.")]

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., None])
EXIT_SOME_FAILED: Final = 1
EXIT_USAGE: Final = 2


class Format(StrEnum):
    """How output is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"


def takes(**options: Any) -> Callable[[Command], Command]:  # noqa: ANN401  # annotations for typer
    """Let the ``**given`` of a command be these options, each ``None`` where it is not given."""

    def decorate(command: Command) -> Command:
        own, hints = inspect.signature(command), get_type_hints(command, include_extras=True)
        kept = [
            one.replace(annotation=hints[one.name])
            for one in own.parameters.values()
            if one.kind is not one.VAR_KEYWORD
        ]
        keyword = inspect.Parameter.KEYWORD_ONLY
        more = [
            inspect.Parameter(name, keyword, annotation=one, default=None)
            for name, one in options.items()
        ]
        listed = [*kept, *more]
        command.__signature__ = own.replace(parameters=listed)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in listed}
        return command

    return decorate


def chosen_format(given: Format | None) -> Format:
    """The format asked for; else text on a terminal and JSON lines elsewhere."""
    if given is not None:
        return given
    return Format.TEXT if sys.stdout and sys.stdout.isatty() else Format.JSONL


def check_output(out: Path | None) -> None:
    """Raises ``UsageError`` where output can go neither to ``out`` nor to standard output."""
    if out is None and sys.stdout is None:  # as Python has it where the caller closed it
        raise UsageError("standard output is closed; name a file with --out")


def check_date(option: str, given: str | None) -> None:
    """Raises ``UsageError`` that names ``option`` where what it was given is not a date."""
    if given is not None and not is_date(given):
        raise UsageError(f"{option} {given!r} is not a date; write it as 2025-10-21")


def say(content: str | bytes) -> None:
    """Write to standard output at once, text as UTF-8; what that cannot hold is shown as ``?``.

    Raises ``UsageError`` where standard output is closed.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed")
    octets = content if isinstance(content, bytes) else content.encode(errors="replace")
    sys.stdout.buffer.write(octets)
    sys.stdout.buffer.flush()


def soften_output() -> None:
    """Let standard output show as ``?`` what its encoding cannot hold, and never break on it."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def complain(message: str) -> None:
    """One line on standard error; control characters of hostile input are made harmless."""
    if sys.stderr:  # none where the caller closed it
        sys.stderr.write(f"memcon: {printable(message)}\n")


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Iterable[T]], Iterable[T]]]:
    """A counter on standard error while work runs; nothing in a pipe or when ``quiet``."""
    if quiet or not sys.stderr or not sys.stderr.isatty():
        yield lambda items: items
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), "reading", MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield lambda items: bar.track(items, total=None)
