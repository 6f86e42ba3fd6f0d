"""``memcon export``: data sets out of a store."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from memcon.cli.asking import FILTERS, StoreOption, check_period
from memcon.cli.shared import QuietOption, complain, progress, say
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.app.asked import Asked
    from memcon.app.dossier import Dossier

STDOUT: Final = "-"
NAMES: Final = "jsonl, csv, parquet, dna, polecat, graphml, ics, ftm, jsonld, bibtex, csl"
ARGUMENTS: Final = {
    "form": Annotated[str, typer.Argument(metavar="FORMAT", hidden=True)],
    "out": Annotated[str | None, typer.Argument(metavar="[OUT]", hidden=True)],
}
FORCE: Final = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
OPTIONS: Final = {
    "store": StoreOption,
    **{name: option for name, option in FILTERS.items() if name != "limit"},
}
HELP: Final = f"""Write what the store knows as a data set.

FORMAT is one of {NAMES}. OUT is a file; for csv, parquet and graphml a folder. Without OUT, or
with -, what is one file goes to standard output. Equal stores give equal bytes.
"""


def add_export(app: typer.Typer) -> None:
    """Put ``export`` among the commands of ``app``; its filters are those of the questions."""

    def run(**given: Any) -> None:  # noqa: ANN401  # as the signature below has it
        form, out, force = (given.pop(name) for name in ("form", "out", "force"))
        store, quiet = given.pop("store"), given.pop("quiet")
        check_period(given)
        path = None if out in (None, STDOUT) else Path(out)
        asked = cast("Asked", given)  # the filters alone are left
        with _open(store) as dossier:
            _export(dossier, form, path, asked, force=force, quiet=quiet)

    required = [_parameter("form", ARGUMENTS["form"], inspect.Parameter.empty)]
    optional = [_parameter("out", ARGUMENTS["out"], None)]
    optional += [_parameter(name, option, None) for name, option in OPTIONS.items()]
    optional += [_parameter("force", FORCE, False), _parameter("quiet", QuietOption, False)]
    run.__signature__ = inspect.Signature([*required, *optional])  # type: ignore[attr-defined]
    run.__annotations__ = {**ARGUMENTS, **OPTIONS, "force": FORCE, "quiet": QuietOption}
    app.command(name="export", help=HELP)(run)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:  # noqa: ANN401
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, annotation=annotation, default=default)


def _open(store: str | None) -> Dossier:
    from memcon.app.dossier import open_dossier  # SQL takes a while to load; --help needs none
    from memcon.config import load_settings

    return open_dossier(load_settings(store=store).store)


def _export(
    dossier: Dossier,
    form: str,
    out: Path | None,
    asked: Asked,
    *,
    force: bool,
    quiet: bool,
) -> None:
    from memcon.app.exporting import export_lines, find_format, material_of, write_export

    find_format(form)  # before anything is read
    if out is None and force:
        raise UsageError("--force replaces files, and none is named")
    with progress(quiet=quiet) as counted:
        material = material_of(dossier, asked, counted=counted)
        if out is None:
            for piece in export_lines(form, material):
                say(piece)
        else:
            written = write_export(form, material, out, force=force)
    if out is not None:
        say("".join(f"{path}\n" for path in written))
    if material.note is not None:
        complain(material.note)
