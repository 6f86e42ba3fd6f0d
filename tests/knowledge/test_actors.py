"""Whom phrases mean: country, sector and entity, on phrases of our own (``tests/data``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from memcon.knowledge import KnowledgeBase
from memcon.knowledge.actors import Actor, resolve_actor

DATA: Final = Path(__file__).parent.parent / "data"
TODAY: Final = "2023-03-31"
"""The date of phrases that state none."""
LEAST: Final = 0.9


def rows(name: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a file of phrases."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def asked(base: KnowledgeBase, row: Mapping[str, Any]) -> Actor:
    """Whom the phrase of a row means, with the names of its context spoken of."""
    context = tuple(match.candidates[0].entity_id for match in base.find(row["context"]))
    return resolve_actor(base, row["phrase"], on=row["date"] or TODAY, context=context)


def name_of(actor: Actor) -> str | None:
    """The name of the entity."""
    return actor.entity.name if actor.entity else None


@pytest.mark.parametrize("row", rows("actors.jsonl"), ids=lambda row: row["phrase"])
def test_phrases_mean_actors(base: KnowledgeBase, row: Mapping[str, Any]) -> None:
    """Country and sector are those of the actor, with a reason; the entity where it is asked."""
    found = asked(base, row)
    assert (found.country, found.sector) == (row["country"], row["sector"])
    assert row["name"] in (None, name_of(found))
    assert found.reason
    assert (found.score > 0) == (found != Actor(**NOBODY, reason=found.reason))


NOBODY: Final[dict[str, Any]] = {"entity": None, "country": None, "sector": None, "score": 0.0}


def test_phrases_not_seen_while_the_rules_were_made(base: KnowledgeBase) -> None:
    """Nine of ten phrases that were written first, and not tuned on, are right throughout."""
    fresh = rows("actors_fresh.jsonl")
    right = [is_right(asked(base, row), row) for row in fresh]
    assert len(fresh) == 60
    assert sum(right) / len(right) >= LEAST


def is_right(found: Actor, row: Mapping[str, Any]) -> bool:
    """Whether country, sector and entity fit; bodies above states have a code for a country."""
    sectors = row["sector"] if isinstance(row["sector"], list) else [row["sector"]]
    is_above = found.country in ("IGO", "UNO", "EUR", "IMG")
    country = None if is_above else found.country
    is_sector = found.sector in sectors or (is_above and sectors == ["IGO"])
    is_entity = row["name"] in (None, name_of(found))
    return country == (row["country"] or None) and is_sector and is_entity


def test_context_of_two_countries_gives_none(base: KnowledgeBase) -> None:
    """A phrase without a country of its own takes that of its context, where there is one."""
    kenya, ghana = base.country("KEN"), base.country("GHA")
    assert kenya
    assert ghana
    assert resolve_actor(base, "soldiers", context=(kenya,)).country == "KEN"
    assert resolve_actor(base, "soldiers", context=(kenya, ghana)).country is None


def test_spacing_does_not_matter(base: KnowledgeBase) -> None:
    """Tokenised text and broken lines read as plain text does."""
    plain = resolve_actor(base, "Kenya's navy", on=TODAY)
    assert (plain.country, plain.sector) == ("KEN", "MIL")
    assert resolve_actor(base, "Kenya 's\nnavy", on=TODAY) == plain


@pytest.mark.parametrize(
    "phrase", ["", " ", ",", "the", "of", "of of", "'s", "and", "...", "(", "the of"]
)
def test_odd_phrases_mean_nobody(base: KnowledgeBase, phrase: str) -> None:
    """Nothing but small words and marks is no actor."""
    assert resolve_actor(base, phrase, on=TODAY).score == 0.0


def test_a_text_is_no_phrase(base: KnowledgeBase) -> None:
    """A million letters are answered at once, and not taken for an actor."""
    actor = resolve_actor(base, "the president of Kenya and " * 40_000)
    assert (actor.entity, actor.country, actor.sector) == (None, None, None)
    assert "longer than" in actor.reason
