"""Writing records in the format asked for, to standard output or to a file."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Literal

from rich.console import Console

from memcon.app import Result
from memcon.cli.shared import Format, complain, say
from memcon.errors import UsageError
from memcon.pipeline import Failure
from memcon.record import Record
from memcon.record.codec import to_json
from memcon.render.markdown import to_markdown
from memcon.render.page import to_html
from memcon.render.terminal import to_terminal

FILE_WIDTH = 100
"""Columns of the terminal form when it is written to a file."""


class Failures:
    """Names failures on standard error as they come, lets records through, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def apart(self, results: Iterable[Result]) -> Iterator[Record]:
        """The records among ``results``."""
        for result in results:
            if isinstance(result, Record):
                yield result
            else:
                self.count += 1
                complain(str(result.error if isinstance(result, Failure) else result))


def write(records: Iterator[Record], form: Format, out: Path | None) -> None:
    """Write ``records``; as they come where the format allows it.

    A file ``out`` is replaced once all is written, and stays as it is where there are no records.
    """
    if out is not None:
        first = next(records, None)
        if first is not None:
            _write_file(_chunks(chain([first], records), form), out)
    elif form is Format.TEXT:
        console = Console(highlight=False)
        for record in records:
            console.print(to_terminal(record))
    else:
        for chunk in _chunks(records, form):
            say(chunk)


def _write_file(chunks: Iterable[str], out: Path) -> None:
    try:
        target = out.resolve()  # a link stays a link
        if target.exists() and not target.is_file():
            _fill(target, "w", chunks)  # a device or a pipe is written to, never replaced
        else:
            _replace(target, chunks)
    except OSError as error:
        raise UsageError(f"--out {out}: {error.strerror}") from error


def _replace(target: Path, chunks: Iterable[str]) -> None:
    """Put ``chunks`` in the place of ``target``, which may be one of the sources they come of."""
    draft = target.with_name(f".memcon-{secrets.token_hex(8)}.tmp")
    try:
        _fill(draft, "x", chunks)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _fill(path: Path, mode: Literal["w", "x"], chunks: Iterable[str]) -> None:
    with path.open(mode, encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(chunks)


def _chunks(records: Iterator[Record], form: Format) -> Iterator[str]:
    if form is Format.JSONL:
        yield from (to_json(record) + "\n" for record in records)
    elif form is Format.JSON:
        yield _as_json(list(records))
    elif form is Format.MD:
        yield from (to_markdown(record) + "\n" for record in records)
    elif form is Format.HTML:
        listed = list(records)
        yield to_html(listed) if listed else ""
    else:
        yield from (_as_text(record) for record in records)


def _as_json(records: list[Record]) -> str:
    """One record as an object, several as a list, none as an empty list."""
    texts = [to_json(record, indent=1) for record in records]
    return (texts[0] if len(texts) == 1 else "[" + ",\n".join(texts) + "]") + "\n"


def _as_text(record: Record) -> str:
    """What the terminal shows, without colours."""
    lines = StringIO()
    Console(width=FILE_WIDTH, highlight=False, file=lines, color_system=None).print(
        to_terminal(record)
    )
    return lines.getvalue()
