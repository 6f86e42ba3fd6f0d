"""``memcon correct``: what a person sets right, kept beside what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.asking import StoreOption
from memcon.cli.shared import takes
from memcon.errors import UsageError
from memcon.render.controls import printable

if TYPE_CHECKING:
    from memcon.app.correcting import Corrector

correct = typer.Typer(
    help="Set right what was read; corrections outlast reading anew.", no_args_is_help=True
)
FactArgument = Annotated[str, typer.Argument(metavar="FACT", hidden=True)]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", hidden=True)]
EntityArgument = Annotated[str, typer.Argument(metavar="ENTITY", hidden=True)]
OneArgument = Annotated[str, typer.Argument(metavar="ID", hidden=True)]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", hidden=True)]
BY: Final = {
    "author": Annotated[str | None, typer.Option(metavar="NAME", help="Who corrects.")],
    "note": Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")],
    "store": StoreOption,
}
"""Who corrects, why and where: asked of every correction."""


@correct.command()
@takes(**BY)
def status(fact: FactArgument, value: ValueArgument, **by: str | None) -> None:
    """Give the event FACT the status VALUE (proposed, planned, held, ...)."""
    _tell(_corrector(**by).set_status(fact, value))


@correct.command()
@takes(**BY)
def date(fact: FactArgument, value: ValueArgument, **by: str | None) -> None:
    """Give the statement, event or position FACT the date VALUE; an event may have FROM/TO."""
    _tell(_corrector(**by).set_date(fact, value))


@correct.command()
@takes(**BY)
def stance(fact: FactArgument, value: ValueArgument, **by: str | None) -> None:
    """Give the position FACT the stance VALUE (demands, supports, offers, ...)."""
    _tell(_corrector(**by).set_stance(fact, value))


@correct.command()
@takes(**BY)
def link(
    fact: FactArgument,
    entity: EntityArgument,
    words: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words in the report that FACT is the id of.")
    ] = None,
    **by: str | None,
) -> None:
    """Say that ENTITY is the source of the statement FACT, or whom words in a report mean.

    ENTITY is a name or id that the store knows, or an id of the knowledge base.
    """
    corrector = _corrector(**by)
    if words is not None:
        _tell(corrector.link_words(fact, words, entity))
    elif fact.startswith("article-"):
        raise UsageError("say which words of the report are meant: --words TEXT")
    else:
        _tell(corrector.link_source(fact, entity))


@correct.command()
@takes(**BY)
def merge(one: OneArgument, other: OtherArgument, **by: str | None) -> None:
    """Say that two events are one happening, or that the entity ID is in truth OTHER."""
    _tell(_corrector(**by).decide("merge", one, other))


@correct.command()
@takes(**BY)
def split(one: OneArgument, other: OtherArgument, **by: str | None) -> None:
    """Say that two events are two happenings, or that two entities are not one."""
    _tell(_corrector(**by).decide("split", one, other))


@correct.command()
@takes(**BY)
def undo(
    one: Annotated[str, typer.Argument(metavar="CORRECTION", hidden=True)], **by: str | None
) -> None:
    """Take back a correction; that it was made, and taken back, stays known."""
    _tell(_corrector(**by).undo(one))


@correct.command(name="list")
def list_all(store: StoreOption = None) -> None:
    """Show all corrections, the oldest first."""
    from memcon.app.dossier import open_dossier
    from memcon.config import load_settings

    with open_dossier(load_settings(store=store).store) as dossier:
        made = dossier.corrections()
        if not made:
            typer.echo("no corrections")
        for one in made:
            about = one.target.id or one.target.article or ""
            new = one.value or (one.entity and one.entity.id) or (one.other and one.other.id) or ""
            parts = (one.made[:19], one.author, one.kind, about, new, one.note or "")
            typer.echo(printable(f"{one.id}  {'  '.join(part for part in parts if part)}"))


def _corrector(store: str | None, author: str | None, note: str | None) -> Corrector:
    from memcon.app.correcting import open_corrector
    from memcon.config import load_settings

    return open_corrector(load_settings(store=store, author=author), note=note)


def _tell(correction: str) -> None:
    typer.echo(correction)
