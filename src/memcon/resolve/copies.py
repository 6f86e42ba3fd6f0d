"""Copied text: wire reports as many outlets print them, whole, cut or lightly edited.

Candidates come from MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", section 3.4) as the library ``rensa`` has it; each is then compared by its whole
text, so that chance never decides. The earliest report that names itself is the source.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final, Self

from rensa import RMinHash  # type: ignore[import-untyped]  # has no stubs

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


@dataclass(frozen=True, slots=True)
class Print:
    """A report as printed: its text, and the runs of words in it."""

    article: Article
    runs: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> Self:
        """The print of an article; what it says in the background of each report does not count."""
        spans = [b.span for b in article.blocks if b.kind is not BlockKind.BACKGROUND]
        kept = "\n".join(article.quote(span) for span in spans) or article.text
        return cls(article, shingles(kept, SHINGLE))

    @property
    def is_long(self) -> bool:
        """Whether it is long enough to be told from others."""
        return len(self.runs) >= LEAST_WORDS

    @property
    def rank(self) -> tuple[str, bool, int, str]:
        """The earlier, then who names itself in the text, then the longer."""
        article = self.article
        names = (article.site or "").casefold()
        named = bool(names) and names in article.text.casefold()
        return (article.published or "9999", not named, -len(article.text), article.id)

    @property
    def week(self) -> int:
        """The number of its week; 0 without a date."""
        day = to_date(self.article.published or "")
        return day.toordinal() // DAYS if day else 0

    def bands(self) -> frozenset[int]:
        """Numbers below 2**40 of which two prints that share many runs share one."""
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(self.runs))
        digest = struct.pack(f"<{PERMUTATIONS}I", *sketch.digest())
        size = len(digest) // BANDS
        return frozenset(
            int.from_bytes(
                blake2b(bytes([at]) + digest[at * size :][:size], digest_size=5).digest()
            )
            for at in range(BANDS)
        )


def find_copies(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Who reprinted whom, in order of ids; each copy once, led back to the first source."""
    made = (Print.of(article) for article in articles)
    prints = {one.article.id: one for one in made if one.is_long}
    found: dict[str, Copy] = {}
    for pair in _candidates(prints):
        first, second = in_order(prints[pair[0]], prints[pair[1]])
        copy = compare(first, second)
        had = found.get(copy.article) if copy else None
        if copy and (had is None or is_better(copy, first, had, prints[had.of])):
            found[copy.article] = copy
    return tuple(found[key] for key in sorted(found))


def in_order(one: Print, other: Print) -> tuple[Print, Print]:
    """Which of two may be the source of the other, and that one."""
    return (one, other) if one.rank < other.rank else (other, one)


def is_better(copy: Copy, source: Print, had: Copy, of: Print) -> bool:
    """Whether ``source`` is more likely what was copied than ``of``: the liker, then the first."""
    return copy.score > had.score or (copy.score == had.score and source.rank < of.rank)


def weeks_beside(week: int) -> tuple[int, ...]:
    """The weeks in which a copy may have appeared; what has no date is like what has none."""
    return (week - 1, week, week + 1) if week else (0,)


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


def _candidates(prints: Mapping[str, Print]) -> Iterator[tuple[str, str]]:
    """Pairs that share a band, of weeks beside each other."""
    held: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key in sorted(prints):
        week, bands = prints[key].week, prints[key].bands()
        places = [(near, band) for near in weeks_beside(week) for band in bands]
        yield from ((o, key) for o in sorted({o for at in places for o in held.get(at, ())}))
        for band in bands:
            held[week, band].append(key)


def compare(first: Print, second: Print) -> Copy | None:
    """The second as a copy of the first, where it is one."""
    apart = _days_apart(first.article, second.article)
    if apart is not None and apart > DAYS:
        return None
    left, right = first.runs, second.runs
    shared = len(left & right)
    share = shared / min(len(left), len(right))
    if share < COPIED:
        return None
    when = "on the same day" if apart == 0 else f"{apart} days later" if apart else "undated"
    reason = f"{shared} of {len(right)} runs of {SHINGLE} words stand in it too, {when}"
    return Copy(second.article.id, first.article.id, round(share, 4), reason)


def _days_apart(first: Article, second: Article) -> int | None:
    days: Sequence[date | None] = [to_date(one.published or "") for one in (first, second)]
    return None if days[0] is None or days[1] is None else abs((days[1] - days[0]).days)
