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
from swapping import names_in, swap

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


MARK = re.compile(r"[\[\]{}]")
OWN = Path(__file__).parent / "sentences"
"""Sentences of our own, a file a type: parties in brackets, [actor] and {recipient}."""
NAMED = OWN / "places"
"""The same for names of places, a file a reading."""


def read_marked(path: Path) -> Iterator[dict]:
    """The sentences of one of our own files as records like those of gold."""
    event = path.stem.upper() if path.stem.upper() in EVENTS else None
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line.strip()):
        parties: dict[str, list[dict]] = {"]": [], "}": []}
        text, begun = "", 0
        for part in re.split(r"([\[\]{}])", line.strip()):
            if part in parties:
                parties[part].append({"start": begun, "end": len(text)})
            elif MARK.match(part):
                begun = len(text)
            else:
                text += part
        yield {
            "id": f"{path.stem}-{number}",
            "text": text,
            "event": event,
            "quad": QUADS[event] if event else "none",
            "actors": parties["]"],
            "recipients": parties["}"],
        }


def read_named(path: Path) -> Iterator[dict]:
    """The sentences of `places/`, a file a reading, each with one name in brackets."""
    for record in read_marked(path):
        name = record["actors"][0]
        kept = {"id": record["id"], "text": record["text"], "label": path.stem}
        yield kept | {"start": name["start"], "end": name["end"]}


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
    told = record["event"] or record["quad"] != "none"
    if told and not any(one["start"] is not None for one in record["actors"]):
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


def make_types(record: dict, words: Words) -> dict[str, Ints]:
    """Of the event its type alone: where its parties stand is kept for measuring."""
    return {"role": np.full(len(words), NOTHING, np.int64)}


def read(path: Path) -> Iterator[dict]:
    """The records of a gold file or of one of our own."""
    if path.suffix != ".txt":
        return read_jsonl(path)
    return read_named(path) if path.parent.name == NAMED.name else read_marked(path)


@dataclass(frozen=True, slots=True)
class Source:
    """The records of one file, and what makes targets of them."""

    records: list[dict]
    make: Maker

    @classmethod
    def read(cls, path: Path, make: Maker, *, held: bool) -> "Source":
        kept = [one for one in read(path) if is_held_out(one.get("doc") or one["id"]) is held]
        return cls(kept, make)

    def samples(self, maker: PieceMaker, rng: np.random.Generator | None = None) -> list[Sample]:
        """The records as samples; with `rng`, names of some are exchanged (swapping.py)."""
        records = self.records
        if rng is not None and self.make is not make_places:
            names = names_in(records)
            records = [swap(record, names, rng) for record in records]
        made = (make_sample(record, self.make, maker) for record in records)
        return [one for one in made if one is not None]


def make_sample(record: dict, make: Maker, maker: PieceMaker) -> Sample | None:
    words = split_words(record["text"])
    targets = make(record, words) if len(words) else None
    if targets is None:
        return None
    events = find_types(record) if make in (make_roles, make_types) else ()
    return Sample(words, tuple(maker.make(words.forms)), targets, events)


FILES: dict[str, tuple[tuple[str, Maker], ...]] = {
    "metonym": (
        ("metonymy/relocar_train.jsonl", make_metonym),
        ("metonymy/geowebnews_dev.jsonl", make_metonym),
        ("metonymy/semeval_train.jsonl", make_metonym),
        *((str(path), make_metonym) for path in sorted(NAMED.glob("*.txt"))),
    ),
    "place": (
        ("geo/geowebnews_dev.jsonl", make_places),
        ("geo/geovirus.jsonl", make_places),
    ),
    "event": (
        ("events/plv_train.jsonl", make_roles),
        ("events/cameo_quad_train.jsonl", make_roles),
        ("events/aw_train.jsonl", make_roles),
        ("events/plover_gsr.jsonl", make_types),
        *((str(path), make_roles) for path in sorted(OWN.glob("*.txt"))),
    ),
}


def read_task(task: str, gold: Path) -> list[Source]:
    """All files of a task, without what is held out."""
    return [Source.read(gold / name, make, held=False) for name, make in FILES[task]]


def cut(samples: list[Sample], rng: np.random.Generator) -> list[tuple[Sample, int, int]]:
    """Windows of the samples; what is longer than a window is cut as articles are."""
    return [(sample, *window) for sample in samples for window in cut_windows(sample, rng)]


def make_batches(
    sources: list[Source], maker: PieceMaker, pieces: int, rng: np.random.Generator
) -> Iterator[list[tuple[Sample, int, int]]]:
    """Endless batches of windows of like length, of about `pieces` pieces each."""
    while True:
        samples = [sample for source in sources for sample in source.samples(maker, rng)]
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


__all__ = ["EVENTS", "PLACES", "ROLES", "SIDE", "Sample", "Source", "make_batches", "read_task"]
