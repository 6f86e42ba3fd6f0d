"""Answers of a store as tables: for the terminal, Markdown and spreadsheets.

What each table shows is one literal row of columns for each question; the JSON forms have all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.render.controls import printable
from memcon.render.markdown import escaped

Row = Mapping[str, Any]
MANY: Final = "; "
"""Between several reports in one cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and what stands in it for a row."""

    head: str
    value: Callable[[Row], str]


def _field(head: str, *path: str) -> Column:
    """The value at ``path`` of a row, by default that of its heading; empty where not known."""

    def value(row: Row) -> str:
        found: Any = row
        for name in path or (head,):
            found = found.get(name) if found else None
        return "" if found is None else str(found)

    return Column(head, value)


def _names(row: Row) -> str:
    return ", ".join(party["name"] for party in row["participants"])


def _days(row: Row) -> str:
    when = row["when"]
    if when is None:
        return ""
    return str(when["from"] if when["from"] == when["to"] else f"{when['from']}/{when['to']}")


def _history(row: Row) -> str:
    return " > ".join(f"{step['status']} ({step['date'] or '?'})" for step in row["history"])


def _status(row: Row) -> str:
    """Of a happening how it came about, of all else the status alone."""
    return _history(row) if len(row.get("history") or ()) > 1 else str(row["status"])


def _reports(row: Row) -> str:
    return MANY.join(dict.fromkeys(member["source"] for member in row["members"]))


def _sources(row: Row) -> str:
    return MANY.join(dict.fromkeys(row["sources"]))


def _speaker(row: Row) -> str:
    return str(row["source"]["name"] or row["source"]["text"])


TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    "timeline": (
        _field("date"),
        _field("kind"),
        Column("who", lambda row: ", ".join(row["who"])),
        _field("what"),
        Column("status", _status),
        _field("article"),
    ),
    "statements": (
        _field("when"),
        Column("who", _speaker),
        _field("content"),
        _field("mode"),
        _field("to", "addressee"),
        _field("article"),
    ),
    "events": (
        Column("when", _days),
        _field("type"),
        _field("what"),
        Column("who", _names),
        _field("where"),
        Column("status", _history),
        Column("reports", lambda row: str(len(row["members"]))),
        Column("article", _reports),
    ),
    "positions": (
        _field("holder", "name"),
        _field("issue"),
        _field("when"),
        _field("stance"),
        _field("claim"),
        _field("change"),
        _field("according to", "according_to"),
        _field("article", "source"),
    ),
    "attention": (
        _field("date"),
        _field("kind"),
        _field("what", "reason"),
        Column("words", lambda row: " / ".join(dict.fromkeys(row["quotes"]))),
        Column("article", _sources),
    ),
    "search": (
        _field("kind"),
        _field("quote"),
        _field("article"),
        _field("score"),
    ),
}
SINGLE: Final = ("statements", "events")
"""Tables below what is said of one entity."""
WORDS: Final = frozenset({"what", "content", "claim", "quote"})
"""Headings of the columns that hold words of a report rather than one value."""
LOCAL: Final = "entity-"
"""How the ids of those begin whom only their report knows."""
NAMED: Final = frozenset({"to", "according to", "reports"})
"""Headings of the columns whose values say nothing without them."""
NARROW: Final = 100
"""Columns of a terminal below which a table would break its values in two."""


def flat(question: str, rows: Sequence[Row]) -> list[Row]:
    """One row for each line of a table: positions have one for each entry of their history."""
    if question != "positions":
        return list(rows)
    return [{**row, **entry} for row in rows for entry in row["entries"]]


def to_csv(question: str, rows: Sequence[Row]) -> str:
    """Rows as a spreadsheet reads them (RFC 4180): values that look like formulas are quoted."""
    columns = TABLES[question]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.head for column in columns])
    for row in flat(question, rows):
        writer.writerow([_harmless(column.value(row)) for column in columns])
    return out.getvalue()


def _harmless(value: str) -> str:
    """A text that a spreadsheet would take for a formula, as a text (OWASP, CSV injection)."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def to_markdown(question: str, rows: Sequence[Row]) -> str:
    """Rows as a Markdown table."""
    columns = TABLES[question]
    lines = [_line(column.head for column in columns), _line("---" for _ in columns)]
    lines += [
        _line(escaped(column.value(row)) for column in columns) for row in flat(question, rows)
    ]
    return "\n".join(lines) + "\n"


def _line(cells: Any) -> str:  # noqa: ANN401  # any iterable of texts
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Fitting:
    """A table where the terminal has room for it, else one entry below the other."""

    question: str
    rows: Sequence[Row]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What rich asks for, with the width that there is."""
        del console
        if options.max_width >= NARROW:
            yield _table(self.question, self.rows)
        else:
            yield from (_entry(self.question, row) for row in flat(self.question, self.rows))


def to_terminal(question: str, rows: Sequence[Row]) -> RenderableType:
    """Rows for the terminal: a table, or one entry below the other where it is narrow."""
    return Fitting(question, rows) if rows else Text("nothing found", style="dim")


def _entry(question: str, row: Row) -> RenderableType:
    """The values that are known on one line, the words of the report below it."""
    columns = TABLES[question]
    values = [(column.head, _brief(column.head, column.value(row))) for column in columns]
    known = ((name, value) for name, value in values if value and name not in WORDS)
    head = " · ".join(f"{name} {value}" if name in NAMED else value for name, value in known)
    words = " ".join(value for name, value in values if name in WORDS)
    return Group(Text(head, style="bold"), Padding(Text(words), (0, 0, 1, 2)))


def _table(question: str, rows: Sequence[Row]) -> RenderableType:
    columns = TABLES[question]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column.head, overflow="fold")
    for row in flat(question, rows):
        table.add_row(*(Text(_brief(column.head, column.value(row))) for column in columns))
    return table


def _brief(head: str, value: str) -> str:
    """A value as a narrow column shows it: of the paths of reports their last parts."""
    shown = printable(value)
    if head != "article":
        return shown
    return MANY.join(path.rstrip("/").rpartition("/")[2] for path in shown.split(MANY))


def entity_to_terminal(row: Row) -> RenderableType:
    """One entity: who it is, what it wants, what it said and did."""
    head = Text(printable(entity_head(row)), style="bold")
    parts: list[RenderableType] = [head, Text(printable(entity_card(row))), Text()]
    for question in ("positions", *SINGLE):
        if row[question]:
            parts += [Text(question, style="bold cyan"), to_terminal(question, row[question])]
    return Group(*parts)


def entity_to_markdown(row: Row) -> str:
    """One entity as Markdown."""
    lines = [f"# {escaped(entity_head(row))}", "", escaped(entity_card(row)), ""]
    for question in ("positions", *SINGLE):
        if row[question]:
            lines += [f"## {question.title()}", "", to_markdown(question, row[question])]
    return "\n".join(lines).rstrip("\n") + "\n"


def entity_head(row: Row) -> str:
    """Name, kind and how often it is spoken of; the id where others know it by that."""
    counted = f"{_counted(row['mentions'], 'mention')} in {_counted(row['reports'], 'report')}"
    known = "" if row["id"].startswith(LOCAL) else f", {row['id']}"
    return f"{row['name']} ({row['kind']}{known}): {counted}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def entity_card(row: Row) -> str:
    """Its background, where there is any."""
    return str((row["card"] or {}).get("text") or row["description"] or "")
