"""Take neurons out of the feed-forward layers, and fit what stays to what the whole layers gave.

    python prune.py --gold SETS --base MODEL_DIR --weights WORK/mean.pt --out WORK/pruned.pt \\
        --inner 256 768 512 1152 1152 1152

No training: layer by layer, the neuron whose loss costs least goes, the others' outgoing weights
making up for it, until the width is as asked (optimal brain surgeon: Hassibi and Stork 1993;
Frantar and Alistarh 2022; for structures, Kurtic et al. 2023). What stays is then fitted by least
squares. Each layer is fitted on what the pruned layers before it give, so it mends their errors
too. Texts are windows of the training articles and of the further tasks; nothing held out.
"""

import argparse
import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from model import INNER, LAYERS, Batch, Layer, Tagger
from tasks import FILES, make_batches, read_task
from torch import Tensor
from train import load_tokenizer, make_batch, make_side_batch

from data import cut_windows, read_examples
from memcon.nlp.pieces import PieceMaker

RIDGE = 1e-4
"""Added to the diagonal of the neurons' products, as a share of its mean."""
AT_ONCE = 8


@dataclass
class Products:
    """Sums over pieces, from which any linear layer between the two can be fitted."""

    count: int = 0
    inputs: Tensor = field(default_factory=lambda: torch.zeros(INNER, dtype=torch.double))
    outputs: Tensor | float = 0.0
    squares: Tensor = field(default_factory=lambda: torch.zeros(INNER, INNER, dtype=torch.double))
    crossed: Tensor | float = 0.0
    energy: float = 0.0

    def add(self, given: Tensor, wanted: Tensor) -> None:
        """Pieces [n, inner] before the second half of a layer, and what it should give [n, 384]."""
        given, wanted = given.double(), wanted.double()
        self.count += len(given)
        self.inputs = self.inputs + given.sum(0)
        self.outputs = self.outputs + wanted.sum(0)
        self.squares = self.squares + given.T @ given
        self.crossed = self.crossed + given.T @ wanted
        self.energy += float((wanted**2).sum())

    def centred(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Means of both, and the products about them, ridge and all."""
        given, wanted = self.inputs / self.count, self.outputs / self.count
        squares = self.squares - self.count * torch.outer(given, given)
        squares += RIDGE * squares.diagonal().mean() * torch.eye(len(squares), dtype=torch.double)
        return given, wanted, squares, self.crossed - self.count * torch.outer(given, wanted)


def choose(squares: Tensor, crossed: Tensor, width: int) -> Tensor:
    """The neurons that stay, by taking out again and again the one that is missed least."""
    inverse = torch.linalg.inv(squares)
    weight = inverse @ crossed
    alive = torch.ones(len(squares), dtype=torch.bool)
    for _ in range(len(squares) - width):
        missed = (weight**2).sum(1) / inverse.diagonal()
        gone = int(missed.masked_fill(~alive, torch.inf).argmin())
        column, pivot = inverse[:, gone].clone(), inverse[gone, gone].clone()
        weight -= torch.outer(column / pivot, weight[gone])
        inverse -= torch.outer(column / pivot, column)
        alive[gone] = False
        inverse[gone, gone] = 1.0  # it stays out; only keep the quotient finite
    return torch.nonzero(alive)[:, 0]


def narrow(layer: Layer, products: Products, width: int) -> float:
    """Make a layer as narrow as asked; gives the share of what it should give that is lost."""
    given, wanted, squares, crossed = products.centred()
    kept = choose(squares, crossed, width)
    weight = torch.linalg.solve(squares[kept][:, kept], crossed[kept])
    layer.up.weight = torch.nn.Parameter(layer.up.weight[kept].clone())
    layer.up.bias = torch.nn.Parameter(layer.up.bias[kept].clone())
    layer.down.weight = torch.nn.Parameter(weight.T.float().contiguous())
    layer.down.bias = torch.nn.Parameter((wanted - given[kept] @ weight).float())
    about = products.energy - products.count * float((wanted**2).sum())
    return 1.0 - float((crossed[kept] * weight).sum()) / about


@torch.no_grad()
def prune(model: Tagger, batches: list[Batch], widths: list[int]) -> None:
    """Narrow all layers, from the first to the last."""
    encoder = model.encoder
    whole = copy.deepcopy(encoder.layers)
    real = [batch.ids > 0 for batch in batches]
    bias = [((batch.ids == 0).float() * -1e4)[:, None, None, :] for batch in batches]
    here = [encoder.embed(batch.ids, batch.features) for batch in batches]
    there = list(here)  # as the whole model has it
    for number, (layer, full, width) in enumerate(zip(encoder.layers, whole, widths, strict=True)):
        products = Products()
        for n, (one, other) in enumerate(zip(here, there, strict=True)):
            here[n], there[n] = layer.attend(one, bias[n]), full.attend(other, bias[n])
            wanted = there[n] + full.feed(there[n]) - here[n]
            products.add(F.gelu(layer.up(here[n]))[real[n]], wanted[real[n]])
        lost = narrow(layer, products, width) if width < INNER else 0.0
        print(f"layer {number}: {width} of {INNER} neurons, {lost:.4f} of the variance lost")
        here = [layer.norm2(one + layer.feed(one)) for one in here]
        there = [full.norm2(one + full.feed(one)) for one in there]


def read_batches(
    gold: Path, maker: PieceMaker, rng: np.random.Generator, count: int
) -> Iterator[Batch]:
    """So many windows of training articles, and about as many pieces of the further tasks."""
    train = read_examples(gold / "attribution" / "polnear_train.jsonl", maker)
    windows = [(example, *cut) for example in train for cut in cut_windows(example, rng)]
    drawn = [windows[i] for i in rng.permutation(len(windows))[:count]]
    for begin in range(0, len(drawn), AT_ONCE):
        yield make_batch(drawn[begin : begin + AT_ONCE])
    for task in FILES:
        side = make_batches(read_task(task, gold), maker, 1500, rng)
        for _ in range(count // 12):
            yield make_side_batch(next(side), task)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of all gold sets")
    parser.add_argument("--base", type=Path, required=True, help="folder of tokenizer.json")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--inner", type=int, nargs=LAYERS, required=True, help="neurons that stay")
    parser.add_argument("--windows", type=int, default=240, help="of training articles")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    maker = PieceMaker(load_tokenizer(args.base / "tokenizer.json"))
    batches = list(read_batches(args.gold, maker, np.random.default_rng(1), args.windows))
    model = Tagger.load(args.weights)
    prune(model, batches, args.inner)
    torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()
