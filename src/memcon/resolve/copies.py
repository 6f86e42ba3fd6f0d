"""Copied text: wire reports as many outlets print them, whole, cut or lightly edited.

Candidates come from MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", section 3.4) as the library ``rensa`` has it; each is then compared by its whole
text, so that chance never decides. The earliest report that names itself is the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]  # has no stubs

from memcon.record import Article, BlockKind
from memcon.resolve.words import shingles
from memcon.text.calendar import to_date

SHINGLE: Final = 4
"""Words in a run: chance seldom repeats four words, an editor seldom leaves four untouched."""
PERMUTATIONS: Final = 128
BANDS: Final = 64
"""Bands of two rows find 93 of 100 pairs that share a fifth of their runs."""
SEED: Final = 1
COPIED: Final = 0.5
"""Of the runs of the shorter report, the share that makes it a copy. Reports of one event by two
writers share under a tenth of them; quoted statements are what they share."""
LEAST_WORDS: Final = 30
DAYS: Final = 7
"""A reprint appears within a week."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One report that reprints another, by their ids; ``score`` is the share of copied runs."""

    article: str
    of: str
    score: float
    reason: str


def find_copies(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Who reprinted whom, in order of ids; each copy once, led back to the first source."""
    texts = {article.id: article for article in articles}
    runs = {key: _runs(texts[key]) for key in sorted(texts)}
    runs = {key: run for key, run in runs.items() if len(run) >= LEAST_WORDS}
    ranked = sorted(runs, key=lambda key: _rank(texts[key]))
    place = {key: number for number, key in enumerate(ranked)}
    found: dict[str, Copy] = {}
    for one, other in _candidates(runs):
        first, second = sorted((one, other), key=place.__getitem__)
        copied = _compare(texts[first], texts[second], runs)
        if copied and (second not in found or _better(copied, found[second], place)):
            found[second] = copied
    return tuple(found[key] for key in sorted(found))


def sources_of(copies: Iterable[Copy]) -> Mapping[str, str]:
    """The report that each copy goes back to in the end, over copies of copies."""
    straight = {one.article: one.of for one in copies}
    found = {}
    for key in straight:
        root = straight[key]
        while root in straight:
            root = straight[root]
        found[key] = root
    return found


def _better(one: Copy, other: Copy, place: Mapping[str, int]) -> bool:
    return (one.score, -place[one.of]) > (other.score, -place[other.of])


def _rank(article: Article) -> tuple[str, bool, int, str]:
    """The earlier, then who names itself in the text, then the longer."""
    names = (article.site or "").casefold()
    named = bool(names) and names in article.text.casefold()
    return (article.published or "9999", not named, -len(article.text), article.id)


def _runs(article: Article) -> frozenset[str]:
    spans = [block.span for block in article.blocks if block.kind is not BlockKind.BACKGROUND]
    kept = "\n".join(article.quote(span) for span in spans) or article.text
    return shingles(kept, SHINGLE)


def _candidates(runs: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str]]:
    keys = list(runs)
    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    for number, key in enumerate(keys):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(runs[key]))
        for near in sorted(index.query(sketch)):
            yield keys[near], key
        index.insert(number, sketch)


def _compare(first: Article, second: Article, runs: Mapping[str, frozenset[str]]) -> Copy | None:
    apart = _days_apart(first, second)
    if apart is not None and apart > DAYS:
        return None
    left, right = runs[first.id], runs[second.id]
    shared = len(left & right)
    share = shared / min(len(left), len(right))
    if share < COPIED:
        return None
    when = "on the same day" if apart == 0 else f"{apart} days later" if apart else "undated"
    reason = f"{shared} of {len(right)} runs of {SHINGLE} words stand in it too, {when}"
    return Copy(second.id, first.id, round(share, 4), reason)


def _days_apart(first: Article, second: Article) -> int | None:
    days: Sequence[date | None] = [to_date(one.published or "") for one in (first, second)]
    return None if days[0] is None or days[1] is None else abs((days[1] - days[0]).days)
