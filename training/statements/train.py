"""Train the statements model; a checkpoint and the outputs on dev after every epoch.

python train.py --gold GOLD/attribution --base MODEL_DIR --work WORK --epochs 5
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import torch
from model import Batch, Tagger
from tokenizers import Tokenizer

from data import Example, cut_windows, read_examples
from memcon.nlp.crf import ROLES, decode, find_spans
from memcon.nlp.pieces import CLS, FEATURES, SEP, PieceMaker, plan_windows


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--gold",
        type=Path,
        required=True,
        help="folder of polnear_train.jsonl and polnear_dev.jsonl",
    )
    parser.add_argument(
        "--base", type=Path, required=True, help="folder of model.safetensors and tokenizer.json"
    )
    parser.add_argument("--work", type=Path, required=True, help="checkpoints and log")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--batch", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--warmup", type=int, default=60)
    parser.add_argument(
        "--average", type=float, default=0.998, help="decay of the moving average of the weights"
    )
    parser.add_argument(
        "--start", type=Path, help="weights of an earlier run to go on from, with a fresh schedule"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--max-steps", type=int, default=0, help="stop early, to try things out")
    return parser.parse_args()


def load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def make_batch(windows: list[tuple[Example, int, int]]) -> Batch:
    """Windows padded to the longest."""
    rows = [_make_row(*window) for window in windows]
    length = max(len(row[0]) for row in rows)
    most = max(len(row[2]) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    features = torch.zeros(len(rows), length, len(FEATURES), dtype=torch.long)
    firsts = torch.zeros(len(rows), most, dtype=torch.long)
    labels = torch.full((len(rows), most), -1, dtype=torch.long)
    links = torch.zeros(len(rows), most, most, dtype=torch.bool)
    for n, ((example, first, last), row) in enumerate(zip(windows, rows, strict=True)):
        ids[n, : len(row[0])] = torch.from_numpy(row[0])
        features[n, : len(row[0])] = torch.from_numpy(row[1])
        firsts[n, : len(row[2])] = torch.from_numpy(row[2])
        labels[n, : last - first] = torch.from_numpy(example.labels[first:last])
        for word in range(first, last):
            for cue in example.links.get(word, ()):
                if first <= cue < last:
                    links[n, word - first, cue - first] = True
    return Batch(ids=ids, features=features, firsts=firsts, labels=labels, links=links)


def _make_row(example: Example, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids and features of a window's pieces with [CLS] and [SEP], and each word's first piece."""
    pieces = example.pieces[first:last]
    counts = np.asarray([len(one) for one in pieces], np.int64)
    ids = np.asarray([CLS, *(i for one in pieces for i in one), SEP], np.int64)
    features = np.zeros((len(ids), len(FEATURES)), np.int64)
    features[1:-1] = np.repeat(example.words.features[first:last], counts, axis=0)
    return ids, features, 1 + np.cumsum(counts) - counts


