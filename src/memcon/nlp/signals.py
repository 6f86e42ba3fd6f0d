"""The encoder's view of an article as plain columns beside the parse (`record.Signals`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from memcon.nlp.encoder import Encoder, Found, Seen
from memcon.nlp.side import (
    CLASSES,
    EVENTS,
    PLACES,
    ROLES,
    columns,
    pool_event,
    to_probabilities,
)
from memcon.record import Attributed, Parse, Reading, Scored, Signals, Span
from memcon.record.excerpt import Excerpt
from memcon.record.facts import StatementClass

Floats = npt.NDArray[np.float32]

DIGITS: Final = 4
LEAST_EVENT: Final = 0.05
"""Types of event less likely than this are not kept."""


@dataclass(frozen=True, slots=True)
class _View:
    """One text of an article that the encoder read, and its words as spans of the article."""

    excerpt: Excerpt
    seen: Seen
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


def add_signals(readings: Sequence[Reading], encoder: Encoder) -> tuple[Reading, ...]:
    """The readings with what the encoder says of their articles; one pass for all."""
    excerpts = [
        Excerpt.of(reading.article, silent=silent)
        for reading in readings
        for silent in (False, True)
    ]
    seen = encoder.read([excerpt.text for excerpt in excerpts])
    views = [_view(excerpt, one) for excerpt, one in zip(excerpts, seen, strict=True)]
    return tuple(
        _with(reading, views[2 * number : 2 * number + 2])
        for number, reading in enumerate(readings)
    )


def _with(reading: Reading, views: Sequence[_View]) -> Reading:
    parse = reading.parse
    spoken = views[0]
    signals = Signals(
        attributed=tuple(_attributed(spoken, found) for found in spoken.seen.found),
        acting=_acting(parse, views),
        places=tuple(s for view in views for s in _labelled(view, "place", PLACES)),
        happening=_happening(parse, views),
        roles=tuple(s for view in views for s in _labelled(view, "role", ROLES)),
    )
    return reading.with_signals(signals)


def _view(excerpt: Excerpt, seen: Seen) -> _View:
    """Words of a text lie in one block each, so both of their edges move alike."""
    begins = np.asarray(excerpt.begins, np.int64)
    moved = np.asarray([span.start for span in excerpt.spans], np.int64) - begins
    block = np.searchsorted(begins, seen.words.starts, side="right") - 1
    shift = moved[block] if len(begins) else np.zeros(0, np.int64)
    return _View(excerpt, seen, seen.words.starts + shift, seen.words.ends + shift)


def _attributed(view: _View, found: Found) -> Attributed:
    source, cue, content = (
        view.excerpt.to_article(part) for part in (found.source, found.cue, found.content)
    )
    return Attributed(
        source=source, cue=cue, content=content, score=found.score, kind=_kind(view, found)
    )


def _kind(view: _View, found: Found) -> tuple[StatementClass, float] | None:
    words = [n for start, end in found.cue for n in _within(view.seen, start, end)]
    if not words:
        return None
    chances = to_probabilities(view.seen.side[words][:, columns("class")]).mean(axis=0)
    best = int(chances.argmax())
    return CLASSES[best], round(float(chances[best]), DIGITS)


def _within(seen: Seen, start: int, end: int) -> range:
    first = int(np.searchsorted(seen.words.ends, start, side="right"))
    return range(first, int(np.searchsorted(seen.words.starts, end)))


def _acting(parse: Parse, views: Iterable[_View]) -> tuple[float | None, ...]:
    """The highest log-odds of the words that a token overlaps, as a probability."""
    out: list[float | None] = [None] * len(parse)
    starts, ends = np.asarray(parse.starts, np.int64), np.asarray(parse.ends, np.int64)
    for view in views:
        odds = view.seen.side[:, columns("metonym")][:, 0]
        chances = (1 / (1 + np.exp(-odds))).round(DIGITS).tolist()
        tokens = np.searchsorted(ends, view.starts, side="right")
        for token, chance, end in zip(tokens.tolist(), chances, view.ends.tolist(), strict=True):
            if token < len(out) and starts[token] < end:
                out[token] = max(out[token] or 0.0, chance)
    return tuple(out)


def _labelled(view: _View, group: str, names: Sequence[str]) -> Iterator[Scored]:
    """Spans of B and I labels, each with the lowest probability of its words."""
    chances = to_probabilities(view.seen.side[:, columns(group)])
    labels = chances.argmax(axis=1)
    begin = 0
    while begin < len(labels):
        name = names[labels[begin]]
        end = begin + 1
        while end < len(labels) and name != "O" and names[labels[end]] == f"I{name[1:]}":
            end += 1
        if name != "O":
            sure = float(chances[begin:end].max(axis=1).min())
            span = Span(int(view.starts[begin]), int(view.ends[end - 1]))
            yield Scored(span, name[2:] or group, round(sure, DIGITS))
        begin = end


def _happening(parse: Parse, views: Iterable[_View]) -> tuple[tuple[tuple[str, float], ...], ...]:
    """The likely types of event of each sentence."""
    out: list[tuple[tuple[str, float], ...]] = []
    listed = list(views)
    for sentence in parse.sentences:
        span = parse.span(sentence.first, sentence.last)
        rows = [side for view in listed for side in (_rows(view, span),) if len(side)]
        out.append(_types(pool_event(rows[0])) if rows else ())
    return tuple(out)


def _rows(view: _View, span: Span) -> Floats:
    first = int(np.searchsorted(view.ends, span.start, side="right"))
    return view.seen.side[first : int(np.searchsorted(view.starts, span.end))]


def _types(logs: Floats) -> tuple[tuple[str, float], ...]:
    chances = np.exp(logs)
    order = np.argsort(-chances, kind="stable")
    kept = (int(n) for n in order if chances[n] >= LEAST_EVENT)
    return tuple((EVENTS[n], round(float(chances[n]), DIGITS)) for n in kept)
