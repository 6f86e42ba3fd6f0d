"""Train the statements model; a checkpoint and the outputs on dev after every epoch.

python train.py --gold GOLD/attribution --base MODEL_DIR --work WORK --epochs 5
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import torch
from model import LAYERS, Batch, Tagger
from tasks import FILES, Sample, Source, make_batches, read_jsonl, read_task, target_of, words_of
from tokenizers import Tokenizer

from data import Example, cut_sentences, cut_windows, read_examples
from memcon.nlp.crf import ROLES, decode, find_spans
from memcon.nlp.pieces import CLS, FEATURES, SEP, PieceMaker, Window, plan_windows
from memcon.nlp.side import CLASSES, EVENTS

Classes = dict[str, np.ndarray]


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
    parser.add_argument(
        "--side", type=Path, help="folder of all gold sets: learn the further tasks (tasks.py) too"
    )
    parser.add_argument("--side-every", type=int, default=1, help="steps between two of a task")
    parser.add_argument(
        "--classes", type=Path, help="classes of the training articles' cues (classes.py)"
    )
    parser.add_argument("--softmax", action="store_true", help="trial: no CRF, a label at a time")
    parser.add_argument("--sentences", action="store_true", help="trial: one sentence a window")
    parser.add_argument(
        "--layer-decay", type=float, default=1.0, help="trial: rate of each layer to the one above"
    )
    parser.add_argument("--max-steps", type=int, default=0, help="stop early, to try things out")
    return parser.parse_args()


def load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


Cut = tuple[Example | Sample, int, int]


def make_inputs(windows: list[Cut]) -> dict[str, torch.Tensor]:
    """Windows padded to the longest."""
    rows = [_make_row(*window) for window in windows]
    length = max(len(row[0]) for row in rows)
    most = max(len(row[2]) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    features = torch.zeros(len(rows), length, len(FEATURES), dtype=torch.long)
    firsts = torch.zeros(len(rows), most, dtype=torch.long)
    real = torch.zeros(len(rows), most, dtype=torch.bool)
    for n, row in enumerate(rows):
        ids[n, : len(row[0])] = torch.from_numpy(row[0])
        features[n, : len(row[0])] = torch.from_numpy(row[1])
        firsts[n, : len(row[2])] = torch.from_numpy(row[2])
        real[n, : len(row[2])] = True
    return {"ids": ids, "features": features, "firsts": firsts, "real": real}


def make_batch(windows: list[tuple[Example, int, int]], classes: Classes | None = None) -> Batch:
    """Windows of articles with what is said in them."""
    inputs = make_inputs(windows)
    labels = torch.full(inputs["firsts"].shape, -1, dtype=torch.long)
    links = torch.zeros(*labels.shape, labels.shape[1], dtype=torch.bool)
    kinds = torch.full_like(labels, -1)
    for n, (example, first, last) in enumerate(windows):
        labels[n, : last - first] = torch.from_numpy(example.labels[first:last])
        if classes and example.id in classes:
            kinds[n, : last - first] = torch.from_numpy(classes[example.id][first:last])
        for word in range(first, last):
            for cue in example.links.get(word, ()):
                if first <= cue < last:
                    links[n, word - first, cue - first] = True
    targets = {"class": kinds} if classes else {}
    return Batch(**inputs, labels=labels, links=links, targets=targets)


def make_side_batch(windows: list[tuple[Sample, int, int]], task: str) -> Batch:
    """Windows of a further task's samples."""
    inputs = make_inputs(windows)
    word_task = "role" if task == "event" else task
    target = torch.full(inputs["firsts"].shape, -1, dtype=torch.long)
    events = torch.zeros(len(windows), len(EVENTS), dtype=torch.bool)
    for n, (sample, first, last) in enumerate(windows):
        target[n, : last - first] = torch.from_numpy(target_of(sample, word_task, first, last))
        events[n, list(sample.events)] = True
    return Batch(**inputs, targets={word_task: target}, events=events if task == "event" else None)


