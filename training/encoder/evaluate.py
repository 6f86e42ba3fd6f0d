"""Read gold texts with the shipped model, for the gold's own scorer; prints the speed.

python evaluate.py --gold GOLD/attribution/polnear_dev.jsonl --folder MODEL --out PRED.jsonl
python GOLD/attribution/score.py GOLD/attribution/polnear_dev.jsonl PRED.jsonl
"""

import argparse
import json
import time
from pathlib import Path

from memcon.nlp.encoder import Encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--least", type=float, help="score to keep a statement (the model's own)")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.gold.open(encoding="utf-8")]
    model = Encoder.load(args.folder, threads=args.threads)
    begun = time.perf_counter()
    read = model.find([article["text"] for article in articles], least=args.least)
    seconds = time.perf_counter() - begun
    words = sum(len(article["text"].split()) for article in articles)
    with args.out.open("w", encoding="utf-8") as out:
        for article, statements in zip(articles, read, strict=True):
            found = [
                {
                    "id": str(n),
                    "source": s.source,
                    "cue": s.cue,
                    "content": s.content,
                    "score": s.score,
                }
                for n, s in enumerate(statements)
            ]
            print(json.dumps({"id": article["id"], "attributions": found}), file=out)
    print(f"{words} words (by white space) in {seconds:.1f} s: {words / seconds:.0f} words/s")


if __name__ == "__main__":
    main()
