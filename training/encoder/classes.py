"""The class of every gold cue that the lexicon knows, for the cue classifier to learn from.

python classes.py --gold GOLD/attribution/polnear_train.jsonl --out classes.jsonl

Needs memcon with its language pipeline, not PyTorch. Where words the lexicon does not know get
their class from these examples, the classifier is a generalisation of `codebook/cues.yaml`.
"""

import argparse
import json
import re
from pathlib import Path

from memcon.codebook.cues import load_cues
from memcon.nlp.parser import Parser
from memcon.record import Article, Block, BlockKind, Span
from memcon.stages.statements.classes import known_classes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    reader, cues = Parser(), load_cues()
    with args.gold.open(encoding="utf-8") as lines, args.out.open("w", encoding="utf-8") as out:
        for record in map(json.loads, lines):
            article = make_article(record["text"], record["id"])
            parse = reader.parse([article])[0].parse
            rows = []
            for one in record["attributions"]:
                spans = [Span(start, end) for start, end in one["cue"]]
                known = list(known_classes(parse, spans, cues)) if spans else []
                rows += [[s.start, s.end, known[0]] for s in spans if known]
            print(json.dumps({"id": record["id"], "cues": rows}), file=out)


def make_article(text: str, name: str) -> Article:
    """The text as it stands, a paragraph a line, so that offsets are those of gold."""
    lines = (Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    blocks = tuple(Block(BlockKind.PARAGRAPH, span) for span in lines)
    return Article(id=name, source=name, text=text, blocks=blocks)


if __name__ == "__main__":
    main()
