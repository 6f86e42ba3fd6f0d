"""How well the further tasks are read, on the documents held out of training.

python side.py --weights WORK/epoch1.pt --base MODEL_DIR --gold GOLD
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from model import Tagger
from tasks import FILES, NOTHING, Sample, Source, cut, target_of
from train import load_tokenizer, make_side_batch

from memcon.nlp.pieces import PieceMaker
from memcon.nlp.side import EVENTS, PLACES, QUADS, ROLES, columns, pool_event


@torch.no_grad()
def read_side(model: Tagger, samples: list[Sample]) -> list[tuple[Sample, int, int, np.ndarray]]:
    """The side columns of each window's words."""
    out = []
    for sample, first, last in cut(samples, np.random.default_rng(0)):
        batch = make_side_batch([(sample, first, last)], "metonym")
        side = model(batch.ids, batch.features)[3][0]
        out.append((sample, first, last, side[batch.firsts[0, : last - first]].numpy()))
    return out


def score(task: str, read: list[tuple[Sample, int, int, np.ndarray]]) -> dict[str, float]:
    if task == "metonym":
        return {"accuracy": score_metonyms(read)}
    if task == "place":
        return score_spans(read, "place", PLACES)
    return score_events(read) | score_spans(read, "role", ROLES)


def score_metonyms(read: list) -> float:
    right = []
    for sample, first, last, side in read:
        target = target_of(sample, "metonym", first, last)
        at = np.flatnonzero(target >= 0)
        if len(at):
            right.append(bool(side[at, columns("metonym")].mean() > 0) == bool(target[at[0]]))
    return round(float(np.mean(right)), 4)


def score_spans(read: list, task: str, names: tuple[str, ...]) -> dict[str, float]:
    """F1 of spans that overlap one of gold of the same kind."""
    count: Counter[str] = Counter()
    for sample, first, last, side in read:
        target = target_of(sample, task, first, last)
        if (target == NOTHING).all():
            continue
        mine = bio(side[:, columns(task)].argmax(1), names)
        gold = bio(target, names)
        mine = [one for one in mine if (target[one[0] : one[1]] != NOTHING).all()]
        count["mine"] += len(mine)
        count["gold"] += len(gold)
        count["mine_hit"] += sum(any(overlaps(a, b) for b in gold) for a in mine)
        count["gold_hit"] += sum(any(overlaps(a, b) for b in mine) for a in gold)
    p = count["mine_hit"] / max(1, count["mine"])
    r = count["gold_hit"] / max(1, count["gold"])
    return {f"{task} p": round(p, 4), f"{task} r": round(r, 4)}


def overlaps(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return a[2] == b[2] and a[0] < b[1] and b[0] < a[1]


def bio(labels: np.ndarray, names: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Spans of B and I labels; an I that follows no span of its kind begins one."""
    out: list[tuple[int, int, str]] = []
    for n, label in enumerate(labels):
        name = names[label] if label > 0 else "O"
        kind = name[1:]
        if name == "O":
            continue
        if name[0] == "I" and out and out[-1][1] == n and out[-1][2] == kind:
            out[-1] = (out[-1][0], n + 1, kind)
        else:
            out.append((n, n + 1, kind))
    return out


def score_events(read: list) -> dict[str, float]:
    """Accuracy of the type where gold has one, of the quad class where it has that."""
    types, quads = [], []
    for sample, _, _, side in read:
        best = int(pool_event(side).argmax())
        if len(sample.events) == 1 and EVENTS[sample.events[0]] != "none":
            logs = pool_event(side).copy()
            logs[0] = -np.inf  # a sentence with an event: which
            types.append(int(logs.argmax()) == sample.events[0])
        if sample.events:
            quads.append(QUADS[EVENTS[best]] == QUADS[EVENTS[sample.events[0]]])
    return {"type": round(float(np.mean(types)), 4), "quad": round(float(np.mean(quads)), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of tokenizer.json")
    parser.add_argument("--gold", type=Path, required=True, help="folder of all gold sets")
    args = parser.parse_args()
    model = Tagger.load(args.weights)
    maker = PieceMaker(load_tokenizer(args.base / "tokenizer.json"))
    for task, files in FILES.items():
        for name, make in files:
            samples = Source.read(args.gold / name, make, held=True).samples(maker)
            print(task, name, len(samples), score(task, read_side(model, samples)))


if __name__ == "__main__":
    main()
