"""``docs/benchmarks.md`` from what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from benchmarks.parts import PARTS, Part
from benchmarks.rows import Conditions, Measured, Note, Row

INTRODUCTION: Final = """\
# Benchmarks

Written by `make bench` (`python -m benchmarks`); do not edit. `python -m benchmarks --full` takes
larger sizes, `--only NAME` one part.

**How to read it.** What is compared takes turns, A B A B, in one process, or in fresh processes
where memory or start-up is measured. Figures are medians over rounds. What counts are the
**ratios**, in brackets: each is to the first line of its table, taken within the same round.
Seconds belong to the machine and to what else it had to do. The load average says how many
processes wanted to run; where there were more than cores, the machine was busy, and wall times say
little, CPU times and ratios more.

![Peers beside memcon, and growth](img/benchmarks.svg)
"""


def to_page(measured: Mapping[str, Measured]) -> str:
    """The whole page; a part that was not measured says so."""
    return "\n".join([INTRODUCTION, *(_section(part, measured.get(part.name)) for part in PARTS)])


def to_tables(rows: Sequence[Row]) -> str:
    """Every table of the rows, with its name above."""
    names = dict.fromkeys(row.table for row in rows)
    return "\n\n".join(_table(name, [row for row in rows if row.table == name]) for name in names)


def _section(part: Part, measured: Measured | None) -> str:
    head = [f"## {part.title}", "", part.about, ""]
    if measured is None:
        return "\n".join([*head, "Not measured yet.", ""])
    body = [*head, _conditions(measured.conditions), ""]
    if measured.rows:
        body += [to_tables(measured.rows), ""]
    for note in measured.notes:
        body += [_noted(note), ""]
    return "\n".join(body)


def _conditions(of: Conditions) -> str:
    busy = "busy" if max(of.load) > of.cores else "idle enough"
    begin, end = of.load
    return (
        f"*{of.date}, {'full' if of.full else 'default'} sizes, {of.seconds:.0f} s; {of.cores} "
        f"cores, {of.memory_gib:.0f} GiB, Python {of.python}; load average {begin:.1f} at the "
        f"start and {end:.1f} at the end: {busy}.*"
    )


def _noted(note: Note) -> str:
    return f"```text\n{note.text}\n```" if note.verbatim else note.text


def _table(name: str, rows: Sequence[Row]) -> str:
    measures = list(dict.fromkeys(row.measure for row in rows))
    cells = {(row.subject, row.measure): _cell(row) for row in rows}
    lines = [f"| {name} | {' | '.join(measures)} |", f"|---|{'---:|' * len(measures)}"]
    for subject in dict.fromkeys(row.subject for row in rows):
        shown = (cells.get((subject, measure), "–") for measure in measures)
        lines.append(f"| {subject} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _cell(row: Row) -> str:
    unit = f" {row.unit}" if row.unit else ""
    ratio = "" if row.ratio is None else f" ({row.ratio:.2f}×)"
    return f"{_figure(row.value)}{unit}{ratio}"


def _figure(value: float) -> str:
    """Three digits that count; whole numbers as they are."""
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def sections(page: str) -> Iterator[str]:
    """The headings of a page."""
    return (line[3:] for line in page.splitlines() if line.startswith("## "))
