"""The further tasks that the encoder learns beside statements, as short texts with targets.

Metonymy (ReLocaR, SemEval-2007, GeoWebNews), places (GeoWebNews, GeoVirus) and events (PLV,
CAMEO-quad, AW): see MODEL_CARD.md. A record is held out by a hash of its document's name, so that
every file splits alike whatever its order.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from data import cut_windows
from memcon.nlp.pieces import WINDOW, PieceMaker, Words, split_words
from memcon.nlp.side import EVENTS, PLACES, QUADS, ROLES, SIDE

Ints = npt.NDArray[np.int64]
Maker = Callable[[dict, Words], dict[str, Ints] | None]
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with targets: a row of class numbers a task, one a word, `NOTHING` where unknown.

    `events` are the types (indices into `EVENTS`) that may be the sentence's first; none: unknown.
    """

    words: Words
    pieces: tuple[tuple[int, ...], ...]
    targets: dict[str, Ints]
    events: tuple[int, ...] = ()


def is_held_out(name: str) -> bool:
    """Whether a document is kept for measuring: one in seven."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 7 == 0


def read_jsonl(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def make_metonym(record: dict, words: Words) -> dict[str, Ints] | None:
    """1 metonymic, 0 literal on the words of the name; both at once is left out."""
    if record["label"] not in ("literal", "metonymic"):
        return None
    target = np.full(len(words), NOTHING, np.int64)
    first, last = words_of(words, record["start"], record["end"])
    target[first:last] = int(record["label"] == "metonymic")
    return {"metonym": target}


ADJECTIVE = re.compile(r"(ese|ian|ean|ish|an|i|ch|ic|lander)s?$")
"""How the adjectives of places mostly end; GeoVirus leaves them unmarked, GeoWebNews does not."""


def make_places(record: dict, words: Words) -> dict[str, Ints]:
    """O, B and I of a place or its adjective."""
    labels = np.zeros(len(words), np.int64)
    if record["corpus"] == "GeoVirus":
        unsure = [bool(f[:1].isupper() and ADJECTIVE.search(f)) for f in words.forms]
        labels[np.asarray(unsure, bool)] = NOTHING
    for place in record["toponyms"]:
        first, last = words_of(words, place["start"], place["end"])
        labels[first:last] = PLACES.index("I")
        labels[first : first + 1] = PLACES.index("B")
    return {"place": labels}


def make_roles(record: dict, words: Words) -> dict[str, Ints] | None:
    """O, and B and I of actors and recipients; unknown where gold has no actor at all."""
    labels = np.zeros(len(words), np.int64)
    if not any(one["start"] is not None for one in record["actors"]):
        return {"role": np.full(len(words), NOTHING, np.int64)}
    for role in ("recipient", "actor"):
        for one in record[f"{role}s"]:
            if one["start"] is not None:
                first, last = words_of(words, one["start"], one["end"])
                labels[first:last] = ROLES.index(f"I-{role}")
                labels[first : first + 1] = ROLES.index(f"B-{role}")
    return {"role": labels}


def find_types(record: dict) -> tuple[int, ...]:
    """The types that gold allows: one, or all of a quad class or of cooperation or conflict."""
    event = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(record["event"], record["event"])
    if event:
        return (EVENTS.index(event),)
    return tuple(n for n, name in enumerate(EVENTS) if QUADS[name].endswith(record["quad"]))


def words_of(words: Words, start: int, end: int) -> tuple[int, int]:
    """The range of words that overlap the code points."""
    return (
        int(np.searchsorted(words.ends, start, side="right")),
        int(np.searchsorted(words.starts, end)),
    )


def read_samples(path: Path, maker: PieceMaker, make: Maker, *, held: bool) -> list[Sample]:
    samples = []
    for record in read_jsonl(path):
        if is_held_out(record.get("doc") or record["id"]) is not held:
            continue
        words = split_words(record["text"])
        targets = make(record, words) if len(words) else None
        if targets is not None:
            events = find_types(record) if make is make_roles else ()
            samples.append(Sample(words, tuple(maker.make(words.forms)), targets, events))
    return samples


FILES: dict[str, tuple[tuple[str, Maker], ...]] = {
    "metonym": (
        ("metonymy/relocar_train.jsonl", make_metonym),
        ("metonymy/geowebnews_dev.jsonl", make_metonym),
        ("metonymy/semeval_train.jsonl", make_metonym),
    ),
    "place": (
        ("geo/geowebnews_dev.jsonl", make_places),
        ("geo/geovirus.jsonl", make_places),
    ),
    "event": (
        ("events/plv_train.jsonl", make_roles),
        ("events/cameo_quad_train.jsonl", make_roles),
        ("events/aw_train.jsonl", make_roles),
    ),
}


def read_task(task: str, gold: Path, maker: PieceMaker, *, held: bool = False) -> list[Sample]:
    """All samples of a task's files."""
    return [
        sample
        for name, make in FILES[task]
        for sample in read_samples(gold / name, maker, make, held=held)
    ]


def cut(samples: list[Sample], rng: np.random.Generator) -> list[tuple[Sample, int, int]]:
    """Windows of the samples; what is longer than a window is cut as articles are."""
    return [(sample, *window) for sample in samples for window in cut_windows(sample, rng)]


def make_batches(
    samples: list[Sample], pieces: int, rng: np.random.Generator
) -> Iterator[list[tuple[Sample, int, int]]]:
    """Endless batches of windows of like length, of about `pieces` pieces each."""
    while True:
        windows = cut(samples, rng)
        order = rng.permutation(len(windows))
        windows = sorted((windows[i] for i in order), key=lambda w: -(w[2] - w[1]) // 12)
        batches: list[list[tuple[Sample, int, int]]] = [[]]
        for window in windows:
            batches[-1].append(window)
            longest = max(min(w[2] - w[1], WINDOW) for w in batches[-1])
            if longest * len(batches[-1]) * 1.25 >= pieces:
                batches.append([])
        for i in rng.permutation(len(batches)):
            if batches[i]:
                yield batches[i]


def target_of(sample: Sample, task: str, first: int, last: int) -> Ints:
    """The window's targets; a place cut in two goes on with I, which stays as it is."""
    if task not in sample.targets:
        return np.full(last - first, NOTHING, np.int64)
    return sample.targets[task][first:last]


__all__ = ["EVENTS", "PLACES", "ROLES", "SIDE", "Sample", "make_batches", "read_task", "target_of"]
