"""Metonymy by cross-validation: encoders judge names they have not read, alone and with the rules.

    python folds.py --start WORK/epoch1.pt --base MODEL_DIR --gold GOLD

The shipped encoder has learnt all names but one in seven, and has them by heart. Here a checkpoint
from before the further tasks learns metonymy alone, on two thirds of these names, and judges the
third; what is held out of training (`tasks.is_held_out`) stays out. Prints the accuracy of the
encoder and of encoder and rules by what the rules weigh.
"""

import argparse
import hashlib
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from model import Tagger
from side import read_side
from tasks import FILES, Source, make_batches, make_metonym, make_sample
from train import load_tokenizer, make_side_batch

from memcon.codebook.metonymy import load_readings
from memcon.codebook.titles import load_titles
from memcon.nlp import Parser
from memcon.nlp.pieces import PieceMaker
from memcon.nlp.side import columns
from memcon.record import Article, Block, BlockKind, Span
from memcon.stages.mentions.metonymy import judge, log_odds

FOLDS = 3
WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0)


def fold_of(record: dict) -> int:
    name = f"fold {record.get('doc') or record['id']}"
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def learn(args: argparse.Namespace, sources: list[Source], maker: PieceMaker) -> Tagger:
    """A tagger that has learnt the metonymy of these names."""
    model = Tagger()
    model.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    model.encoder.words.weight.requires_grad = False
    heads = [p for name, p in model.named_parameters() if name.startswith("side")]
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    shape = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 30) * max(0.02, 1 - step / args.steps)
    )
    batches = make_batches(sources, maker, args.pieces, np.random.default_rng(args.seed))
    for windows in islice(batches, args.steps):
        loss = model.loss(make_side_batch(windows, "metonym"))["metonym"]
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        shape.step()
    return model.eval()


def odds_of(model: Tagger, record: dict, maker: PieceMaker) -> float | None:
    """Log-odds that the name acts; none where it is both or cut off."""
    sample = make_sample(record, make_metonym, maker)
    if sample is None:
        return None
    for _, first, last, side in read_side(model, [sample]):
        at = np.flatnonzero(sample.targets["metonym"][first:last] >= 0)
        if len(at):
            return float(side[at, columns("metonym")].mean())
    return None


def rule_odds(records: list[dict]) -> list[float]:
    """The same of the rules, which read no encoder here."""
    blocks = [(Block(BlockKind.PARAGRAPH, Span(0, len(r["text"]))),) for r in records]
    articles = [
        Article(id=str(n), source="gold", text=r["text"], blocks=b)
        for n, (r, b) in enumerate(zip(records, blocks, strict=True))
    ]
    readings, roles, out = load_readings(), load_titles().persons, []
    for record, reading in zip(records, Parser().parse(articles), strict=True):
        tokens = reading.parse.tokens_in(Span(record["start"], record["end"]))
        judged = judge(reading.parse, tokens[0], tokens[-1] + 1, readings, roles)
        out.append((1 if judged.reading == "metonym" else -1) * log_odds(judged.score))
    return out


def report(name: str, judged: list[tuple[dict, float]]) -> None:
    gold = np.asarray([record["label"] == "metonymic" for record, _ in judged])
    seen = np.clip([odds for _, odds in judged], -log_odds(1), log_odds(1))
    ruled = np.asarray(rule_odds([record for record, _ in judged]))
    both = {w: float(np.mean((seen + w * ruled > 0) == gold)) for w in WEIGHTS}
    print(name, len(judged), "rules", round(float(np.mean((ruled > 0) == gold)), 3))
    print("  encoder and rules by weight", {w: round(right, 3) for w, right in both.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="weights without further tasks")
    parser.add_argument("--base", type=Path, required=True, help="folder of tokenizer.json")
    parser.add_argument("--gold", type=Path, required=True, help="folder of all gold sets")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of them to run")
    parser.add_argument("--steps", type=int, default=340)
    parser.add_argument("--pieces", type=int, default=800, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    maker = PieceMaker(load_tokenizer(args.base / "tokenizer.json"))
    files = [Source.read(args.gold / name, make, held=False) for name, make in FILES["metonym"]]
    judged: list[list[tuple[dict, float]]] = [[] for _ in files]
    for fold in range(args.folds):
        torch.manual_seed(args.seed + fold)
        kept = [[r for r in one.records if fold_of(r) != fold] for one in files]
        model = learn(args, [Source(records, make_metonym) for records in kept], maker)
        for one, into in zip(files, judged, strict=True):
            asked = [record for record in one.records if fold_of(record) == fold]
            said = [(record, odds_of(model, record, maker)) for record in asked]
            into += [(record, odds) for record, odds in said if odds is not None]
    for (name, _), rows in zip(FILES["metonym"], judged, strict=True):
        report(Path(name).name, rows)


if __name__ == "__main__":
    main()
