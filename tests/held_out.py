"""Scores positions on texts that are held out: nobody who works on positions reads them.

usage: python -m tests.held_out

Holder and issue, micro. A found position meets an annotated one of the same holder and issue; exact
issues are paired first, right sides before wrong ones, then the issues in ``also``, each with the
side that is right for it. ``optional`` positions count neither way; in reports a further finding of
what is met already is no fault. There is no listing of misses, so that it stays held out.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

import memcon
from memcon.record.stance import SIDES

FOLDER: Final = Path(__file__).parent / "data" / "held_out"
Gold = Mapping[str, Any]


def fold(name: str) -> str:
    """A name without case, accents and article."""
    parts = unicodedata.normalize("NFKD", name)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.casefold().removeprefix("the ").strip()


def _load(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


ALIASES: Final = {
    fold(other): fold(name) for name, others in _load("names.yaml").items() for other in others
}


@dataclass(frozen=True)
class Found:
    """A position that memcon finds: folded holder, issue and side."""

    holder: str
    issue: str
    side: str


def _folded(name: str) -> str:
    return ALIASES.get(fold(name), fold(name))


def read(text: str, published: str) -> list[Found]:
    """The positions in a text."""
    record = memcon.read_text(text, published=published)
    names = {entity.id: _folded(entity.name) for entity in record.entities}
    sides = {stance: "none" if side == "open" else side for stance, side in SIDES.items()}
    return [Found(names[one.holder], one.issue, sides[one.stance]) for one in record.positions]


def side_of(gold: Gold, found: Found, *, exact: bool) -> str | None:
    """The side that is right for ``found``; ``None`` where it is not what ``gold`` means."""
    if found.holder not in map(_folded, [gold["holder"], *gold.get("holder_also", [])]):
        return None
    if found.issue == gold["issue"]:
        return str(gold["side"])
    side = None if exact else gold.get("also", {}).get(found.issue)
    return None if side is None else str(side)


def pair(
    golds: Sequence[Gold], found: Sequence[Found]
) -> tuple[list[tuple[Gold, bool]], list[Found]]:
    """The annotated positions that are met, each with whether its side is, and what is over."""
    left, over = list(golds), list(found)
    met: list[tuple[Gold, bool]] = []
    for exact, wanted in ((True, True), (True, False), (False, True), (False, False)):
        for gold in list(left):
            sides = ((one, side_of(gold, one, exact=exact)) for one in over)
            fitting = (one for one, side in sides if side and (side in ("any", one.side)) == wanted)
            first = next(fitting, None)
            if first is not None:
                met.append((gold, wanted))
                left.remove(gold)
                over.remove(first)
    return met, over


def _is_optional(row: Gold, found: Found) -> bool:
    return any(
        found.holder in map(_folded, one["holder"]) and {"*", found.issue} & set(one["issue"])
        for one in row.get("optional", [])
    )


def tally(rows: Iterable[Gold], *, repeats: bool) -> Counter[str]:
    """Counts over all texts."""
    counts: Counter[str] = Counter()
    for row in rows:
        met, over = pair(row["positions"], read(row["text"], row["published"]))
        spurious = [
            one
            for one in over
            if not _is_optional(row, one)
            and not (repeats and any(side_of(gold, one, exact=False) for gold, _ in met))
        ]
        counts.update(
            texts=1,
            gold=len(row["positions"]),
            met=len(met),
            sided=sum(right for _, right in met),
            spurious=len(spurious),
        )
    return counts


def sentences() -> Iterator[Gold]:
    """Sentences, each with its date."""
    yield from ({**row, "published": str(row["date"])} for row in _load("sentences.yaml"))


def reports() -> Iterator[Gold]:
    """Short reports with their annotations."""
    gold = {row["id"]: row for row in _load("reports.yaml")}
    for line in (FOLDER / "reports.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield {**row, **gold[row["id"]]}


def told(name: str, counts: Counter[str]) -> str:
    """One line of figures."""
    found = counts["met"] + counts["spurious"]
    precision, recall = counts["met"] / found, counts["met"] / counts["gold"]
    f1 = 2 * precision * recall / (precision + recall)
    return (
        f"{name:<10} {counts['texts']:>4} texts   P {precision:.3f}   R {recall:.3f}   "
        f"F1 {f1:.3f}   side {counts['sided'] / counts['met']:.3f}   "
        f"spurious a text {counts['spurious'] / counts['texts']:.2f}"
    )


if __name__ == "__main__":
    print(told("sentences", tally(sentences(), repeats=False)))  # noqa: T201
    print(told("reports", tally(reports(), repeats=True)))  # noqa: T201
