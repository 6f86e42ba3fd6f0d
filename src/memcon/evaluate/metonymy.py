"""Whether a place name means the place or who acts there, after Gritta and others (2017).

Gold that is both ("mixed") is left out of the accuracy, as there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from memcon.evaluate.gold import Bounds, Row
from memcon.evaluate.score import Ratio, Score, share
from memcon.record import LinkedMention, Record

LABELS: Final = ("literal", "metonymic")
MIXED: Final = "mixed"


@dataclass(frozen=True, slots=True)
class Target:
    """The name that is asked about, and how it is meant."""

    bounds: Bounds
    label: str


def read_answer(row: Row) -> Target:
    """The gold of one name in its sentences."""
    label = row.text("label")
    if label not in (*LABELS, MIXED):
        raise row.error(f"the label {label!r} is none of literal, metonymic, mixed")
    return Target(row.bounds(len(row.text("text"))), label)


def find(target: Target, record: Record) -> str:
    """How a record reads the name: as its mention at that place, or the first that overlaps."""
    start, end = target.bounds
    over = [one for one in record.mentions if one.span.start < end and start < one.span.end]
    exact = [one for one in over if (one.span.start, one.span.end) == target.bounds]
    return _label((exact or over)[:1])


def score(pairs: Sequence[tuple[Target, str | None]]) -> Score:
    """All figures; a name in a text that was not read is wrong."""
    scored = [(gold.label, found) for gold, found in pairs if gold.label != MIXED]
    ratios = {label: _ratio(label, scored) for label in LABELS}
    right = sum(gold == found for gold, found in scored)
    mixed = sum(gold.label == MIXED and found is not None for gold, found in pairs)
    larger = max(ratio.gold for ratio in ratios.values())
    figures = {
        "accuracy": share(right, len(scored)),
        **ratios["literal"].figures("literal"),
        **ratios["metonymic"].figures("metonymic"),
        "macro_f1": (ratios["literal"].f1 + ratios["metonymic"].f1) / 2,
        "majority": share(larger, len(scored)),
        "accuracy_with_mixed": share(right + mixed, len(pairs)),
    }
    counts = {"texts": len(pairs), "gold": len(scored), "found": _given(scored)}
    return Score(figures, counts)


def _label(mentions: Sequence[LinkedMention]) -> str:
    return "metonymic" if any(one.link.reading == "metonym" for one in mentions) else "literal"


def _ratio(label: str, scored: Sequence[tuple[str, str | None]]) -> Ratio:
    return Ratio.of(
        sum(gold == found == label for gold, found in scored),
        sum(found == label for _, found in scored),
        sum(gold == label for gold, _ in scored),
    )


def _given(scored: Sequence[tuple[str, str | None]]) -> int:
    return sum(found is not None for _, found in scored)
