"""Who said it and what was said: attaches tagged sources and contents to their cues.

Cues are the centres. Contents and sources are attached by maximum-weight assignment (Kuhn 1955,
in the shortest-augmenting-path form of Jonker & Volgenant 1987) over the model's pointer
log-probability and a table of log-odds counted on the training articles; whatever is worth less
than its price for staying alone stays alone. A cue that got a content but no source may share
the source of a neighbour ("Trump defended X, *saying* Y"), by a second counted table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from memcon.nlp.pieces import Words

Floats = npt.NDArray[np.float32]
Range = tuple[int, int]

FURTHEST = 3
"""Cues that may stand between a span and its cue."""
NO_LINK = -1e6
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


def link(tags: Tags, words: Words, pointers: Pointers, tables: Tables) -> tuple[Link, ...]:
    """The statements of one text, in order of their cues; cues without content are left out."""
    if not tags.cues or not tags.contents:
        return ()
    weights = tables.weights
    content_scores, content_points = _score_pairs(
        "content", tags.contents, tags, words, pointers, tables
    )
    slots = (0.0, weights["second_content"], weights["third_content"])
    contents_of = _attach(content_scores, slots, weights["content_alone"])
    source_scores, source_points = _score_pairs(
        "source", tags.sources, tags, words, pointers, tables
    )
    busy = np.asarray(
        [weights["busy_cue"] if contents_of.get(c) else 0.0 for c in range(len(tags.cues))]
    )
    own = {
        c: s[0] for c, s in _attach(source_scores + busy, (0.0,), weights["source_alone"]).items()
    }
    source_of = dict(own)
    for cue in sorted(contents_of):
        if cue not in own:
            found = _find_shared(cue, own, tags, words, source_points, tables)
            if found is not None:
                source_of[cue] = found
    return tuple(
        Link(
            cue=tags.cues[cue],
            source=tags.sources[source_of[cue]] if cue in source_of else None,
            contents=tuple(tags.contents[n] for n in sorted(contents_of[cue])),
            shared=cue in source_of and cue not in own,
            content_pointer=float(np.mean([content_points[n, cue] for n in contents_of[cue]])),
            source_pointer=float(source_points[source_of[cue], cue]) if cue in source_of else 0.0,
        )
        for cue in sorted(contents_of)
    )


def _score_pairs(
    role: str, spans: Sequence[Range], tags: Tags, words: Words, pointers: Pointers, tables: Tables
) -> tuple[Floats, Floats]:
    """What each link of a span to a cue is worth, and its pointer log-probability [spans, cues]."""
    scores = np.full((len(spans), len(tags.cues)), NO_LINK, np.float32)
    points = np.full((len(spans), len(tags.cues)), np.log(1e-4), np.float32)
    starts = [cue[0] for cue in tags.cues]
    for row, span in enumerate(spans):
        place = bisect_left(starts, span[0])
        low = max(0, place - FURTHEST - 1)
        high = min(len(starts), bisect_left(starts, span[1]) + FURTHEST + 1)
        points[row, low:high] = point(span, starts[low:high], pointers, tables.distance)
        for column in range(low, high):
            key = pair_key(role, span, tags.cues[column], between(span, column, starts), words)
            odds = tables.pair.get(key, tables.weights["unseen"])
            scores[row, column] = (
                tables.weights["table"] * odds + tables.weights["pointer"] * points[row, column]
            )
    return scores, points


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
    return np.maximum(means, np.float32(np.log(1e-4)))


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
    cue: int, own: Mapping[int, int], tags: Tags, words: Words, points: Floats, tables: Tables
) -> int | None:
    """The neighbour's source that this cue most likely shares, if any is likely enough."""
    best, best_score = None, tables.weights["share_price"]
    for rank, owner in share_candidates(cue, own):
        source = own[owner]
        key = share_key(tags.cues[cue], tags.cues[owner], tags.sources[source], rank, words)
        score = tables.share.get(key, tables.weights["unseen"])
        score += tables.weights["share_pointer"] * float(points[source, cue])
        if score > best_score:
            best, best_score = source, score
    return best


def share_candidates(cue: int, own: Mapping[int, int]) -> list[tuple[int, int]]:
    """The two cues with a source before this one and the one after, with their rank."""
    earlier = [c for c in range(max(0, cue - 4), cue) if c in own][::-1][:2]
    later = [c for c in range(cue + 1, cue + 3) if c in own][:1]
    return [(n + 1, c) for n, c in enumerate(earlier)] + [(-1, c) for c in later]


def _attach(scores: Floats, slots: Sequence[float], alone: float) -> dict[int, list[int]]:
    """Spans [rows] to cues [columns], several to a cue at the price of its further slots."""
    rows, columns = scores.shape
    if rows == 0:
        return {}
    worth = np.concatenate([scores - price for price in slots], axis=1)
    stay = np.full((rows, rows), NO_LINK, np.float32)
    np.fill_diagonal(stay, alone)
    out: dict[int, list[int]] = {}
    for row, column in enumerate(assign(np.concatenate([worth, stay], axis=1))):
        if column < columns * len(slots):
            out.setdefault(column % columns, []).append(row)
    return out


def assign(worth: Floats) -> list[int]:
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
