"""The manual ``docs/cli.md``, made from the commands and settings themselves (``make docs``)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from typer.main import get_command

from memcon.cli import app
from memcon.config import ENV_PREFIX, FILE, Settings

INTRO: Final = """\
# Commands

Written by `make docs` from the commands themselves; do not edit.

Exit codes: 0, all is well; 1, something failed (each source that cannot be read is named on
standard error, the others are still printed); 2, wrong usage. A progress counter is shown on a
terminal and never in a pipe. Every command has `--help`; `memcon --version` shows the version.
"""
SETTINGS: Final = """\
## Settings

What a command line does not say is taken from the environment, then from `{file}` in the working
directory, then from the defaults. In Python, `memcon.read` and `memcon.read_text` take the
settings as keywords.

| setting | environment | default | |
|---|---|---|---|
"""


def to_markdown() -> str:
    """The whole manual, one section for each command, in the order of the help."""
    sections = (_section(name, command) for name, command in _walk("memcon", get_command(app)))
    return "\n".join([INTRO, *sections, _settings()])


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # of no public type
    """The commands below ``command``, each with its words."""
    inner = getattr(command, "commands", {})
    for word, one in inner.items():
        yield from _walk(f"{name} {word}", one)
    if not inner:
        yield name, command


def _section(name: str, command: Any) -> str:  # noqa: ANN401  # as above
    shown = [one for one in command.params if not one.hidden]
    words = [one.metavar for one in command.params if one.param_type_name == "argument"]
    many = "..." if any(one.nargs != 1 for one in command.params) else ""
    usage = f"{' '.join([name, '[OPTIONS]', *words])}{many}"
    rows = [_row(f"`{_words_of(one)}`", _told_of(one)) for one in shown]
    table = "".join(["| | |\n|---|---|\n", *rows])
    return f"## {name}\n\n```\n{usage}\n```\n\n{_unwrapped(command.help)}\n\n{table}"


def _words_of(parameter: Any) -> str:  # noqa: ANN401  # as above
    """How a parameter is written: its names and what stands for its value."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _told_of(parameter: Any) -> str:  # noqa: ANN401  # as above
    """What the help says of a parameter, and its default where that is no "not given"."""
    default = parameter.default
    told = parameter.help or ""
    return told if default in (None, False) else f"{told} Default: {default}.".strip()


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each, as Markdown is written elsewhere in the docs."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _row(*cells: str) -> str:
    escaped = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |\n"


def _settings() -> str:
    fields = Settings.model_fields.items()
    rows: Iterable[str] = (
        _row(
            f"`{name}`",
            f"`{ENV_PREFIX}{name.upper()}`",
            "" if field.default is None else f"`{field.default}`",
            field.description or "",
        )
        for name, field in fields
    )
    return SETTINGS.format(file=FILE) + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(to_markdown())
