"""A record as Markdown: for notes, wikis and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from memcon.record import Record
from memcon.render.controls import printable
from memcon.render.happenings import EventRow
from memcon.render.matrix import Matrix, PositionRow
from memcon.render.outline import CardRow, DateRow, StatementRow, outline

SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#&~])")
"""Marks that are markup anywhere in a line (CommonMark 0.31, and tables and strikethrough)."""
OPENING: Final = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
"""What begins a list item or underlines a heading at the start of a line."""
UNRESERVED: Final = "!#$%&'()*+,/:;=?@[]~"
"""Marks of an address that stay as they are (RFC 3986); all others are percent-encoded."""


def to_markdown(record: Record) -> str:
    """The record as one Markdown document that ends in a line break."""
    shown = outline(record)
    lines = [f"# {escaped(shown.title)}", "", escaped(shown.byline), ""]
    if shown.url:
        lines += [f"<{quote(shown.url, safe=UNRESERVED)}>", ""]
    lines += _section("Who said what", (_statement(row) for row in shown.said))
    lines += _section("What each party wants", _matrix(shown.matrix))
    lines += _section("What happened", (_event(row) for row in shown.events))
    lines += _section("Dates", (_date(row) for row in shown.dates))
    lines += _section("Background", (_card(row) for row in shown.cards))
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """``text`` on one line, with what Markdown would read as markup made literal."""
    line = SPECIAL.sub(r"\\\1", printable(text))
    return OPENING.sub(_literal, line)


def _literal(opening: re.Match[str]) -> str:
    """A number keeps its digits and has its dot escaped; a mark is escaped itself."""
    return f"{opening[0]}\\" if opening[0].isdigit() else f"\\{opening[0]}"


def _section(title: str, items: Iterator[str]) -> list[str]:
    listed = list(items)
    return [f"## {title}", "", *listed, ""] if listed else []


def _statement(row: StatementRow) -> str:
    circumstances = escaped(", ".join(row.circumstances))
    return f"- **{escaped(row.who)}** ({circumstances}): {escaped(row.statement.content.quote)}"


def _matrix(shown: Matrix) -> Iterator[str]:
    """A table of issues and parties."""
    if not shown:
        return
    yield f"| | {' | '.join(map(escaped, shown.parties))} |"
    yield "|---" * (len(shown.parties) + 1) + "|"
    for row in shown.rows:
        cells = ("<br>".join(map(_held, cell)) for cell in row.cells)
        yield f"| **{escaped(row.issue)}** | {' | '.join(cells)} |"


def _held(row: PositionRow) -> str:
    how = escaped(", ".join(row.circumstances))
    return f"**{how}**: {escaped(row.position.claim)}"


def _event(row: EventRow) -> str:
    circumstances = escaped(", ".join(row.circumstances))
    told = f"{escaped(row.event.what)} ({circumstances}): {escaped(row.quote)}"
    return f"- `{row.day}` **{row.status}** {told}"


def _date(row: DateRow) -> str:
    return f"- `{row.day}` {escaped(', '.join(row.quotes))}: {escaped(row.extract)}"


def _card(row: CardRow) -> str:
    card = f"{escaped(row.card.text)} *{escaped(row.origin)}*"
    return f"- **{escaped(row.entity.name)}** ({row.entity.kind.value}). {card}"