def read_classes(path: Path, examples: list[Example]) -> Classes:
    """The class number of each word of a cue, -1 elsewhere, by article."""
    rows = {row["id"]: row["cues"] for row in read_jsonl(path)}
    out: Classes = {}
    for example in examples:
        out[example.id] = np.full(len(example.words), -1, np.int64)
        for start, end, kind in rows.get(example.id, ()):
            out[example.id][slice(*words_of(example.words, start, end))] = CLASSES.index(kind)
    return out


def _make_row(
    example: Example | Sample, first: int, last: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids and features of a window's pieces with [CLS] and [SEP], and each word's first piece."""
    pieces = example.pieces[first:last]
    counts = np.asarray([len(one) for one in pieces], np.int64)
    ids = np.asarray([CLS, *(i for one in pieces for i in one), SEP], np.int64)
    features = np.zeros((len(ids), len(FEATURES)), np.int64)
    features[1:-1] = np.repeat(example.words.features[first:last], counts, axis=0)
    return ids, features, 1 + np.cumsum(counts) - counts


def make_epoch(
    examples: list[Example], args: argparse.Namespace, rng: np.random.Generator
) -> Iterator[list]:
    """Batches in random order; windows of like length stand together."""
    if args.sentences:
        windows = [(example, *cut) for example in examples for cut in cut_sentences(example)]
    else:
        windows = [(example, *cut) for example in examples for cut in cut_windows(example, rng)]
    size = args.batch
    order = rng.permutation(len(windows))
    windows = sorted((windows[i] for i in order), key=lambda w: -(w[2] - w[1]) // 64)
    batches = [windows[i : i + size] for i in range(0, len(windows), size)]
    for i in rng.permutation(len(batches)):
        yield batches[i]


@torch.no_grad()
def read_outputs(
    model: Tagger, examples: list[Example], *, sentences: bool = False
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Emissions, queries and keys of each word, as the run-time decoder reads them."""
    model.eval()
    out = []
    for example in examples:
        if sentences:
            planned = [Window(a, b, a, b) for a, b in cut_sentences(example)]
        else:
            planned = plan_windows([len(ids) for ids in example.pieces])
        parts = []
        for begin in range(0, len(planned), 8):
            group = planned[begin : begin + 8]
            batch = make_batch([(example, w.first, w.last) for w in group])
            results = [r.numpy() for r in model(batch.ids, batch.features)[:3]]
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


def dump_outputs(
    path: Path, model: Tagger, examples: list[Example], *, sentences: bool = False
) -> dict[str, float]:
    outputs = read_outputs(model, examples, sentences=sentences)
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


def make_optimiser(
    model: Tagger, rate: float, head_rate: float, *, layer_decay: float = 1.0
) -> torch.optim.Optimizer:
    groups: dict[tuple[float, bool], list] = {}
    for name, parameter in model.named_parameters():
        new = not name.startswith("encoder.") or ".features." in name
        # The embeddings are as far down as the first layer.
        layer = int(name.split(".")[2]) if name.startswith("encoder.layers.") else 0
        own = head_rate if new else rate * layer_decay ** (LAYERS - 1 - layer)
        groups.setdefault((own, parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": params,
                "lr": own,
                "weight_decay": 0.01 if decays else 0.0,
            }
            for (own, decays), params in groups.items()
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
    if args.start:
        model = Tagger.load(args.start).train()
    else:
        model = Tagger()
        model.encoder.load_minilm(args.base / "model.safetensors")
    model.softmax = args.softmax
    optimiser = make_optimiser(model, args.rate, args.head_rate, layer_decay=args.layer_decay)
    rng = np.random.default_rng(args.seed)
    steps = int(args.epochs * sum(1 for _ in make_epoch(train, args, rng)))
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
    extra = Extra.read(args, maker, train)
    with (args.work / "log.jsonl").open("a", encoding="utf-8") as log:
        while run.epoch < args.epochs:
            run_epoch(run, train, extra=extra, args=args, log=log)
            run.epoch += 1
            run.save(args.work / "state.pt")
            name = f"{args.work / f'epoch{run.epoch}'}"
            torch.save(run.model.state_dict(), f"{name}.pt")
            run.average.swap(run.model)
            torch.save(run.model.state_dict(), f"{name}.average.pt")
            scores = dump_outputs(
                Path(f"{name}.average.npz"), run.model, dev, sentences=args.sentences
            )
            run.average.swap(run.model)
            write_log(log, {"epoch": run.epoch, "dev_average": scores})


PIECES = {"metonym": 600, "place": 500, "event": 1300}
"""Pieces a step of each further task, beside some 250 a window of statements."""


@dataclass
class Extra:
    """The further tasks' files, and the classes of cues."""

    sources: dict[str, list[Source]]
    classes: Classes | None
    maker: PieceMaker

    @classmethod
    def read(cls, args: argparse.Namespace, maker: PieceMaker, train: list[Example]) -> "Extra":
        tasks = FILES if args.side else ()
        return cls(
            sources={task: read_task(task, args.side) for task in tasks},
            classes=read_classes(args.classes, train) if args.classes else None,
            maker=maker,
        )

    def batches(self, rng: np.random.Generator) -> dict[str, Iterator[list]]:
        return {
            task: make_batches(sources, self.maker, PIECES[task], rng)
            for task, sources in self.sources.items()
        }


def run_epoch(
    run: Run, train: list[Example], *, extra: Extra, args: argparse.Namespace, log: TextIO
) -> None:
    """One pass; windows depend on seed and epoch alone, so that a resumed run goes on alike."""
    rng = np.random.default_rng((args.seed, run.epoch))
    side = extra.batches(np.random.default_rng((args.seed, run.epoch, 1)))
    torch.manual_seed(args.seed * 1000 + run.epoch)
    run.model.train()
    begun, pieces, sums, seen = time.time(), 0, Counter[str](), Counter[str]()
    for step, windows in enumerate(make_epoch(train, args, rng), 1):
        batch = make_batch(windows, extra.classes)
        batches = [batch]
        batches += [
            make_side_batch(next(side[task]), task)
            for turn, task in enumerate(side)
            if step % args.side_every == turn % args.side_every
        ]
        losses = take_step(run, batches)
        sums.update(losses)
        seen.update(losses.keys())
        pieces += int((batch.ids > 0).sum())
        if step % 50 == 0:
            seconds = time.time() - begun
            loss = {name: round(total / seen[name], 4) for name, total in sums.items()}
            speed = {"seconds": round(seconds), "pieces_per_second": round(pieces / seconds)}
            write_log(log, {"epoch": run.epoch + 1, "step": step, "loss": loss} | speed)
            sums.clear()
            seen.clear()
        if run.schedule.done >= run.schedule.steps or step == args.max_steps:
            break


WEIGHTS = {"tagging": 1.0, "pointing": 1.0, "class": 0.03, "metonym": 0.2, "place": 0.5}
WEIGHTS |= {"role": 0.2, "event": 0.4}
"""What the losses count; chosen so that the gradients of statements lead."""


def take_step(run: Run, batches: list[Batch]) -> dict[str, float]:
    """The losses before the step."""
    losses: dict[str, float] = {}
    run.optimiser.zero_grad(set_to_none=True)
    for batch in batches:
        found = run.model.loss(batch)
        sum(WEIGHTS[name] * loss for name, loss in found.items()).backward()
        losses |= {name: loss.item() for name, loss in found.items()}
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.schedule.step()
    run.optimiser.step()
    run.average.update(run.model)
    return losses


def write_log(log: TextIO, entry: dict) -> None:
    print(json.dumps(entry), file=log, flush=True)


if __name__ == "__main__":
    main()
