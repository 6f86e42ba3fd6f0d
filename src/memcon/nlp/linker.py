"""Who said it and what was said: attaches tagged sources and contents to their cues.

Cues are the centres. Contents and sources are attached by maximum-weight assignment (Kuhn 1955,
in the shortest-augmenting-path form of Jonker & Volgenant 1987) over the model's pointer
log-probability and a table of log-odds counted on the training articles; whatever is worth less
than its price for staying alone stays alone. A cue that got a content but no source may share
the source of a neighbour ("Trump defended X, *saying* Y"), by a second counted table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from memcon.nlp.pieces import Words

Floats = npt.NDArray[np.float32]
Worths = npt.NDArray[np.floating[Any]]
Range = tuple[int, int]

FURTHEST = 3
"""Cues that may stand between a span and its cue."""
NO_LINK = -1e6
UNLIKELY = np.float32(np.log(1e-4))
"""The pointer's log-probability of a cue that is not near, and the least of one that is."""
_GAPS = (0, 1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True, slots=True)
class Tables:
    """The counted log-odds, the pointer's bias by distance [2 × far + 1], and the tuned weights."""

    pair: Mapping[str, float]
    share: Mapping[str, float]
    distance: Floats
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Tags:
    """Half-open word ranges of each role, in order."""

    sources: tuple[Range, ...]
    cues: tuple[Range, ...]
    contents: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Pointers:
    """The model's queries and keys [words, 96]: how strongly a word points to another."""

    queries: Floats
    keys: Floats


@dataclass(frozen=True, slots=True)
class Link:
    """One cue with what was attached to it; `shared` where the source is a neighbour's.

    `content_pointer` and `source_pointer` are mean log-probabilities (0 where there is none).
    """

    cue: Range
    source: Range | None
    contents: tuple[Range, ...]
    shared: bool
    content_pointer: float
    source_pointer: float


@dataclass(frozen=True, slots=True)
class _Near:
    """A span's links to the cues from number `first` on; those to all other cues are worthless.

    `scores` are what they are worth, `points` the pointer's log-probabilities.
    """

    first: int
    scores: Worths
    points: Floats

    def point(self, cue: int) -> np.float32:
        """The pointer's log-probability of a cue."""
        place = cue - self.first
        return np.float32(self.points[place] if 0 <= place < len(self.points) else UNLIKELY)

    def plus(self, worth: Worths) -> _Near:
        """The same with the worth of each cue [cues] added."""
        added = worth[self.first : self.first + len(self.scores)]
        return _Near(self.first, self.scores + added, self.points)

    def useful(self, least: float) -> range:
        """From the first to the last cue whose link is worth more than `least`."""
        places = np.flatnonzero(self.scores > least)
        if not len(places):
            return range(0)
        return range(self.first + int(places[0]), self.first + int(places[-1]) + 1)


def link(tags: Tags, words: Words, pointers: Pointers, tables: Tables) -> tuple[Link, ...]:
    """The statements of one text, in order of their cues; cues without content are left out."""
    if not tags.cues or not tags.contents:
        return ()
    weights = tables.weights
    contents = _score_pairs("content", tags.contents, tags, words, pointers, tables)
    slots = (0.0, weights["second_content"], weights["third_content"])
    contents_of = _attach(contents, slots, weights["content_alone"])
    sources = _score_pairs("source", tags.sources, tags, words, pointers, tables)
    busy = np.asarray(
        [weights["busy_cue"] if contents_of.get(c) else 0.0 for c in range(len(tags.cues))]
    )
    own = {
        cue: rows[0]
        for cue, rows in _attach(
            [one.plus(busy) for one in sources], (0.0,), weights["source_alone"]
        ).items()
    }
    source_of = dict(own)
    for cue in sorted(contents_of):
        if cue not in own:
            found = _find_shared(cue, own, tags, words, sources, tables)
            if found is not None:
                source_of[cue] = found
    return tuple(
        Link(
            cue=tags.cues[cue],
            source=tags.sources[source_of[cue]] if cue in source_of else None,
            contents=tuple(tags.contents[n] for n in sorted(contents_of[cue])),
            shared=cue in source_of and cue not in own,
            content_pointer=float(np.mean([contents[n].point(cue) for n in contents_of[cue]])),
            source_pointer=float(sources[source_of[cue]].point(cue)) if cue in source_of else 0.0,
        )
        for cue in sorted(contents_of)
    )


