"""Count the linker's tables on training gold, and tune its weights on dev outputs.

python tune.py --gold GOLD/attribution --outputs EXPORT/model.npz --folder EXPORT
"""

import argparse
import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy.optimize import minimize
from tokenizers import Tokenizer

from data import Attribution, Example, read_examples
from memcon.nlp.crf import ROLES, decode
from memcon.nlp.encoder import (
    LINKER_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    Decoder,
    Found,
    Outputs,
    find_links,
)
from memcon.nlp.linker import FURTHEST, Pointers, between, pair_key, share_candidates, share_key
from memcon.nlp.pieces import PieceMaker, Words
from memcon.nlp.side import WIDTH as SIDE_WIDTH

START = {
    "table": 0.6,
    "pointer": 1.0,
    "unseen": -4.0,
    "content_alone": -6.0,
    "source_alone": -5.0,
    "second_content": 1.0,
    "third_content": 2.0,
    "busy_cue": 1.0,
    "share_price": -1.5,
    "share_pointer": 0.3,
}
STEPS = {
    "table": (-0.2, 0.2),
    "pointer": (-0.4, 0.4),
    "content_alone": (-2.0, 2.0),
    "source_alone": (-1.5, 1.5),
    "second_content": (-0.7, 0.7),
    "busy_cue": (-1.0, 1.0),
    "share_price": (-0.6, 0.6),
    "share_pointer": (-0.2, 0.2),
    "threshold": (-0.05, 0.05),
}


class Counts:
    """How often each key was seen, and how often it was right."""

    def __init__(self) -> None:
        self.good: Counter = Counter()
        self.all: Counter = Counter()

    def add(self, key: str, right: bool) -> None:
        self.all[key] += 1
        self.good[key] += right

    def to_odds(self, *, prior: float = 2.0) -> dict[str, float]:
        """Smoothed log-odds of each key."""
        base = sum(self.good.values()) / max(1, sum(self.all.values()))
        odds = {}
        for key, count in sorted(self.all.items()):
            share = (self.good[key] + prior * base) / (count + prior)
            odds[key] = round(float(np.log(share / (1 - share))), 3)
        return odds


def count_tables(examples: Iterable[Example]) -> tuple[dict[str, float], dict[str, float]]:
    """Log-odds that a span belongs to a cue, and that a cue shares a neighbour's source."""
    pairs, shares = Counts(), Counts()
    for example in examples:
        gold = sorted((a for a in example.attributions if a.cue), key=lambda a: a.cue[0])
        own = {number: span for span, number in find_owners(gold).items()}
        count_pairs(gold, own, example.words, pairs)
        count_shares(gold, own, example.words, shares)
    return pairs.to_odds(), shares.to_odds()


def find_owners(gold: list[Attribution]) -> dict[tuple[int, int], int]:
    """Each source's nearest attribution; the others that have it share it."""
    owners: dict[tuple[int, int], int] = {}
    for number, one in enumerate(gold):
        for span in one.source[:1]:
            old = owners.get(span)
            if old is None or _gap(span, one.cue[0]) < _gap(span, gold[old].cue[0]):
                owners[span] = number
    return owners


def count_pairs(gold: list[Attribution], own: dict, words: Words, counts: Counts) -> None:
    starts = [one.cue[0][0] for one in gold]
    for number, one in enumerate(gold):
        sources = [("source", own[number])] if number in own else []
        for role, span in [*sources, *(("content", span) for span in one.content)]:
            for column, other in enumerate(gold):
                others = between(span, column, starts)
                if others <= FURTHEST:
                    key = pair_key(role, span, other.cue[0], others, words)
                    counts.add(key, column == number)


def count_shares(gold: list[Attribution], own: dict, words: Words, counts: Counts) -> None:
    for number, one in enumerate(gold):
        if number in own:
            continue
        for rank, owner in share_candidates(number, own):
            key = share_key(one.cue[0], gold[owner].cue[0], own[owner], rank, words)
            counts.add(key, bool(one.source) and one.source[0] == own[owner])


