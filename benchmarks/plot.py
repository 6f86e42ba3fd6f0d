"""The picture of the page: peers beside memcon, and growth; equal figures give equal bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.rows import Measured, Row

SIZE: Final = (9.0, 6.5)
INK: Final = "#1f4e79"
PALE: Final = "#9db4c9"
SHOWN: Final = {
    "reading": "The same reports",
    "statements": "On parsed reports",
    "times": "The same sentences",
    "pages": "Pages of the examples",
    "names": "Names found in the same reports",
    "bulk": "The same reports by two processes",
}
"""The tables that are drawn: CPU of each line relative to the first."""


def to_svg(measured: Mapping[str, Measured]) -> str:
    """One picture of two panels."""
    with mpl.rc_context({"svg.hashsalt": "memcon", "svg.fonttype": "none", "font.size": 8}):
        figure = Figure(figsize=SIZE, layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        _draw_ratios(left, measured)
        _draw_growth(right, measured)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _draw_ratios(axes: Axes, measured: Mapping[str, Measured]) -> None:
    """Bars of CPU time from the first of each table, which stands at one."""
    place, ticks = 0.0, {}
    for part, table in SHOWN.items():
        rows = measured[part].rows if part in measured else ()
        for row in (one for one in rows if (one.table, one.measure) == (table, "CPU")):
            _draw_bar(axes, place, row)
            ticks[place] = row.subject
            place += 1
        place += 0.7
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.6)
    axes.margins(x=0.2)
    axes.set_title("CPU time, relative to the first of each table")


def _draw_bar(axes: Axes, place: float, row: Row) -> None:
    ratio = row.ratio or 1.0
    colour = INK if "memcon" in row.subject else PALE
    axes.barh(place, abs(ratio - 1), left=min(ratio, 1), color=colour)
    axes.text(max(ratio, 1), place, f" {ratio:.2f}×", va="center")


def _draw_growth(axes: Axes, measured: Mapping[str, Measured]) -> None:
    """Lines of cost over size, relative to the smallest."""
    rows = measured["growth"].rows if "growth" in measured else ()
    drawn = {
        "a report, of many": _points(rows, "Short reports", "CPU a report"),
        "a word, of one text": _points(rows, "One long text", "whole, CPU a 1,000 words"),
    }
    for (name, points), colour in zip(drawn.items(), (INK, PALE), strict=True):
        if points:
            sizes, costs = zip(*points, strict=True)
            axes.plot(sizes, costs, marker="o", color=colour, label=name)
    axes.set_xscale("log")
    axes.margins(y=0.15)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("reports, or words of the text")
    axes.set_title("Cost of each, relative to the smallest size")
    if rows:
        axes.legend()


def _points(rows: tuple[Row, ...], table: str, measure: str) -> list[tuple[float, float]]:
    return [
        (float(re.sub(r"\D", "", row.subject)), row.ratio or 0.0)
        for row in rows
        if row.table == table and row.measure == measure
    ]