def make_epoch(examples: list[Example], size: int, rng: np.random.Generator) -> Iterator[list]:
    """Batches in random order; windows of like length stand together."""
    windows = [(example, *cut) for example in examples for cut in cut_windows(example, rng)]
    order = rng.permutation(len(windows))
    windows = sorted((windows[i] for i in order), key=lambda w: -(w[2] - w[1]) // 64)
    batches = [windows[i : i + size] for i in range(0, len(windows), size)]
    for i in rng.permutation(len(batches)):
        yield batches[i]


@torch.no_grad()
def read_outputs(
    model: Tagger, examples: list[Example]
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Emissions, queries and keys of each word, as the run-time decoder reads them."""
    model.eval()
    out = []
    for example in examples:
        planned = plan_windows([len(ids) for ids in example.pieces])
        parts = []
        for begin in range(0, len(planned), 8):
            group = planned[begin : begin + 8]
            batch = make_batch([(example, w.first, w.last) for w in group])
            results = [r.numpy() for r in model(batch.ids, batch.features)]
            for n, window in enumerate(group):
                at = batch.firsts[
                    n, window.keep_from - window.first : window.keep_to - window.first
                ].numpy()
                parts.append([r[n][at] for r in results])
        out.append(tuple(np.concatenate(p) for p in zip(*parts, strict=True)))
    model.train()
    return out


def score_spans(
    examples: list[Example], outputs: list, transitions: np.ndarray
) -> dict[str, float]:
    """Exact F1 of the spans (fragments), and word accuracy."""
    scores: dict[str, float] = {}
    paths = [path for path, _ in decode([o[0] for o in outputs], transitions)]
    for role in ROLES:
        hit = found = gold = 0
        for example, path in zip(examples, paths, strict=True):
            mine, theirs = set(find_spans(path, role)), set(find_spans(example.labels, role))
            hit, found, gold = hit + len(mine & theirs), found + len(mine), gold + len(theirs)
        scores[role] = round(2 * hit / max(1, found + gold), 4)
    right = sum(int((p == e.labels).sum()) for p, e in zip(paths, examples, strict=True))
    scores["words"] = round(right / sum(len(e.labels) for e in examples), 4)
    return scores


def dump_outputs(path: Path, model: Tagger, examples: list[Example]) -> dict[str, float]:
    outputs = read_outputs(model, examples)
    transitions = (model.transitions + model.mask).detach().numpy()
    arrays = {"transitions": transitions, "distance": model.distance.detach().numpy()}
    for n, (emissions, queries, keys) in enumerate(outputs):
        arrays |= {f"e{n}": emissions, f"q{n}": queries, f"k{n}": keys}
    np.savez(path, **arrays)
    return score_spans(examples, outputs, transitions)


class Average:
    """Exponential moving average of the weights; its memory grows over the first steps."""

    def __init__(self, model: Tagger, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.weights = [p.detach().clone() for p in model.parameters()]

    def update(self, model: Tagger) -> None:
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        torch._foreach_lerp_(self.weights, [p.detach() for p in model.parameters()], 1 - decay)

    def swap(self, model: Tagger) -> None:
        """Puts the average into the model and the model's weights here; again to undo."""
        for mine, parameter in zip(self.weights, model.parameters(), strict=True):
            kept = parameter.data.clone()
            parameter.data.copy_(mine)
            mine.copy_(kept)


class Schedule:
    """Linear warm-up and decay of the learning rates; set before each step."""

    def __init__(self, optimiser: torch.optim.Optimizer, steps: int, warmup: int) -> None:
        self.optimiser, self.steps, self.warmup, self.done = optimiser, steps, warmup, 0
        self.rates = [group["lr"] for group in optimiser.param_groups]

    def step(self) -> None:
        self.done += 1
        left = (self.steps - self.done + 1) / max(1, self.steps - self.warmup)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * max(0.0, min(self.done / self.warmup, left, 1.0))


def make_optimiser(model: Tagger, rate: float, head_rate: float) -> torch.optim.Optimizer:
    groups: dict[tuple[bool, bool], list] = {}
    for name, parameter in model.named_parameters():
        new = not name.startswith("encoder.") or ".features." in name
        groups.setdefault((new, parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": params,
                "lr": head_rate if new else rate,
                "weight_decay": 0.01 if decays else 0.0,
            }
            for (new, decays), params in groups.items()
        ],
        fused=True,
    )


@dataclass
class Run:
    """What a checkpoint holds."""

    model: Tagger
    optimiser: torch.optim.Optimizer
    schedule: Schedule
    average: Average
    epoch: int = 0

    def save(self, path: Path) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "steps": self.schedule.done,
            "average": self.average.weights,
            "average_steps": self.average.steps,
            "epoch": self.epoch,
        }
        torch.save(state, path)

    def load(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.done = state.get("steps", state["average_steps"])
        self.average.weights, self.average.steps = state["average"], state["average_steps"]
        self.epoch = state["epoch"]


def make_run(args: argparse.Namespace, train: list[Example]) -> Run:
    """A fresh run from the base weights, or the one that was stopped in `args.work`."""
    model = Tagger()
    model.encoder.load_minilm(args.base / "model.safetensors")
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    optimiser = make_optimiser(model, args.rate, args.head_rate)
    rng = np.random.default_rng(args.seed)
    steps = int(args.epochs * sum(1 for _ in make_epoch(train, args.batch, rng)))
    schedule = Schedule(optimiser, steps, args.warmup)
    run = Run(model, optimiser, schedule, Average(model, args.average))
    if (args.work / "state.pt").exists():
        run.load(args.work / "state.pt")
    return run


def main() -> None:
    args = parse_arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    maker = PieceMaker(load_tokenizer(args.base / "tokenizer.json"))
    train = read_examples(args.gold / "polnear_train.jsonl", maker)
    dev = read_examples(args.gold / "polnear_dev.jsonl", maker)
    run = make_run(args, train)
    with (args.work / "log.jsonl").open("a", encoding="utf-8") as log:
        while run.epoch < args.epochs:
            run_epoch(run, train, args=args, log=log)
            run.epoch += 1
            run.save(args.work / "state.pt")
            name = f"{args.work / f'epoch{run.epoch}'}"
            torch.save(run.model.state_dict(), f"{name}.pt")
            run.average.swap(run.model)
            torch.save(run.model.state_dict(), f"{name}.average.pt")
            scores = dump_outputs(Path(f"{name}.average.npz"), run.model, dev)
            run.average.swap(run.model)
            write_log(log, {"epoch": run.epoch, "dev_average": scores})


def run_epoch(run: Run, train: list[Example], *, args: argparse.Namespace, log: TextIO) -> None:
    """One pass; windows depend on seed and epoch alone, so that a resumed run goes on alike."""
    rng = np.random.default_rng((args.seed, run.epoch))
    torch.manual_seed(args.seed * 1000 + run.epoch)
    run.model.train()
    begun, pieces, sums = time.time(), 0, np.zeros(2)
    for step, windows in enumerate(make_epoch(train, args.batch, rng), 1):
        batch = make_batch(windows)
        sums += take_step(run, batch)
        pieces += int((batch.ids > 0).sum())
        if step % 50 == 0:
            seconds = time.time() - begun
            entry = {"epoch": run.epoch + 1, "step": step, "loss": (sums / 50).round(4).tolist()}
            speed = {"seconds": round(seconds), "pieces_per_second": round(pieces / seconds)}
            write_log(log, entry | speed)
            sums[:] = 0
        if run.schedule.done >= run.schedule.steps or step == args.max_steps:
            break


def take_step(run: Run, batch: Batch) -> tuple[float, float]:
    """The tagging and pointer losses before the step."""
    tagging, pointing = run.model.loss(batch)
    run.optimiser.zero_grad(set_to_none=True)
    (tagging + pointing).backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.schedule.step()
    run.optimiser.step()
    run.average.update(run.model)
    return tagging.item(), pointing.item()


def write_log(log: TextIO, entry: dict) -> None:
    print(json.dumps(entry), file=log, flush=True)


if __name__ == "__main__":
    main()