def _gap(span: tuple[int, int], cue: tuple[int, int]) -> int:
    return cue[0] - span[1] if span[1] <= cue[0] else span[0] - cue[1]


def load_outputs(
    path: Path, examples: list[Example]
) -> tuple[list[Outputs], dict[str, np.ndarray]]:
    with np.load(path) as arrays:
        outputs = [
            Outputs(
                words=example.words,
                emissions=arrays[f"e{n}"],
                pointers=Pointers(queries=arrays[f"q{n}"], keys=arrays[f"k{n}"]),
                side=np.zeros((len(example.words), SIDE_WIDTH), np.float32),
            )
            for n, example in enumerate(examples)
        ]
        return outputs, {"transitions": arrays["transitions"], "distance": arrays["distance"]}


def make_data(network: dict, tables: tuple, settings: dict, score: dict[str, float]) -> dict:
    """The content of linker.json, less the sums of the files."""
    source, cue, content = (settings[f"bias_{role}"] for role in ROLES)
    return {
        "labels": ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"],
        "transitions": np.round(network["transitions"], 4).tolist(),
        "label_bias": [0.0, source, 0.0, cue, 0.0, content, 0.0],
        "pointer_distance_bias": np.round(network["distance"], 4).tolist(),
        "pair_log_odds": tables[0],
        "share_log_odds": tables[1],
        "weights": {name: round(settings[name], 4) for name in START},
        "score_weights": score,
        "threshold": settings["threshold"],
    }


MEASURES = (
    "constant",
    "cue",
    "content",
    "content_edges",
    "source",
    "no_source",
    "shared_source",
    "content_pointer",
    "source_pointer",
    "quoted",
    "length",
)


class Tuner:
    """Reads dev outputs under given settings and scores the result with the gold's own scorer."""

    def __init__(
        self,
        outputs: list[Outputs],
        examples: list[Example],
        network: dict,
        tables: tuple,
        scorer: ModuleType,
    ):
        self.outputs, self.examples, self.network, self.tables, self.scorer = (
            outputs,
            examples,
            network,
            tables,
            scorer,
        )
        self.texts = [scorer.Text(example.text) for example in examples]
        self.gold = [
            [scorer.Attribution(text, _to_raw(one, example)) for one in example.attributions]
            for text, example in zip(self.texts, examples, strict=True)
        ]
        self.score = dict.fromkeys(MEASURES, 0.0)
        self._paths: dict[tuple, list] = {}

    def read(self, settings: dict) -> list[list[tuple[Found, dict]]]:
        decoder = Decoder.from_json(make_data(self.network, self.tables, settings, self.score))
        key = tuple(decoder.bias.tolist())
        if key not in self._paths:
            self._paths[key] = decode(
                [o.emissions + decoder.bias for o in self.outputs], decoder.transitions
            )
        return [
            list(find_links(one, labels, logs, decoder))
            for one, (labels, logs) in zip(self.outputs, self._paths[key], strict=True)
        ]

    def judge(self, read: list, threshold: float) -> tuple[float, list[list[bool]]]:
        """Attribution F1 of what scores at least `threshold`, and which of those are right."""
        hits = predicted = gold = 0
        right = []
        for text, theirs, found in zip(self.texts, self.gold, read, strict=True):
            kept = [f for f, _ in found if f.score >= threshold]
            mine = [
                self.scorer.Attribution(
                    text, {"source": f.source, "cue": f.cue, "content": f.content}
                )
                for f in kept
            ]
            matched = match_attributions(self.scorer, theirs, mine)
            right.append([n in matched for n in range(len(mine))])
            hits, predicted, gold = hits + len(matched), predicted + len(mine), gold + len(theirs)
        return 2 * hits / max(1, predicted + gold), right

    def fit_score(self, settings: dict) -> dict[str, float]:
        """Logistic regression of 'content and source are right' on the measured values."""
        read = self.read(settings)
        _, right = self.judge(read, -1.0)
        x = np.asarray([[v[name] for name in MEASURES] for found in read for _, v in found])
        y = np.asarray([r for one in right for r in one], float)

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            z = x @ w
            p = 1 / (1 + np.exp(-z))
            return float(np.logaddexp(0, z).sum() - y @ z + 0.5 * w @ w), x.T @ (p - y) + w

        w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
        return {name: round(float(v), 4) for name, v in zip(MEASURES, w, strict=True)}


