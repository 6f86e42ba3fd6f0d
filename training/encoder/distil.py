"""Teach a narrower network to give what the whole one gives, layer by layer; no labels are read.

    python distil.py --gold SETS --base MODEL_DIR --teacher WORK/mean.pt --start WORK/pruned.pt \\
        --out WORK/narrow.pt --steps 700

The student begins as `prune.py` left it. Its layers learn the teacher's vectors after each layer
and its outputs (Jiao et al. 2020, TinyBERT; Hinton et al. 2015); embeddings and heads stay as they
are. Texts are windows of the training articles and of the further tasks; nothing held out.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from model import LAYERS, Batch, Tagger
from prune import AT_ONCE
from tasks import FILES, make_batches, read_task
from torch import Tensor
from train import Average, Schedule, load_tokenizer, make_batch, make_side_batch

from data import cut_windows, read_examples
from memcon.nlp.pieces import PieceMaker

EACH, LAST = 0.1, 1.0
"""What the vectors after each layer but the last weigh; what the last ones and the outputs do."""
SIDE_EVERY = 3
"""Of so many batches one is of a further task."""


def batches(gold: Path, maker: PieceMaker, rng: np.random.Generator) -> Iterator[Batch]:
    """Endless: windows of training articles of like length, and batches of the further tasks."""
    train = read_examples(gold / "attribution" / "polnear_train.jsonl", maker)
    sides = {task: make_batches(read_task(task, gold), maker, 1500, rng) for task in FILES}
    tasks = list(sides)
    count = 0
    while True:
        windows = [(example, *cut) for example in train for cut in cut_windows(example, rng)]
        order = rng.permutation(len(windows))
        windows = sorted((windows[i] for i in order), key=lambda w: -(w[2] - w[1]) // 64)
        starts = rng.permutation(range(0, len(windows), AT_ONCE))
        for begin in starts:
            count += 1
            if count % SIDE_EVERY == 0:
                task = tasks[count // SIDE_EVERY % len(tasks)]
                yield make_side_batch(next(sides[task]), task)
            yield make_batch(windows[begin : begin + AT_ONCE])


def run(model: Tagger, batch: Batch) -> tuple[list[Tensor], Tensor]:
    """The vectors after each layer, and all outputs side by side, of the real pieces alone."""
    encoder = model.encoder
    real = batch.ids > 0
    bias = ((~real).float() * -1e4)[:, None, None, :]
    x = encoder.embed(batch.ids, batch.features)
    layers = []
    for layer in encoder.layers:
        x = layer(x, bias)
        layers.append(x[real])
    x = layers[-1]
    side = model.side(torch.nn.functional.gelu(model.side_hidden(x)))
    emissions = model.emit(torch.nn.functional.gelu(model.hidden(x)))
    return layers, torch.cat([emissions, model.query(x), model.key(x), side], dim=1)


def unlike(mine: Tensor, theirs: Tensor) -> Tensor:
    """The share of the teacher's variance that is missed, column by column, in the mean."""
    variance = theirs.var(0).clamp(min=1e-3)
    return (((mine - theirs) ** 2).mean(0) / variance).mean()


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of all gold sets")
    parser.add_argument("--base", type=Path, required=True, help="folder of tokenizer.json")
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="what prune.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=71)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def layers_to_teach(student: Tagger) -> list[torch.nn.Parameter]:
    """The weights of the layers; embeddings and heads are kept from learning."""
    student.requires_grad_(requires_grad=False)
    learns = list(student.encoder.layers.parameters())
    for parameter in learns:
        parameter.requires_grad_()
    return learns


def compare(teacher: Tagger, student: Tagger, batch: Batch) -> list[Tensor]:
    """What the student misses after each layer, and last in its outputs."""
    with torch.no_grad():
        theirs, wanted = run(teacher, batch)
    mine, given = run(student, batch)
    return [unlike(*pair) for pair in zip([*mine, given], [*theirs, wanted], strict=True)]


def main() -> None:
    args = parse_arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    maker = PieceMaker(load_tokenizer(args.base / "tokenizer.json"))
    teacher, student = Tagger.load(args.teacher), Tagger.load(args.start)
    learns = layers_to_teach(student)
    optimiser = torch.optim.AdamW(learns, lr=args.rate, weight_decay=0.0, fused=True)
    schedule = Schedule(optimiser, args.steps, 40)
    average = Average(student, 0.98)
    begun, told = time.monotonic(), np.zeros(LAYERS + 1)
    source = batches(args.gold, maker, np.random.default_rng(args.seed))
    for step, batch in zip(range(1, args.steps + 1), source, strict=False):
        missed = compare(teacher, student, batch)
        loss = EACH * sum(missed[:-2]) + LAST * (missed[-2] + missed[-1])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learns, 1.0)
        schedule.step()
        optimiser.step()
        average.update(student)
        told += [float(one.detach()) for one in missed]
        if step % 25 == 0:
            each = " ".join(f"{one / 25:.4f}" for one in told)
            print(f"{step} {each}  {time.monotonic() - begun:.0f} s", flush=True)
            told[:] = 0
        if step % 100 == 0 or step == args.steps:
            average.swap(student)
            torch.save(student.state_dict(), args.out)
            average.swap(student)


if __name__ == "__main__":
    main()
