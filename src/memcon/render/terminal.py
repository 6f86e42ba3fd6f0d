"""A record for the terminal, as rich renderables; the command line prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from memcon.record import Record
from memcon.record.facts import EventStatus
from memcon.render.controls import printable
from memcon.render.happenings import EventRow
from memcon.render.matrix import PositionRow
from memcon.render.outline import CardRow, DateRow, Outline, StatementRow, outline, shortened

LONGEST_SOURCE: Final = 60
SIDE_STYLES: Final = {"for": "green", "against": "red", "open": "yellow"}
STATUS_STYLES: Final[Mapping[EventStatus, str]] = {
    "held": "green",
    "planned": "cyan",
    "proposed": "yellow",
    "postponed": "magenta",
    "cancelled": "bold red",
    "refused": "red",
    "denied": "reverse",
}
LONGEST_QUOTE: Final = 160
GAP: Final = Text("  ")


def to_terminal(record: Record) -> RenderableType:
    """The record: title, blocks in short, who said what, what happened, dates, cards."""
    shown = outline(record)
    return Group(*_parts(shown))


def _parts(shown: Outline) -> Iterator[RenderableType]:
    yield Rule(style="dim")
    yield _text(shown.title, "bold")
    yield _text(shown.byline, "dim")
    yield _text(shown.record.article.source, "dim")
    yield Text()
    yield from _blocks(shown)
    yield Text()
    if shown.said:
        yield _heading("Who said what")
        yield from (_statement(row) for row in shown.said)
    if shown.positions:
        yield _heading("What each party wants")
        yield from (_position(row) for row in shown.positions)
    if shown.events:
        yield _heading("What happened")
        yield from (_event(row) for row in shown.events)
    if shown.dates:
        yield _heading("Dates")
        yield _dates(shown)
        yield Text()
    if shown.cards:
        yield _heading("Background")
        yield from (_card(row) for row in shown.cards)


def _text(words: str, style: str = "") -> Text:
    """Words of a report, which may hold anything, as a terminal can show them."""
    return Text(printable(words), style=style)


def _heading(title: str) -> RenderableType:
    return Text(f"{title}\n", style="bold cyan")


def _blocks(shown: Outline) -> Iterator[RenderableType]:
    """The beginning of each block, as far as one line holds it."""
    for block in shown.blocks:
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{block.kind.value:<9}  ", style="dim")
        yield line.append(_text(shown.record.article.quote(block.span)))


def _statement(row: StatementRow) -> RenderableType:
    """Who, and below it what was said and how: no column to grow too narrow."""
    who = [_text(row.who, "bold")]
    if row.said_by:
        who.append(_text(f"({shortened(row.said_by, LONGEST_SOURCE)})", "dim"))
    content = _text(row.statement.content.quote)
    how = _text(" · ".join(row.circumstances), "dim")
    return Group(GAP.join(who), Padding(Group(content, how), (0, 0, 1, 2)))


def _position(row: PositionRow) -> RenderableType:
    """Who on what, and below it the claim and how it is held."""
    who = GAP.join((_text(row.who, "bold"), _text(row.issue, SIDE_STYLES[row.side])))
    how = _text(" · ".join(row.circumstances), "dim")
    return Group(who, Padding(Group(_text(row.position.claim), how), (0, 0, 1, 2)))


def _event(row: EventRow) -> RenderableType:
    """When, how far it came and what; below it the parties, the place and the words."""
    status = _text(row.status, STATUS_STYLES[row.event.status])
    head = GAP.join((_text(row.day, "bold"), status, _text(row.event.what)))
    how = _text(" · ".join(row.circumstances), "dim")
    quote = _text(f"“{shortened(row.quote, LONGEST_QUOTE)}”")
    return Group(head, Padding(Group(quote, how), (0, 0, 1, 2)))


def _dates(shown: Outline) -> RenderableType:
    """Days, each once, with the words around the expressions that give them."""
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=len("2025-10-20"))
    table.add_column(overflow="fold")
    before = ""
    for row in shown.dates:
        table.add_row(_text("" if row.day == before else row.day, "bold"), _extract(row))
        before = row.day
    return table


def _extract(row: DateRow) -> Text:
    extract = _text(row.extract)
    for quote in row.quotes:
        extract.highlight_regex(rf"\b{re.escape(printable(quote))}\b", "green")
    return extract


def _card(row: CardRow) -> RenderableType:
    title = GAP.join((_text(row.entity.name, "bold"), _text(row.what, "dim")))
    body = GAP.join((_text(row.card.text), _text(f"[{row.origin}]", "dim")))
    return Group(title, Padding(body, (0, 0, 1, 2)))
