"""A hundred traps for linking: the same name for many, old names, names that are words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from memcon.app import Reader
from memcon.config import load_settings
from memcon.ingest import article_of_text
from memcon.ingest.options import IngestOptions
from memcon.record import Entity, Record

TRAPS: Final[list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).parents[1].joinpath("data", "mention_traps.yaml").read_text("utf-8")
)
OWN: Final = "entity-"
"""How ids of what only its own article knows begin."""


@pytest.fixture(scope="module")
def records() -> Mapping[str, Record]:
    """The record of each trap's text."""
    articles = [
        article_of_text(trap["text"], options=IngestOptions(published=str(trap["date"])))
        for trap in TRAPS
    ]
    read = list(Reader(load_settings()).read_articles(articles))
    return {record.article.text: record for record in read if isinstance(record, Record)}


def _params() -> Iterator[Any]:
    for number, trap in enumerate(TRAPS):
        marks = [pytest.mark.xfail(reason=trap["xfail"], strict=True)] if "xfail" in trap else []
        yield pytest.param(trap, id=f"{number}-{trap['mention']}", marks=marks)


@pytest.mark.parametrize("trap", tuple(_params()))
def test_trap(trap: Mapping[str, Any], records: Mapping[str, Record]) -> None:
    """A name means what its text and date say, or nothing that the knowledge base knows."""
    entity = _named(records[trap["text"]], trap["mention"], trap.get("nth", 0))
    if trap["is"] == "absent":
        assert entity is None
    elif trap["is"] is None:
        assert entity is None or entity.id.startswith(OWN)
    else:
        assert entity is not None
        assert trap["is"] in (entity.id, entity.name, f"{entity.name}, {entity.country}")
        if "lat" in trap:
            assert entity.lat == pytest.approx(trap["lat"], abs=0.5)


def test_there_are_twenty_of_each() -> None:
    """Every kind of trap is set twenty times."""
    kinds = [trap["trap"] for trap in TRAPS]
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(kinds, 20)


def _named(record: Record, text: str, nth: int) -> Entity | None:
    """What the nth writing of a name literally names; ``None`` without a mention there."""
    start = -1
    for _ in range(nth + 1):
        start = record.article.text.find(text, start + 1)
    entities = {entity.id: entity for entity in record.entities}
    for linked in record.mentions:
        if (linked.span.start, linked.span.end) == (start, start + len(text)):
            return entities.get(linked.link.named or linked.link.entity or "")
    return None
