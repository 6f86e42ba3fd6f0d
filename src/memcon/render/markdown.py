"""A record as Markdown: for notes, wikis and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memcon.record import Record
from memcon.render.outline import CardRow, DateRow, StatementRow, outline

SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def to_markdown(record: Record) -> str:
    """The record as one Markdown document that ends in a line break."""
    shown = outline(record)
    lines = [f"# {escaped(shown.title)}", "", escaped(shown.byline), ""]
    if record.article.url:
        lines += [f"<{record.article.url}>", ""]
    lines += _section("Who said what", (_statement(row) for row in shown.statements))
    lines += _section("Dates", (_date(row) for row in shown.dates))
    lines += _section("Background", (_card(row) for row in shown.cards))
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """``text`` on one line, with what Markdown would read as markup made literal."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _section(title: str, items: Iterator[str]) -> list[str]:
    listed = list(items)
    return [f"## {title}", "", *listed, ""] if listed else []


def _statement(row: StatementRow) -> str:
    said = row.statement
    circumstances = [
        f"“{escaped(said.cue.quote)}”" if said.cue else "continued",
        said.mode,
        *([f"to {escaped(row.to)}"] if row.to else []),
        *([said.when] if said.when else []),
        *([f"in {escaped(row.where)}"] if row.where else []),
        *([said.sourcing] if said.sourcing != "named" else []),
    ]
    return f"- **{escaped(row.who)}** ({', '.join(circumstances)}): {escaped(said.content.quote)}"


def _date(row: DateRow) -> str:
    return f"- `{row.value}` {escaped(row.time.evidence.quote)}: {escaped(row.extract)}"


def _card(row: CardRow) -> str:
    as_of = f", {row.card.as_of}" if row.card.as_of else ""
    return (
        f"- **{escaped(row.entity.name)}** ({row.entity.kind.value}). {escaped(row.card.text)} "
        f"*{escaped(row.card.source)}{as_of}*"
    )
