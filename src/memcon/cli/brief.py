"""``memcon brief``: a briefing on a party, a pair of parties or a story."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from memcon.cli.asking import FILTERS, TODAY, StoreOption, check_period
from memcon.cli.shared import check_date, check_output, say, takes
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.render.briefing import Briefing


class BriefFormat(StrEnum):
    """How a briefing is written."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"
    JSON = "json"


def _option(form: type, *names: str, metavar: str, told: str) -> Any:  # noqa: ANN401  # for typer
    return Annotated[form | None, typer.Option(*names, metavar=metavar, help=told)]


OPTIONS: Final = {
    "who": _option(str, metavar="NAME", told="The party: a person, state or body."),
    "with_": _option(
        str, "--with", metavar="NAME", told="The other party of a pair: each on the other."
    ),
    **{name: FILTERS[name] for name in ("issue", "type", "place", "since", "until", "source")},
    "today": TODAY,
    "lines": _option(int, metavar="N", told="About so many lines. Default: 36, some two pages."),
    "format": _option(
        BriefFormat,
        "--format",
        "-f",
        metavar="FORMAT",
        told=f"One of {', '.join(BriefFormat)}. Default: as --out ends, else md.",
    ),
    "out": _option(Path, metavar="FILE", told="Write to a file instead."),
    "store": StoreOption,
}


@takes(**OPTIONS)
def brief(**given: Any) -> None:  # noqa: ANN401  # as the signature below has it
    """Write a briefing on a party, a pair of parties or a story.

    The situation in dated lines, who wants what and what changed, meetings held and ahead, open
    questions, people and places. Each line has the numbers of its sources.
    """
    out, form = given.pop("out"), given.pop("format")
    lines, store = given.pop("lines"), given.pop("store")
    form = form or _form_of(out)
    check_output(out)
    check_period(given)
    check_date("--today", given["today"])
    if lines is not None and lines < 1:
        raise UsageError(f"--lines {lines} shows nothing")
    if out is None and form is BriefFormat.DOCX and sys.stdout and sys.stdout.isatty():
        raise UsageError("a Word document is no text: name a file with --out")
    _deliver(_written(_made(given, lines, store), form), out)


def _made(given: dict[str, Any], lines: int | None, store: str | None) -> Briefing:
    from memcon.app.briefing import LINES, Scope, brief  # loads SQL; --help needs none
    from memcon.app.dossier import open_dossier
    from memcon.config import load_settings

    with open_dossier(load_settings(store=store).store) as dossier:
        return brief(dossier, Scope(**given), lines=lines or LINES)


def _form_of(out: Path | None) -> BriefFormat:
    """The format that a file's name ends in; Markdown where it says nothing."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    known = {"htm": "html", "markdown": "md"}.get(ending, ending)
    return BriefFormat(known) if known in set(BriefFormat) else BriefFormat.MD


def _written(briefing: Briefing, form: BriefFormat) -> bytes:
    if form is BriefFormat.DOCX:
        from memcon.render.briefing_docx import to_docx

        return to_docx(briefing)
    return _text(briefing, form).encode(errors="replace")


def _text(briefing: Briefing, form: BriefFormat) -> str:
    from memcon.render.briefing import to_dict
    from memcon.render.briefing_markdown import to_markdown
    from memcon.render.briefing_page import to_page

    if form is BriefFormat.HTML:
        return to_page(briefing)
    if form is BriefFormat.JSON:
        return json.dumps(to_dict(briefing), ensure_ascii=False, indent=1) + "\n"
    return to_markdown(briefing)


def _deliver(content: bytes, out: Path | None) -> None:
    if out is None:
        say(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--out {out}: {error.strerror}") from error
