"""A record for the terminal, as rich renderables; the command line prints them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from memcon.record import Record
from memcon.render.outline import CardRow, Outline, outline, shortened

MODE_MARK = {"direct": "“ ”", "mixed": "“…", "indirect": "   "}


def to_terminal(record: Record) -> RenderableType:
    """The record: title, blocks in short, who said what, dates, cards."""
    shown = outline(record)
    return Group(*_parts(shown))


def _parts(shown: Outline) -> Iterator[RenderableType]:
    yield Rule(Text(shown.title, style="bold"), align="left")
    yield Text(shown.byline, style="dim")
    yield Text(shown.record.article.source, style="dim")
    yield Text()
    yield _blocks(shown)
    if shown.statements:
        yield _heading("Who said what")
        yield _statements(shown)
    if shown.dates:
        yield _heading("Dates")
        yield _dates(shown)
    if shown.cards:
        yield _heading("Background")
        yield from (_card(row) for row in shown.cards)


def _heading(title: str) -> RenderableType:
    return Text(f"\n{title}", style="bold cyan")


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_header=bool(any(columns)), pad_edge=False, expand=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _blocks(shown: Outline) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for block in shown.record.article.blocks:
        if block.kind.is_reporting:
            words = shortened(shown.record.article.quote(block.span), 90)
            table.add_row(Text(block.kind.value, style="dim"), Text(words))
    return table


def _statements(shown: Outline) -> RenderableType:
    table = _table("who", "", "what", "when, where")
    table.columns[0].ratio, table.columns[2].ratio, table.columns[3].ratio = 3, 9, 2
    for row in shown.statements:
        said = row.statement
        who = Text(row.who, style="bold")
        if row.said_by:
            who.append(f"\n{shortened(row.said_by, 60)}", style="dim")
        if row.to:
            who.append(f"\nto {row.to}", style="dim")
        circumstances = ", ".join(part for part in (said.when, row.where) if part)
        table.add_row(
            who,
            Text(MODE_MARK[said.mode], style="green"),
            Text(" ".join(said.content.quote.split())),
            Text(circumstances),
        )
    return table


def _dates(shown: Outline) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for row in shown.dates:
        quote = row.time.evidence.quote
        table.add_row(Text(row.value, style="bold"), Text(quote, style="green"), Text(row.extract))
    return table


def _card(row: CardRow) -> RenderableType:
    title = Text(row.entity.name, style="bold")
    title.append(f"  {row.entity.description or row.entity.kind.value}", style="dim")
    source = " · ".join(part for part in (row.card.source, row.card.as_of) if part)
    body = Text(row.card.text)
    body.append(f"  [{source}]", style="dim")
    return Group(title, Padding(body, (0, 0, 1, 2)))
