"""The questions to a store: ``timeline``, ``statements``, ``events``, ``attention`` and others.

They have the same filters, so their options stand here once, as one table; a question is a
function of a dossier and its filters.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Unpack

import typer

from memcon.cli.shared import EXIT_SOME_FAILED, check_date, chosen_format, complain, say
from memcon.errors import MemconError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from memcon.app.dossier import Asked, Dossier

Row = dict[str, Any]
Ask = Callable[..., "list[Row]"]


class RowFormat(StrEnum):
    """How rows are written."""

    TEXT = "text"
    MD = "md"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def _option(form: type, metavar: str, told: str) -> Any:  # noqa: ANN401  # for typer
    return Annotated[form | None, typer.Option(metavar=metavar, help=told)]


FILTERS: Final = {
    "who": _option(str, "NAME", "What this person, state or body says, wants or takes part in."),
    "issue": _option(str, "ISSUE", "Positions on this issue of the codebook."),
    "type": _option(str, "TYPE", "Events of this PLOVER type, such as CONSULT."),
    "place": _option(str, "NAME", "What was said or happened there."),
    "since": _option(str, "DATE", "Nothing before this date."),
    "until": _option(str, "DATE", "Nothing after this date."),
    "source": _option(str, "TEXT", "Reports with this in their name, address or site."),
    "limit": _option(int, "N", "The latest N alone; for search the best."),
}
FormatOption = Annotated[
    RowFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"One of {', '.join(RowFormat)}. Default: text on a terminal, jsonl in a pipe.",
    ),
]
StoreOption = Annotated[
    str | None, typer.Option(metavar="STORE", help="A file or a postgresql:// address.")
]
TODAY: Final = _option(
    str, "DATE", "Overdue is what was so on this day. Default: the day of the newest report."
)
ISSUES: Final = _option(Path, "FILE", "YAML file with issues of your own, for SOURCE.")
GENERAL: Final = {"format": FormatOption, "store": StoreOption}


def timeline(dossier: Dossier, **asked: Unpack[Asked]) -> list[Row]:
    """Show what was said, wanted and done, in order of dates."""
    return dossier.timeline(**asked)


def statements(dossier: Dossier, **asked: Unpack[Asked]) -> list[Row]:
    """Show who said what, to whom and when."""
    return dossier.statements(**asked)


def positions(dossier: Dossier, **asked: Unpack[Asked]) -> list[Row]:
    """Show what each party wants on each issue, and what changed.

    Asks the store; with SOURCE the reports or records named, and no store.
    """
    return dossier.positions(**asked)


def events(dossier: Dossier, **asked: Unpack[Asked]) -> list[Row]:
    """Show what happened: each happening with its reports and the history of its status."""
    return dossier.events(**asked)


def attention(dossier: Dossier, today: str | None, **asked: Unpack[Asked]) -> list[Row]:
    """Show what deserves attention, by date.

    Changed positions, first words of a party on an issue, meetings whose day has passed without a
    report that they were held, demands without an answer, contradictions, copied texts.
    """
    return dossier.attention(today=today, **asked)


def search(dossier: Dossier, words: list[str], **asked: Unpack[Asked]) -> list[Row]:
    """Search reports, statements, events and positions for WORDS.

    All words must be there, in any form; words in double quotes must stand together.
    """
    return dossier.search(" ".join(words), **asked)


def entity(
    name: Annotated[str, typer.Argument(metavar="NAME", hidden=True)],
    format: FormatOption = None,
    store: StoreOption = None,
) -> None:
    """Show who or what NAME is and what the store knows of it."""
    with _open(store) as dossier:
        row = dossier.entity(name)
    form = _form(format)
    if form is RowFormat.CSV:
        raise UsageError("an entity is no table: choose text, md, json or jsonl")
    _write_entity(row, form)


def add_questions(app: typer.Typer) -> None:
    """Put the questions among the commands of ``app``."""
    words = Annotated[list[str], typer.Argument(metavar="WORDS", hidden=True)]
    sources = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", hidden=True)]
    for ask in (timeline, statements, events):
        app.command(name=ask.__name__)(_command(ask, {}))
    app.command(name="positions")(_command(positions, {}, {"sources": sources, "issues": ISSUES}))
    app.command(name="attention")(_command(attention, {}, {"today": TODAY}))
    app.command()(entity)
    app.command(name="search")(_command(search, {"words": words}))


def _command(
    ask: Ask, own: dict[str, Any], more: dict[str, Any] | None = None
) -> Callable[..., None]:
    """``ask`` as a command with arguments of its ``own``, the filters and the general options.

    ``more`` are options that other questions do not have; with ``sources`` these are asked, and
    no store.
    """

    def run(**given: Any) -> None:  # noqa: ANN401  # as the signature below has it
        form, store = _form(given.pop("format")), given.pop("store")
        check_period(given)
        sources, issues = given.pop("sources", None), given.pop("issues", None)
        failures: list[MemconError] = []
        opened = _reading(sources, issues, failures) if sources else _open(store)
        with opened as dossier:
            _write(ask.__name__, ask(dossier, **given), form)
        for failure in failures:
            complain(str(failure))
        if failures:
            raise typer.Exit(EXIT_SOME_FAILED)

    keyword = inspect.Parameter.KEYWORD_ONLY
    options = {**(more or {}), **FILTERS, **GENERAL}
    required = [inspect.Parameter(name, keyword, annotation=one) for name, one in own.items()]
    optional = [
        inspect.Parameter(name, keyword, annotation=one, default=None)
        for name, one in options.items()
    ]
    run.__signature__ = inspect.Signature([*required, *optional])  # type: ignore[attr-defined]
    run.__annotations__ = {**own, **options}
    run.__doc__, run.__name__ = ask.__doc__, ask.__name__
    return run


def check_period(given: Mapping[str, Any]) -> None:
    """Dates must be dates, and in order."""
    since, until = given["since"], given["until"]
    check_date("--since", since)
    check_date("--until", until)
    if since and until and since > until and not since.startswith(until):
        raise UsageError(f"--since {since} is after --until {until}")


def _form(given: RowFormat | None) -> RowFormat:
    return given or RowFormat(chosen_format(None))


def _open(store: str | None) -> Dossier:
    from memcon.app.dossier import open_dossier  # SQL takes a while to load; --help needs none
    from memcon.config import load_settings

    return open_dossier(load_settings(store=store).store)


def _reading(
    sources: Sequence[str], issues: Path | None, failures: list[MemconError]
) -> AbstractContextManager[Dossier]:
    from memcon.app import reader_for
    from memcon.app.passing import passing_dossier
    from memcon.config import load_settings

    return passing_dossier(reader_for(load_settings(issues=issues)), sources, failures)


def _write(question: str, rows: Sequence[Row], form: RowFormat) -> None:
    from memcon.render import rows as tables

    if form is RowFormat.JSON:
        say(_as_json(rows) + "\n")
    elif form is RowFormat.JSONL:
        for row in rows:
            say(json.dumps(row, ensure_ascii=False) + "\n")
    elif form is RowFormat.CSV:
        say(tables.to_csv(question, rows))
    elif form is RowFormat.MD:
        say(tables.to_markdown(question, rows))
    else:
        _show(tables.to_terminal(question, rows))
    _tell(getattr(rows, "note", None), form)


def _tell(note: str | None, form: RowFormat) -> None:
    """What has to be known of all rows: below them where people read, else on standard error."""
    if note is None:
        return
    if form in (RowFormat.TEXT, RowFormat.MD):
        say(f"\n{note}\n")
    else:
        complain(note)


def _write_entity(row: Row, form: RowFormat) -> None:
    from memcon.render import rows as tables

    if form is RowFormat.JSON:
        say(_as_json(row) + "\n")
    elif form is RowFormat.JSONL:
        say(json.dumps(row, ensure_ascii=False) + "\n")
    elif form is RowFormat.MD:
        say(tables.entity_to_markdown(row))
    else:
        _show(tables.entity_to_terminal(row))


def _as_json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)


def _show(shown: RenderableType) -> None:
    from rich.console import Console

    lines = StringIO()
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(shown)
        return
    Console(highlight=False, file=lines, color_system=None, width=WIDTH).print(shown)
    say(lines.getvalue())


WIDTH: Final = 120
"""Columns of a table that goes into a file or a pipe."""
