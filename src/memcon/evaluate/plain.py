"""A measurement in plain text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from memcon.evaluate.score import Floor
from memcon.evaluate.task import Measurement

PARTS: Final = ("p", "r", "f1")
WIDTH: Final = 8


def to_text(measured: Measurement) -> str:
    """A line of what was measured, and a table of all figures."""
    figures = measured.score.figures
    width = max(len(name) for name in figures) + 2
    head = " " * width + "".join(f"{part.upper():>{WIDTH}}" for part in PARTS)
    return "\n".join([_heading(measured), "", head, *_rows(figures, width), ""])


def to_json(measured: Measurement, *, below: Sequence[str] = ()) -> str:
    """One object with every figure at full precision; ``below`` names broken floors."""
    row = {
        "task": measured.task,
        "gold": measured.gold,
        "items": measured.items,
        "unread": measured.unread,
        "figures": dict(measured.score.figures),
        "counts": dict(measured.score.counts),
        "below": list(below),
        "made_by": dict(sorted(measured.made_by.items())),
    }
    return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


def to_floor_lines(measured: Measurement, floors: Sequence[Floor]) -> str:
    """One line per floor: the figure, the floor, and whether it holds."""
    lines = []
    for floor in floors:
        value = measured.score.figures[floor.name]
        verdict = "holds" if value >= floor.least else "BROKEN"
        numbers = f"{value:.3f}  floor {floor.least:.3f}  {verdict}"
        lines.append(f"{_heading(measured, counts=False):<52}{floor.name:<24}{numbers}\n")
    return "".join(lines)


def _heading(measured: Measurement, *, counts: bool = True) -> str:
    name = measured.gold.replace("\\", "/").rpartition("/")[2].removesuffix(".jsonl")
    items = f"{measured.items} items"
    unread = f", {measured.unread} not read" if measured.unread else ""
    counted = "".join(
        f", {name} {n}" for name, n in measured.score.counts.items() if name != "texts"
    )
    return f"{measured.task}: {name}, {items}{unread}{counted if counts else ''}"


def _rows(figures: Mapping[str, float], width: int) -> Iterator[str]:
    """Precision, recall and F1 of one measure share a line; other figures have their own."""
    for name, value in figures.items():
        stem, _, part = name.rpartition(".")
        if part == PARTS[0]:
            values = [figures[f"{stem}.{one}"] for one in PARTS]
            yield f"{stem:<{width}}" + "".join(f"{one:{WIDTH}.3f}" for one in values)
        elif part not in PARTS or not stem:
            form = ".1f" if name.endswith("_km") else ".3f"
            yield f"{name:<{width}}" + f"{value:{3 * WIDTH}{form}}"
