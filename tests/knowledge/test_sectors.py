"""The lexicon of sectors: how words are found and weighed, and that the shipped table is sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest

from memcon.knowledge import KnowledgeBase
from memcon.knowledge.schema import SECTORS
from memcon.knowledge.sectors import FIELDS, PARTS, SURNAMES, SectorWords, sector_of
from memcon.knowledge.tables import TABLES, read_table

ROWS: Final[Sequence[Mapping[str, Any]]] = [
    {"sector": "AAA", "heads": "baker, city baker, party", "weak": "chief"},
    {"sector": "BBB", "heads": "army", "marks": "floury, wild", "over": ["AAA"]},
    {"sector": "CCC", "marks": "calm"},
    {"part": "counts", "heads": "group"},
    {"part": "surnames", "heads": "baker"},
]
ABOVE: Final = frozenset({"IGO", "UNO", "EUR", "IMG", "none"})


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("baker", "AAA"),
        ("bakers", "AAA"),
        ("parties", "AAA"),
        ("armies", "BBB"),
        ("city bakers", "AAA"),
        ("calm baker", "AAA"),
        ("wild baker", "BBB"),
        ("calm chief", "CCC"),
        ("army chief", "BBB"),
        ("army baker", "AAA"),
        ("wild calm chief", "CCC"),
        ("chief", "AAA"),
        ("group", None),
        ("army group", "BBB"),
    ],
)
def test_the_noun_decides_unless_it_is_weak_or_overruled(phrase: str, sector: str | None) -> None:
    """Nearest first: a mark fills a weak noun, and overrules a noun of the sectors it names."""
    *before, head = SectorWords.of(ROWS).find(phrase.split())
    assert head.noun is not None
    marks = [mark for one in reversed(before) for mark in one.marks()]
    assert sector_of(head.noun, marks) == sector


def test_the_longest_entry_wins() -> None:
    """Two words that are one entry are one."""
    found = list(SectorWords.of(ROWS).find(["wild", "city", "baker"]))
    assert [(one.first, one.last) for one in found] == [(0, 1), (1, 3)]


def test_surnames_are_no_senses() -> None:
    """The list of surnames only says which nouns may be names."""
    words = SectorWords.of(ROWS)
    assert words.surnames == {"baker"}
    assert len(words.senses["baker"]) == 1


def test_the_shipped_rows_are_sound() -> None:
    """Every row has known fields, a meaning, and a sector or a part; each sector an example."""
    for row in read_table(TABLES / "sectors.yaml", root=TABLES):
        fields = row.fields
        assert fields.keys() <= {"sector", "part", "means", "example", "over", *FIELDS}
        assert fields["means"]
        if "part" in fields:
            assert fields["part"] in {*PARTS, SURNAMES, "persons"}
        else:
            assert fields["sector"] in SECTORS | {"PRE"}
            assert fields["example"]
        assert set(fields.get("over", ())) <= SECTORS


def test_the_shipped_lexicon_is_large(base: KnowledgeBase) -> None:
    """It holds more than a thousand entries, each with one noun sense at most per sector."""
    senses = base.sector_words.senses
    assert len(senses) > 1000
    for word, listed in senses.items():
        assert len(set(listed)) == len(listed), word


def test_the_shipped_bodies_are_sound(base: KnowledgeBase) -> None:
    """Sectors and countries are known; no name is empty."""
    for row in read_table(TABLES / "bodies.yaml", root=TABLES):
        assert row.fields["sector"] in SECTORS | {"PRE"}
        for country, names in row.fields["names"].items():
            assert country in ABOVE or base.country(country), country
            assert all(name.strip() for name in names.split(","))


def test_standings_are_of_known_entities(base: KnowledgeBase) -> None:
    """Each row names an entity as the knowledge base calls it, and says from when."""
    for row in read_table(TABLES / "standing.yaml", root=TABLES):
        named = base.candidates(row.fields["name"])
        assert row.fields["name"] in {base.name(one.entity_id) for one in named}
        assert row.fields["from"]
