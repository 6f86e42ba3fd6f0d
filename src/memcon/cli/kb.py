"""``memcon kb``: builds, adds to and inspects the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.shared import check_date, chosen_format, say
from memcon.errors import SourceError, UsageError
from memcon.render.controls import printable

if TYPE_CHECKING:
    from memcon.cli.resolve import Phrase
    from memcon.knowledge.base import KnowledgeBase


class LineFormat(StrEnum):
    """How one line for each answer is written."""

    TEXT = "text"
    JSONL = "jsonl"


kb = typer.Typer(help="Build, extend and inspect the knowledge base.", no_args_is_help=True)

KbOption = Annotated[
    Path | None,
    typer.Option("--kb", metavar="PATH", help="A folder with what you added, or another base."),
]
OwnOption = Annotated[
    Path | None, typer.Option("--kb", metavar="FOLDER", help="Where your own base is kept.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Offices as held on this date.")
]
FormatOption = Annotated[
    LineFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"One of {', '.join(LineFormat)}. Default: text on a terminal, jsonl in a pipe.",
    ),
]


@kb.command()
def info(path: KbOption = None) -> None:
    """Show what the knowledge base holds, and where it comes from."""
    base = _open(path)
    typer.echo(f"knowledge base {base.version}")
    for part, counts in base.parts().items():
        typer.echo(f"\n{printable(part)}")
        for kind, count in sorted(counts.items()):
            typer.echo(f"{count:>8}  {kind}")
    typer.echo("\nsources")
    for name, licence, version, gives in base.sources:
        typer.echo(f"  {name} {version} ({licence}): {gives}")


@kb.command()
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", hidden=True)],
    date: DateOption = None,
    path: KbOption = None,
) -> None:
    """Show what NAME may mean, best first, with the card of each.

    Capitals may be left out, and a surname alone finds its people.
    """
    from memcon.cli.finding import found

    check_date("--date", date)
    base = _open(path)
    for one in found(base, name, date):
        entity = base.entity(one.id, on=date)
        what = printable(f"{entity.id}  {entity.name} ({entity.kind.value})")
        typer.echo(f"{one.how}  {what}")
        if entity.description:
            typer.echo(f"       {printable(entity.description)}")
        typer.echo(f"       from {printable(', '.join(base.origins(entity.id)))}")
        if entity.card:
            typer.echo(f"       {printable(f'{entity.card.text} [{entity.card.source}]')}")


@kb.command()
def resolve(
    phrases: Annotated[
        list[str],
        typer.Argument(metavar="PHRASE", hidden=True),
    ],
    date: DateOption = None,
    format: FormatOption = None,
    path: KbOption = None,
) -> None:
    """Say whom or what phrases mean on a date.

    A PHRASE is like "the Ukrainian leader" or "Turkey's top diplomat", or a .jsonl file with
    one {"phrase", "date", "context"} a line.
    """
    from memcon.cli.resolve import as_json_line, as_line, resolved

    check_date("--date", date)
    base, form = _open(path), format or LineFormat(chosen_format(None))
    for phrase in _phrases(phrases, date):
        answer = resolved(base, phrase)
        entity = answer.meant.entity
        origins = base.origins(entity.id) if entity else ()
        line = (as_line if form is LineFormat.TEXT else as_json_line)(answer, origins)
        say(line + "\n")


@kb.command()
def build(
    builtin: Annotated[
        bool, typer.Option("--builtin", help="Build the base that ships with memcon.")
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there.")] = None,
    iso_codes: Annotated[
        bool,
        typer.Option(
            "--iso-codes/--no-iso-codes",
            help="Take in names of administrative units under the LGPL (see NOTICE).",
        ),
    ] = True,
) -> None:
    """Build the knowledge base from packaged data and own tables."""
    if not builtin:
        raise UsageError("say what to build: memcon kb build --builtin")
    from memcon.knowledge.build import build as build_base
    from memcon.knowledge.paths import BUILTIN

    target = out or BUILTIN
    typer.echo(f"{target}: {build_base(target, iso_codes=iso_codes)}")


@kb.command()
def add(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE", hidden=True)],
    path: OwnOption = None,
    sitelinks: Annotated[
        int,
        typer.Option(
            min=0,
            metavar="N",
            help="Of a Wikidata dump, keep what has N Wikipedia articles; people in office always.",
        ),
    ] = 1,
    quiet: QuietOption = False,
) -> None:
    """Add your own sources beside the built-in base.

    A SOURCE is a Kiwix .zim file of Wikipedia, a Wikidata dump (.json, .json.gz, .json.bz2), or
    a list of your own entities (.csv, .yaml). Each becomes a file in FOLDER; adding it again
    takes the place of what it gave before. Stopped work on a large source is taken up again.
    """
    from memcon.cli.adding import add_sources
    from memcon.config import load_settings

    add_sources(sources, load_settings(kb=path), least_sitelinks=sitelinks, quiet=quiet)


@kb.command()
def update(
    path: OwnOption = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Another SPARQL service of Wikidata's data.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Ask Wikidata who holds office now: heads of state and government, ministers."""
    from memcon.cli.adding import update_live
    from memcon.config import load_settings

    update_live(load_settings(kb=path), endpoint=endpoint, quiet=quiet)


def _open(path: Path | None) -> KnowledgeBase:
    from memcon.config import load_settings
    from memcon.knowledge.base import KnowledgeBase

    return KnowledgeBase.open(load_settings(kb=path).kb)


def _phrases(given: Sequence[str], date: str | None) -> Iterator[Phrase]:
    """Phrases as given; an argument that ends in ``.jsonl`` is a file of them."""
    from memcon.cli.resolve import Phrase, read_phrases

    for item in given:
        if not item.endswith(".jsonl"):
            yield Phrase(item, date)
            continue
        try:
            yield from read_phrases(Path(item).read_text("utf-8"), item, date)
        except OSError as error:
            raise SourceError(item, error.strerror or "cannot be read") from error