def _score_pairs(
    role: str, spans: Sequence[Range], tags: Tags, words: Words, pointers: Pointers, tables: Tables
) -> list[_Near]:
    """What the links of each span to the cues near it are worth."""
    starts = [cue[0] for cue in tags.cues]
    rows: list[_Near] = []
    for span in spans:
        low = max(0, bisect_left(starts, span[0]) - FURTHEST - 1)
        high = min(len(starts), bisect_left(starts, span[1]) + FURTHEST + 1)
        points = point(span, starts[low:high], pointers, tables.distance).astype(np.float32)
        scores = np.empty(high - low, np.float32)
        for column in range(low, high):
            key = pair_key(role, span, tags.cues[column], between(span, column, starts), words)
            odds = tables.pair.get(key, tables.weights["unseen"])
            scores[column - low] = (
                tables.weights["table"] * odds + tables.weights["pointer"] * points[column - low]
            )
        rows.append(_Near(low, scores, points))
    return rows


def point(span: Range, cues: Sequence[int], pointers: Pointers, distance: Floats) -> Floats:
    """Mean over the span's words of the log-probability of each cue (first words) [cues]."""
    far = len(distance) // 2
    places = np.asarray(cues)
    scores = pointers.queries[span[0] : span[1]] @ pointers.keys[places].T
    scores = scores / np.sqrt(np.float32(pointers.keys.shape[1]))
    apart = np.clip(places[None, :] - np.arange(span[0], span[1])[:, None], -far, far) + far
    scores = scores + distance[apart]
    high = scores.max(axis=1, keepdims=True)
    logs = scores - high - np.log(np.exp(scores - high).sum(axis=1, keepdims=True))
    means: Floats = logs.mean(axis=0)
    return np.maximum(means, UNLIKELY)


def between(span: Range, column: int, starts: Sequence[int]) -> int:
    """How many other cues stand between a span and a cue."""
    if starts[column] >= span[1]:
        return column - bisect_left(starts, span[1])
    return bisect_left(starts, span[0]) - column - 1


def pair_key(role: str, span: Range, cue: Range, others: int, words: Words) -> str:
    """The table's key: role, side, quoted or not, cues between, gap, and sentence or paragraph."""
    before = span[1] <= cue[0]
    gap = cue[0] - span[1] if before else span[0] - cue[1]
    near = span[1] - 1 if before else span[0]
    quoted = role == "content" and words.features[span[0] : span[1], 0].any()
    bucket = bisect_left(_GAPS, max(0, gap))
    side = "b" if before else "a"
    unit = _unit(near, cue[0], words)
    return f"{role} {side}{'q' if quoted else '-'} {max(0, others)} {bucket} {unit}"


def _unit(one: int, other: int, words: Words) -> str:
    """Same sentence, same paragraph, next paragraph, or further apart."""
    if words.sentence[one] == words.sentence[other]:
        return "s"
    apart = abs(int(words.paragraph[one] - words.paragraph[other]))
    return "p" if apart == 0 else "n" if apart == 1 else "x"


def share_key(cue: Range, owner: Range, source: Range, rank: int, words: Words) -> str:
    """The key of a source shared with the `rank`-th cue before (or, negative, after) this one."""
    first = words.forms[cue[0]].lower()
    before = words.forms[cue[0] - 1].lower() if cue[0] else ""
    shape = (
        "ing"
        if first.endswith("ing")
        else "to"
        if first == "to"
        else "ed"
        if first.endswith("ed")
        else "-"
    )
    lead = "and" if before in ("and", "but", "or", "then") else "," if before == "," else "-"
    quoted = "q" if words.features[cue[0], 0] == 1 else "-"
    side = "b" if source[1] <= owner[0] else "a"
    return f"{rank} {_unit(cue[0], owner[0], words)} {shape} {lead} {quoted}{side}"


