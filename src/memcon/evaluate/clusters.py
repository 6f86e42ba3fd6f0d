"""Which reports tell of one story, against gold groups of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations

from memcon.evaluate.gold import Report, Row
from memcon.evaluate.score import Score, share
from memcon.resolve.stories import find_stories


def read_answer(row: Row) -> str:
    """The group that a report belongs to."""
    return row.text("cluster")


def find(report: Report) -> str:
    """What is grouped: the text alone."""
    return report.text


def score(pairs: Sequence[tuple[str, str | None]]) -> Score:
    """B-cubed (Bagga and Baldwin 1998) and the share of pairs that are rightly together."""
    texts = {f"{number:09}": text or "" for number, (_, text) in enumerate(pairs)}
    groups = find_stories(texts)
    found = {key: number for number, group in enumerate(groups) for key in group}
    gold = {f"{number:09}": answer for number, (answer, _) in enumerate(pairs)}
    keys = sorted(gold)
    answers, numbers = [gold[key] for key in keys], [found[key] for key in keys]
    return Score(
        figures={**b_cubed(answers, numbers), **_paired(answers, numbers)},
        counts={"gold": len(set(answers)), "found": len(groups)},
    )


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    """For each item, the share of its group that belongs there; the mean over all items."""
    both = Counter(zip(gold, found, strict=True))
    right, made = Counter(gold), Counter(found)
    count = len(gold)
    p = sum(n * n / made[f] for (_, f), n in both.items()) / count if count else 0.0
    r = sum(n * n / right[g] for (g, _), n in both.items()) / count if count else 0.0
    return {"b3.p": p, "b3.r": r, "b3.f1": 2 * p * r / (p + r) if p + r else 0.0}


def _paired(gold: Sequence[str], found: Sequence[int]) -> dict[str, float]:
    items = list(combinations(zip(gold, found, strict=True), 2))
    right = sum(g == h and f == e for (g, f), (h, e) in items)
    p = share(right, sum(f == e for (_, f), (_, e) in items))
    r = share(right, sum(g == h for (g, _), (h, _) in items))
    return {"pair.p": p, "pair.r": r, "pair.f1": 2 * p * r / (p + r) if p + r else 0.0}
