"""Varies the weights of linking one by one and prints what each does to places and links.

    python training/linking/vary.py GOLD_DIR

GOLD_DIR holds ``geo`` and ``linking``; the texts are parsed once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from memcon.codebook.linking import Weighing, load_weighing
from memcon.codebook.metonymy import load_readings
from memcon.codebook.titles import load_titles
from memcon.evaluate.gold import read_gold, report_of, to_lines
from memcon.evaluate.task import TASKS
from memcon.ingest import sources
from memcon.knowledge.base import KnowledgeBase
from memcon.nlp import Parser
from memcon.record import Article, fold
from memcon.stages.mentions.finder import Lexicons, MentionFinder

SETS = {
    "geo/geowebnews_dev.jsonl": ("geo", ("overlap.f1", "acc161", "res161.f1")),
    "geo/geovirus.jsonl": ("geo", ("overlap.f1", "acc161", "res161.f1")),
    "linking/msnbc_updated.jsonl": ("linking", ("named.link.p", "named.link.r", "named.disamb")),
    "linking/reuters128.jsonl": ("linking", ("named.link.p", "named.link.r", "named.disamb")),
}


def variants(base: Weighing) -> Iterator[tuple[str, Weighing]]:
    yield "as it is", base
    for factor in (0.5, 2.0):
        for name, value in base.weights.items():
            yield (
                f"{name} × {factor}",
                replace(base, weights={**base.weights, name: value * factor}),
            )
        for name, value in base.none.items():
            yield f"none {name} × {factor}", replace(base, none={**base.none, name: value * factor})
    for threshold in (0.3, 0.5, 0.6):
        yield f"threshold {threshold}", replace(base, threshold=threshold)


def main(gold: Path) -> None:
    parser, knowledge = Parser(), KnowledgeBase.open()
    loaded = []
    for name, (task, figures) in SETS.items():
        items = read_gold(gold / name, report_of, TASKS[task].answer)
        found = sources(["-"], stdin=BytesIO(to_lines(items)))
        readings = [parser.parse([one])[0] for one in found if isinstance(one, Article)]
        assert len(readings) == len(items), name
        loaded.append((task, figures, items, readings))
    for label, weighing in variants(load_weighing()):
        lexicons = Lexicons(load_titles(), load_readings(), weighing)
        shown = []
        for task, figures, items, readings in loaded:
            pairs = [
                (item.answer, TASKS[task].find(item.answer, _read(reading, knowledge, lexicons)))
                for item, reading in zip(items, readings, strict=True)
            ]
            score = TASKS[task].score(pairs)
            shown.append(" ".join(f"{score.figures[figure]:.3f}" for figure in figures))
        print(f"{label:<24}" + "   ".join(shown), flush=True)


def _read(reading, knowledge, lexicons):
    facts = MentionFinder(reading, knowledge, lexicons).facts()
    return fold(reading.adding(facts), made_by={})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
