"""The trained encoder at run time: text in; sources, cues, contents and side scores out.

One small network (ONNX, int8) labels every word, gives it a pointer and says what `side` lists;
`crf` finds the best labels, `linker` puts the pieces of statements together. How it was trained,
on what, and how well it does: `training/encoder/MODEL_CARD.md`. Needs numpy, onnxruntime and
tokenizers only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from memcon.errors import ResourceError
from memcon.nlp.crf import decode, find_spans
from memcon.nlp.linker import Link, Pointers, Tables, Tags, link
from memcon.nlp.pieces import (
    CLS,
    FEATURES,
    SEP,
    PieceMaker,
    Window,
    Words,
    plan_windows,
    split_words,
)
from memcon.nlp.side import WIDTH

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Offsets = tuple[tuple[int, int], ...]

MODEL_FOLDER: Final = Path(__file__).parent / "models" / "encoder"
MODEL_FILE: Final = "model.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
LINKER_FILE: Final = "linker.json"
FUSED: Final = ["SkipLayerNormFusion"]
"""What onnxruntime would make one node of, and be slower."""


class Session(Protocol):
    """What is asked of onnxruntime; tests put a fake here."""

    def run(self, names: None, inputs: Mapping[str, Ints]) -> Sequence[Floats]:
        """The outputs for one window, a row a piece asked for: emissions, queries, keys, side."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """One statement in half-open code-point offsets; a source may be wanting.

    `score` estimates the probability that content and source are right, from 0 to 1.
    """

    source: Offsets
    cue: Offsets
    content: Offsets
    score: float


@dataclass(frozen=True, slots=True)
class Outputs:
    """The encoder's outputs of one text, a row a word."""

    words: Words
    emissions: Floats
    pointers: Pointers
    side: Floats
    """Scores of `memcon.nlp.side`, a column each."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder sees in one text: its words, their side scores, and statements."""

    words: Words
    side: Floats
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Decoder:
    """What is not in the network: CRF transitions, label biases, link tables, score weights."""

    transitions: Floats
    bias: Floats
    tables: Tables
    score: Mapping[str, float]
    threshold: float

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Decoder:
        """The decoder that `linker.json` describes."""
        return cls(
            transitions=np.asarray(data["transitions"], np.float32),
            bias=np.asarray(data["label_bias"], np.float32),
            tables=Tables(
                pair=data["pair_log_odds"],
                share=data["share_log_odds"],
                distance=np.asarray(data["pointer_distance_bias"], np.float32),
                weights=data["weights"],
            ),
            score=data["score_weights"],
            threshold=float(data["threshold"]),
        )


class Encoder:
    """Reads texts; build it with `load`. `version` names the weights, for provenance."""

    def __init__(
        self, session: Session, tokenizer: Tokenizer, decoder: Decoder, *, version: str = ""
    ) -> None:
        self._session = session
        self._maker = PieceMaker(tokenizer)
        self._decoder = decoder
        self.version = version

    @classmethod
    def load(cls, folder: Path = MODEL_FOLDER, *, threads: int = 2) -> Encoder:
        """The model in `folder`.

        Raises ResourceError if a file is missing, or is not the one `linker.json` names by sha256.
        """
        data = _read_checked(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The files are the ones that were shipped (their sums were checked), so they load.
        session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=FUSED,
        )
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        version = str(data["sha256"][MODEL_FILE])[:12]
        return cls(session, tokenizer, _read_decoder(folder, data), version=version)

    def read(self, texts: Sequence[str], *, least: float | None = None) -> list[Seen]:
        """What stands in each text; its statements that score at least `least`, by their cues.

        The default is the threshold that was best on the tuning articles.
        """
        threshold = self._decoder.threshold if least is None else least
        outputs = self.read_outputs(texts)
        decoded = decode_outputs(outputs, self._decoder)
        return [
            Seen(one.words, one.side, tuple(f for f in found if f.score >= threshold))
            for one, found in zip(outputs, decoded, strict=True)
        ]

    def find(self, texts: Sequence[str], *, least: float | None = None) -> list[tuple[Found, ...]]:
        """The statements of each text alone."""
        return [one.found for one in self.read(texts, least=least)]

    def read_outputs(self, texts: Sequence[str]) -> list[Outputs]:
        """The encoder's word outputs for each text.

        Windows run one by one: the int8 network scales its activations over all that it is shown,
        so that with more than one a text's record would hang on its neighbours.
        """
        return [self._read(split_words(text)) for text in texts]

    def _read(self, words: Words) -> Outputs:
        pieces = self._maker.make(words.forms)
        outputs = _make_empty(words)
        for window in plan_windows([len(ids) for ids in pieces]):
            row = _make_row(window, pieces, words)
            parts = self._session.run(None, row)
            kept = slice(window.keep_from, window.keep_to)
            pointers = outputs.pointers
            whole = (outputs.emissions, pointers.queries, pointers.keys, outputs.side)
            for column, part in zip(whole, parts, strict=True):
                column[kept] = part[0]
        return outputs


