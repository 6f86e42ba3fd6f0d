"""``memcon evaluate``: accuracy on gold sets, floors, and the page that reports both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from memcon.cli.shared import KbOption, QuietOption, complain, progress, say
from memcon.errors import SourceError, UsageError

if TYPE_CHECKING:
    from memcon.config import Settings
    from memcon.evaluate.gold import Phrase
    from memcon.evaluate.task import Subject, Task
    from memcon.knowledge.actors import Actor
    from memcon.record import Record

EXIT_BELOW: Final = 1
Seen = Callable[[Iterable[Any]], Iterable[Any]]

evaluate = typer.Typer(help="Measure accuracy on gold sets.", no_args_is_help=True)


class EvaluationFormat(StrEnum):
    """How figures are written."""

    TEXT = "text"
    JSON = "json"


GoldArgument = Annotated[
    Path, typer.Argument(metavar="GOLD.jsonl", help="Gold file.", show_default=False)
]
FolderArgument = Annotated[
    Path, typer.Argument(metavar="GOLD_DIR", help="Folder of gold sets.", show_default=False)
]
FirstOption = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Only the first N items by the hash of their ids."),
]
FloorOption = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="Fail where a figure is lower; may be repeated."),
]
ClassesOption = Annotated[
    str | None,
    typer.Option(metavar="A,B", help="Classes of statement to keep: speech,writing. Default: all."),
]
FormatOption = Annotated[
    EvaluationFormat,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(EvaluationFormat)}."),
]
OutOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write there instead of printing.")
]


@evaluate.command()
def attribution(
    gold: GoldArgument,
    classes: ClassesOption = None,
    first: FirstOption = None,
    floor: FloorOption = None,
    format: FormatOption = EvaluationFormat.TEXT,
    kb: KbOption = None,
    quiet: QuietOption = False,
) -> None:
    """Score who said what."""
    from memcon.evaluate.task import attribution_task

    kept = frozenset(name.strip() for name in (classes or "").split(",") if name.strip())
    task = attribution_task(kept)
    with _subject(kb=kb, quiet=quiet) as subject:
        _evaluate("attribution", gold, subject, task=task, first=first, floors=floor, form=format)


def _command(name: str, help: str) -> None:
    """Add the command of a task that has no options of its own."""

    @evaluate.command(name, help=help)
    def run(
        gold: GoldArgument,
        first: FirstOption = None,
        floor: FloorOption = None,
        format: FormatOption = EvaluationFormat.TEXT,
        kb: KbOption = None,
        quiet: QuietOption = False,
    ) -> None:
        with _subject(kb=kb, quiet=quiet) as subject:
            _evaluate(name, gold, subject, first=first, floors=floor, form=format)


_command("time", "Score time expressions and their values.")
_command("geo", "Score places and where they lie.")
_command("metonymy", "Score whether place names mean the place or who acts there.")
_command("linking", "Score mentions against Wikidata ids.")
_command("events", "Score types and parties of events, sentence by sentence.")
_command("positions", "Score what each party wants, and on which side it is.")
_command("actors", "Score whom phrases mean.")
_command("clusters", "Score which reports tell of one story.")
_command("chains", "Score who is who across the reports of one story.")


@evaluate.command()
def quick(gold: FolderArgument, kb: KbOption = None, quiet: QuietOption = False) -> None:
    """Score a slice of every task against the floors that ship with memcon."""
    from memcon.evaluate.plain import to_floor_lines
    from memcon.evaluate.score import find_broken
    from memcon.evaluate.suite import load_quick
    from memcon.evaluate.task import measure

    _check_folder(gold)
    broken = []
    with _subject(kb=kb, quiet=quiet) as subject:
        for run in load_quick():
            measured = measure(run.task, gold / run.gold, subject, first=run.first)
            found = find_broken(measured.score, run.floors)
            broken += [f"{run.gold}: {sentence}" for sentence in found]
            say(to_floor_lines(measured, run.floors))
    _leave_if(broken)


@evaluate.command()
def report(
    gold: FolderArgument, out: OutOption = None, kb: KbOption = None, quiet: QuietOption = False
) -> None:
    """Score every set of every task and write the page of accuracy, in Markdown."""
    from memcon.evaluate.report import measure_sections, to_markdown
    from memcon.evaluate.suite import load_peers, load_sections

    _check_folder(gold)
    sections = load_sections()
    with _subject(kb=kb, quiet=quiet) as subject:
        measured = measure_sections(sections, gold, subject)
    page = to_markdown(sections, measured, load_peers())
    if out is None:
        say(page)
        return
    try:
        out.write_text(page, "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"--out {out}: {error.strerror}") from error


class _Memcon:
    """memcon as the subject of a measurement; its parts are opened when first needed, once."""

    def __init__(self, settings: Settings, seen: Seen) -> None:
        self._settings = settings
        self._seen = seen

    def read(self, lines: bytes) -> Iterator[Record | None]:
        """As ``memcon read`` reads the lines from standard input; what it cannot read is named."""
        from memcon.app import reader_for
        from memcon.record import Record

        results = reader_for(self._settings).read(["-"], stdin=BytesIO(lines))
        for result in self._seen(results):
            if isinstance(result, Record):
                yield result
            else:
                complain(str(result if isinstance(result, Exception) else result.error))
                yield None

    def resolve(self, phrases: Iterable[Phrase]) -> Iterator[Actor]:
        """As ``memcon kb resolve`` resolves them."""
        from memcon.cli.resolve import Phrase as Asked
        from memcon.cli.resolve import resolved
        from memcon.knowledge.base import KnowledgeBase

        base = KnowledgeBase.open(self._settings.kb)
        for one in self._seen(phrases):
            yield resolved(base, Asked(one.text, one.date, one.context)).meant


@contextmanager
def _subject(*, kb: Path | None, quiet: bool) -> Iterator[Subject]:
    from memcon.config import load_settings

    with progress(quiet=quiet) as seen:
        yield _Memcon(load_settings(kb=kb), seen)


def _evaluate(
    name: str,
    gold: Path,
    subject: Subject,
    *,
    task: Task[Any, Any] | None = None,
    first: int | None,
    floors: list[str] | None,
    form: EvaluationFormat,
) -> None:
    """Measure one task on one file, write its figures, and fail where one is too low."""
    from memcon.evaluate.plain import to_json, to_text
    from memcon.evaluate.score import find_broken, parse_floor
    from memcon.evaluate.task import measure

    asked = [parse_floor(text) for text in floors or ()]
    measured = measure(name, gold, subject, first=first, task=task)
    below = find_broken(measured.score, asked)
    is_json = form is EvaluationFormat.JSON
    say(to_json(measured, below=below) if is_json else to_text(measured))
    _leave_if(below)


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise SourceError(str(folder), "no such folder of gold sets")


def _leave_if(below: Iterable[str]) -> None:
    """Name each broken floor and leave with exit code 1, if there are any."""
    sentences = list(below)
    for sentence in sentences:
        complain(sentence)
    if sentences:
        raise typer.Exit(EXIT_BELOW)
