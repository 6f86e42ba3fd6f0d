"""PolNeAR articles as words, labels and links (see README.md)."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memcon.nlp.crf import ROLES
from memcon.nlp.pieces import WINDOW, PieceMaker, Words, split_words

Ints = npt.NDArray[np.int64]
WordSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One gold attribution in half-open word ranges."""

    source: tuple[WordSpan, ...]
    cue: tuple[WordSpan, ...]
    content: tuple[WordSpan, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its words and pieces, a label per word (`memcon.nlp.crf.LABELS`), the links
    of its source and content words to first words of cues, and the gold they were made from."""

    id: str
    text: str
    words: Words
    pieces: tuple[tuple[int, ...], ...]
    labels: Ints
    links: dict[int, tuple[int, ...]]
    attributions: tuple[Attribution, ...]


def read_examples(path: Path, maker: PieceMaker) -> list[Example]:
    with path.open(encoding="utf-8") as lines:
        return [make_example(json.loads(line), maker) for line in lines if line.strip()]


def make_example(article: dict, maker: PieceMaker) -> Example:
    words = split_words(article["text"])
    attributions = tuple(
        Attribution(*(_word_spans(words, raw[role]) for role in ROLES))
        for raw in article["attributions"]
    )
    return Example(
        id=article["id"],
        text=article["text"],
        words=words,
        pieces=tuple(maker.make(words.forms)),
        labels=_label(len(words), attributions),
        links=_link(attributions),
        attributions=attributions,
    )


def _word_spans(words: Words, spans: list[list[int]]) -> tuple[WordSpan, ...]:
    """The words that character spans overlap; fragments that touch become one."""
    out: list[WordSpan] = []
    for start, end in sorted(spans):
        first = int(np.searchsorted(words.ends, start, side="right"))
        last = int(np.searchsorted(words.starts, end))
        if last > first and out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        elif last > first:
            out.append((first, last))
    return tuple(out)


def _label(length: int, attributions: tuple[Attribution, ...]) -> Ints:
    """Contents first, so that a source or cue that overlaps one (24 characters in all) wins."""
    labels = np.zeros(length, np.int64)
    for role in ("content", "source", "cue"):
        begin = 2 * ROLES.index(role) + 1
        for attribution in attributions:
            for first, last in getattr(attribution, role):
                labels[first:last] = begin + 1
                labels[first] = begin
                if last < length and labels[last] > 0 and labels[last] % 2 == 0:
                    labels[last] -= 1  # what is left of an overlapped span begins anew
    return labels


def _link(attributions: tuple[Attribution, ...]) -> dict[int, tuple[int, ...]]:
    links: dict[int, set[int]] = {}
    for attribution in attributions:
        if attribution.cue:
            for first, last in attribution.source + attribution.content:
                for word in range(first, last):
                    links.setdefault(word, set()).add(attribution.cue[0][0])
    return {word: tuple(sorted(cues)) for word, cues in links.items()}


def cut_windows(example: Example, rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Word ranges of at most `WINDOW` pieces from a random offset on, without overlap."""
    counts = np.asarray([len(ids) for ids in example.pieces], np.int64)
    if len(counts) == 0:
        return
    ends = np.cumsum(counts)
    first, budget = 0, int(rng.integers(WINDOW // 4, WINDOW + 1)) if ends[-1] > WINDOW else WINDOW
    while first < len(counts):
        begin = int(ends[first]) - int(counts[first])
        last = max(first + 1, int(np.searchsorted(ends, begin + budget, side="right")))
        yield first, last
        first, budget = last, WINDOW


def cut_sentences(example: Example) -> Iterator[tuple[int, int]]:
    """Word ranges of the sentences; one longer than a window is cut."""
    numbers = example.words.sentence
    edges = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)]
    counts = np.asarray([len(ids) for ids in example.pieces], np.int64)
    for first, last in itertools.pairwise(edges):
        while first < last:
            fits = int(np.searchsorted(np.cumsum(counts[first:last]), WINDOW, side="right"))
            end = first + max(1, fits)
            yield first, min(end, last)
            first = end
