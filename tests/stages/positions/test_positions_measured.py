"""Positions measured on our own sentences, and on the report that memcon was created from."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from memcon.app import Reader
from memcon.config import load_settings
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Article, Record
from memcon.record.codec import to_dict
from memcon.record.stance import SIDES

SENTENCES = Path(__file__).parents[2] / "data" / "positions.yaml"
NEAREST = {
    "nato-membership": "alliance-membership",
    "weapons": "weapons-supply",
}
"""Issues of the seed's annotation under the names of the codebook."""

Key = tuple[str, str]


def folded(name: str) -> str:
    """A name without accents."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part))


def held(record: Record) -> list[tuple[Key, str]]:
    """Holder and issue, and the side, of each position."""
    names = {entity.id: folded(entity.name) for entity in record.entities}
    return [((names[one.holder], one.issue), SIDES[one.stance]) for one in record.positions]


def test_own_sentences(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    """Holder and issue, and the side where they match, stay above what was measured."""
    assert knowledge is not None
    rows: list[dict[str, Any]] = yaml.safe_load(SENTENCES.read_text("utf-8"))
    source = tmp_path / "sentences.jsonl"
    lines = (
        json.dumps({"id": str(row["id"]), "text": row["text"], "published": str(row["date"])})
        for row in rows
    )
    source.write_text("\n".join(lines), "utf-8")
    read = list(Reader(load_settings()).read([str(source)]))
    total: Counter[str] = Counter()
    for row, record in zip(rows, read, strict=True):
        assert isinstance(record, Record)
        total.update(_counts(row["positions"], held(record)))
    f1 = 2 * total["met"] / (total["gold"] + total["found"])
    assert f1 >= 0.66
    assert total["sided"] / total["met"] >= 0.92


def _counts(gold: list[dict[str, Any]], found: list[tuple[Key, str]]) -> Counter[str]:
    """Matches one to one, those of the right side first."""
    left, met, sided = list(found), 0, 0
    for one in gold:
        key = (one["holder"], one["issue"])
        side = "open" if one["side"] == "none" else one["side"]
        same = sorted((pair for pair in left if pair[0] == key), key=lambda pair: pair[1] != side)
        if same:
            left.remove(same[0])
            met, sided = met + 1, sided + (same[0][1] == side)
    return Counter(gold=len(gold), found=len(found), met=met, sided=sided)


def test_the_report_it_was_created_from(knowledge: KnowledgeBase, shared: Path) -> None:
    """Eight of the ten annotated positions are found, with no more than four others."""
    assert knowledge is not None
    page = shared / "seed" / "page.txt"
    if not page.is_file():
        pytest.skip("no seed page among the shared material")
    gold = json.loads((shared / "seed" / "expected.json").read_text("utf-8"))["positions"]
    (record,) = Reader(load_settings()).read([str(page)])
    assert isinstance(record, Record)
    found = Counter(held(record))
    wanted = Counter(
        ((one["holder"], NEAREST.get(one["issue"], one["issue"])), SIDES[one["stance"]])
        for one in gold
    )
    met = sum((found & wanted).values())
    assert met >= 8
    assert sum(found.values()) - met <= 4
    assert all(one["claim"] in record.article.text for one in to_dict(record)["positions"])
    assert isinstance(record.article, Article)