def _find_shared(
    cue: int,
    own: Mapping[int, int],
    tags: Tags,
    words: Words,
    sources: Sequence[_Near],
    tables: Tables,
) -> int | None:
    """The neighbour's source that this cue most likely shares, if any is likely enough."""
    best, best_score = None, tables.weights["share_price"]
    for rank, owner in share_candidates(cue, own):
        source = own[owner]
        key = share_key(tags.cues[cue], tags.cues[owner], tags.sources[source], rank, words)
        score = tables.share.get(key, tables.weights["unseen"])
        score += tables.weights["share_pointer"] * float(sources[source].point(cue))
        if score > best_score:
            best, best_score = source, score
    return best


def share_candidates(cue: int, own: Mapping[int, int]) -> list[tuple[int, int]]:
    """The two cues with a source before this one and the one after, with their rank."""
    earlier = [c for c in range(max(0, cue - 4), cue) if c in own][::-1][:2]
    later = [c for c in range(cue + 1, cue + 3) if c in own][:1]
    return [(n + 1, c) for n, c in enumerate(earlier)] + [(-1, c) for c in later]


def _attach(rows: Sequence[_Near], slots: Sequence[float], alone: float) -> dict[int, list[int]]:
    """Spans (by number) to cues, several to a cue at the price of its further slots.

    A link worth less than staying alone is in no best assignment; without those, few spans and
    cues hang together, and each such group is assigned by itself.
    """
    out: dict[int, list[int]] = {}
    for members, cues in _groups(rows, alone + min(slots)):
        worth = np.full((len(members), len(cues)), NO_LINK, rows[members[0]].scores.dtype)
        for place, member in enumerate(members):
            row = rows[member]
            begin, end = max(row.first, cues.start), min(row.first + len(row.scores), cues.stop)
            worth[place, begin - cues.start : end - cues.start] = row.scores[
                begin - row.first : end - row.first
            ]
        for place, column in _attach_group(worth, slots, alone):
            out.setdefault(cues.start + column, []).append(members[place])
    return out


def _groups(rows: Sequence[_Near], least: float) -> Iterator[tuple[list[int], range]]:
    """Numbers of rows, in order, whose useful links reach the same cues, and those cues."""
    useful = [(one, n) for n, row in enumerate(rows) if (one := row.useful(least))]
    members: list[int] = []
    cues = range(0)
    for one, number in sorted(useful, key=lambda pair: pair[0].start):
        if members and one.start >= cues.stop:
            yield sorted(members), cues
            members = []
        cues = range(cues.start, max(cues.stop, one.stop)) if members else one
        members.append(number)
    if members:
        yield sorted(members), cues


def _attach_group(worth: Worths, slots: Sequence[float], alone: float) -> Iterator[tuple[int, int]]:
    """Rows and their columns in the best assignment of one group; rows that stay alone are not."""
    rows, columns = worth.shape
    priced = np.concatenate([worth - price for price in slots], axis=1)
    stay = np.full((rows, rows), NO_LINK, np.float32)
    np.fill_diagonal(stay, alone)
    for row, column in enumerate(assign(np.concatenate([priced, stay], axis=1))):
        if column < columns * len(slots):
            yield row, column % columns


def assign(worth: Worths) -> list[int]:
    """The column of each row in a one-to-one assignment of greatest total worth.

    There must be at least as many columns as rows. O(rows² × columns) at worst.
    """
    rows, columns = worth.shape
    cost = -worth.astype(np.float64)
    row_price, column_price = np.zeros(rows), np.zeros(columns + 1)
    owner = np.full(columns + 1, -1, np.int64)
    for new in range(rows):
        owner[columns] = new
        at, parents = columns, np.full(columns, columns, np.int64)
        least, used = np.full(columns, np.inf), np.zeros(columns + 1, bool)
        while owner[at] != -1:
            used[at] = True
            row = owner[at]
            reduced = cost[row] - row_price[row] - column_price[:columns]
            better = ~used[:columns] & (reduced < least)
            least[better], parents[better] = reduced[better], at
            open_columns = np.where(used[:columns], np.inf, least)
            nearest = int(open_columns.argmin())
            delta = open_columns[nearest]
            row_price[owner[used]] += delta
            column_price[used] -= delta
            least[~used[:columns]] -= delta
            at = nearest
        while at != columns:
            owner[at] = owner[parents[at]]
            at = int(parents[at])
    out = [0] * rows
    for column in range(columns):
        if owner[column] != -1:
            out[int(owner[column])] = column
    return out