def match_attributions(scorer: ModuleType, gold: list, mine: list) -> set[int]:
    def worth(g: object, p: object) -> float:
        a, b = g.role["content"], p.role["content"]
        if not (a & b):
            return 0
        overlap = scorer.jaccard(a, b)
        return overlap if overlap >= 0.5 and scorer.source_match(g, p) else 0

    return set(scorer.matching(gold, mine, worth).values())


def _to_raw(attribution: object, example: Example) -> dict:
    words = example.words
    return {
        role: [
            [int(words.starts[a]), int(words.ends[b - 1])] for a, b in getattr(attribution, role)
        ]
        for role in ("source", "cue", "content")
    }


def climb(value: Callable[[dict], float], settings: dict, *, rounds: int) -> tuple[dict, float]:
    """Coordinate ascent with halving steps."""
    best = value(settings)
    for round_ in range(rounds):
        for name, moves in STEPS.items():
            for move in moves:
                while True:
                    trial = settings | {name: settings[name] + move * 0.5**round_}
                    result = value(trial)
                    if result <= best + 1e-6:
                        break
                    settings, best = trial, result
        print(f"round {round_ + 1}: {best:.4f} {settings}", flush=True)
    return settings, best


def tune(tuner: Tuner, settings: dict, *, rounds: int) -> dict:
    """Settings and score weights in turn; the threshold last, over its whole range."""
    for number in (1, rounds):
        tuner.score = tuner.fit_score(settings)
        settings = settings | {"threshold": max(settings["threshold"], 0.3)}
        settings, _ = climb(
            lambda s: tuner.judge(tuner.read(s), s["threshold"])[0], settings, rounds=number
        )
    tuner.score = tuner.fit_score(settings)
    read = tuner.read(settings)
    marks = [(tuner.judge(read, t)[0], t) for t in np.arange(0.1, 0.6, 0.02).round(2).tolist()]
    print("thresholds", [(round(f1, 4), t) for f1, t in marks])
    print("unfiltered", tuner.judge(read, -1.0)[0])
    best, threshold = max(marks)
    print("end", best, flush=True)
    return settings | {"threshold": threshold}


def write_linker(folder: Path, data: dict) -> None:
    data["sha256"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (MODEL_FILE, TOKENIZER_FILE)
    }
    text = json.dumps(data, indent=0, ensure_ascii=False)
    (folder / LINKER_FILE).write_text(text + "\n", encoding="utf-8")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--outputs", type=Path, required=True, help="what export.py read on dev")
    parser.add_argument("--folder", type=Path, required=True, help="of the model; linker.json too")
    parser.add_argument("--settings", type=Path, help="start from those of an earlier tuning")
    parser.add_argument("--rounds", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    args = parse_arguments()
    spec = importlib.util.spec_from_file_location("score", args.gold / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    tokenizer = Tokenizer.from_file(str(args.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    maker = PieceMaker(tokenizer)
    tables = count_tables(read_examples(args.gold / "polnear_train.jsonl", maker))
    dev = read_examples(args.gold / "polnear_dev.jsonl", maker)
    outputs, network = load_outputs(args.outputs, dev)
    tuner = Tuner(outputs, dev, network, tables, scorer)
    settings = START | {f"bias_{role}": 0.0 for role in ROLES} | {"threshold": 0.0}
    if args.settings:
        settings |= json.loads(args.settings.read_text())
    print("start", tuner.judge(tuner.read(settings), -1.0)[0], flush=True)
    settings = tune(tuner, settings, rounds=args.rounds)
    write_linker(args.folder, make_data(network, tables, settings, tuner.score))
    (args.folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


if __name__ == "__main__":
    main()