def _read_decoder(folder: Path, data: Mapping[str, Any]) -> Decoder:
    try:
        return Decoder.from_json(data)
    except (KeyError, TypeError, ValueError) as error:
        raise ResourceError(
            f"{folder / LINKER_FILE} is damaged ({error}); install memcon again"
        ) from error


def _read_checked(folder: Path) -> Mapping[str, Any]:
    """`linker.json`, after the other files were checked against the sums in it."""
    path = folder / LINKER_FILE
    try:
        data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        sums = data["sha256"]
        for name in (MODEL_FILE, TOKENIZER_FILE):
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != sums[name]:
                raise ResourceError(
                    f"the encoder's {folder / name} is damaged: its sha256 is "
                    f"{found[:12]}…, not {sums[name][:12]}…; install memcon again"
                )
    except OSError as error:
        raise ResourceError(
            f"the encoder's {error.filename or folder} cannot be read ({error.strerror}); "
            "install memcon again"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ResourceError(f"{path} is damaged ({error}); install memcon again") from error
    return data


def _make_empty(words: Words) -> Outputs:
    return Outputs(
        words=words,
        emissions=np.zeros((len(words), 7), np.float32),
        pointers=Pointers(
            queries=np.zeros((len(words), 96), np.float32),
            keys=np.zeros((len(words), 96), np.float32),
        ),
        side=np.zeros((len(words), WIDTH), np.float32),
    )


def _make_row(window: Window, pieces: Sequence[tuple[int, ...]], words: Words) -> dict[str, Ints]:
    """A window's pieces with [CLS] and [SEP], their features, and the kept words' first pieces."""
    inside = pieces[window.first : window.last]
    counts = np.fromiter((len(ids) for ids in inside), np.int64, len(inside))
    ids = np.asarray([CLS, *(piece for one in inside for piece in one), SEP], np.int64)
    marks = np.zeros((len(ids), len(FEATURES)), np.int64)
    marks[1:-1] = np.repeat(words.features[window.first : window.last], counts, axis=0)
    firsts = 1 + np.cumsum(counts) - counts
    kept = firsts[window.keep_from - window.first : window.keep_to - window.first]
    return {"ids": ids[None], "features": marks[None], "kept": kept}


def decode_outputs(outputs: Sequence[Outputs], decoder: Decoder) -> list[tuple[Found, ...]]:
    """All statements of each text with their scores, from the encoder's outputs."""
    paths = decode([one.emissions + decoder.bias for one in outputs], decoder.transitions)
    return [
        tuple(found for found, _ in find_links(one, labels, logs, decoder))
        for one, (labels, logs) in zip(outputs, paths, strict=True)
    ]


def find_links(
    outputs: Outputs, labels: Ints, logs: Floats, decoder: Decoder
) -> Iterator[tuple[Found, Mapping[str, float]]]:
    """The statements of one labelled text, each with the named values its score is made of."""
    tags = Tags(
        sources=tuple(find_spans(labels, "source")),
        cues=tuple(find_spans(labels, "cue")),
        contents=tuple(find_spans(labels, "content")),
    )
    sure = np.take_along_axis(logs, labels[:, None], axis=1)[:, 0]
    for one in link(tags, outputs.words, outputs.pointers, decoder.tables):
        values = measure(one, sure, outputs.words)
        score = 1.0 / (
            1.0 + np.exp(-sum(decoder.score[name] * value for name, value in values.items()))
        )
        yield (
            Found(
                source=to_offsets((one.source,) if one.source else (), outputs.words),
                cue=to_offsets((one.cue,), outputs.words),
                content=to_offsets(one.contents, outputs.words),
                score=round(float(score), 4),
            ),
            values,
        )


def measure(one: Link, sure: Floats, words: Words) -> dict[str, float]:
    """What the score is made of: log marginals of the labels of each part, and of the pointers."""
    content = np.concatenate([sure[first:last] for first, last in one.contents])
    edges = [float(sure[place]) for first, last in one.contents for place in (first, last - 1)]
    source = sure[slice(*one.source)] if one.source else np.zeros(1, np.float32)
    return {
        "constant": 1.0,
        "cue": float(sure[slice(*one.cue)].mean()),
        "content": float(content.mean()),
        "content_edges": max(-4.0, float(np.mean(edges))),
        "source": max(-4.0, float(source.mean())),
        "no_source": float(one.source is None),
        "shared_source": float(one.shared),
        "content_pointer": one.content_pointer,
        "source_pointer": one.source_pointer,
        "quoted": float(words.features[one.contents[0][0], 0] > 0),
        "length": float(np.log(len(content))),
    }


def to_offsets(ranges: Sequence[tuple[int, int]], words: Words) -> Offsets:
    """Code-point offsets of word ranges."""
    return tuple((int(words.starts[first]), int(words.ends[last - 1])) for first, last in ranges)
