"""A folder of added files and the built-in base are read as one, without a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import ResourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.adding.database import write_draft
from memcon.knowledge.layers import layer_paths
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.rows import AliasKind, Draft, EntityRow, SourceRow
from memcon.record import EntityKind

RUSSIA = "Q159"


def layer(folder: Path, name: str, *rows: EntityRow, same: dict[str, str] | None = None) -> None:
    """A file with some entities."""
    draft = Draft(sources=[SourceRow(name, "own", "1", "test")])
    for row in rows:
        draft.entities[row.id] = row
        draft.name(row.id, (row.name,), AliasKind.NAME)
    write_draft(folder / f"{name}.sqlite", draft, same or {})


def row(id: str, name: str, **more: object) -> EntityRow:
    """A person, unless said otherwise."""
    fields = {"kind": EntityKind.PERSON, "weight": 10.0} | more
    return EntityRow(id=id, name=name, **fields)  # type: ignore[arg-type]


def test_an_empty_folder_is_the_built_in_base(tmp_path: Path) -> None:
    """All answers are the same, and so is what is found in a text."""
    base, built = KnowledgeBase.open(tmp_path), KnowledgeBase.open()
    text = "Russian Foreign Minister Sergey Lavrov met NATO envoys in Geneva, the Kremlin said."
    assert base.find(text) == built.find(text)
    assert base.resolve("the Russian leader", "2024-05") == built.resolve(
        "the Russian leader", "2024-05"
    )
    assert base.counts() == built.counts()
    assert base.parts() == {"built-in": built.counts()}
    assert base.members("Q7184") == built.members("Q7184")


def test_layers_stand_in_order_of_trust(tmp_path: Path) -> None:
    """One's own, the tables of memcon, what was asked live, Wikipedia, the dump."""
    for name in ("wikidata", "own-b", "zim-x", "live", "own-a", "other"):
        layer(tmp_path, name, row("Q99999901", "A B"))
    names = [path.stem for path in layer_paths(tmp_path)]
    assert names == ["own-a", "own-b", "other", "builtin", "live", "zim-x", "wikidata"]


def test_the_first_layer_that_knows_a_field_gives_it(tmp_path: Path) -> None:
    """A card stays together with its source; what nobody else says comes from below."""
    layer(
        tmp_path,
        "own-desk",
        row("Q1", "Ours", card="Our card.", card_source="desk", weight=5.0),
    )
    layer(
        tmp_path,
        "wikidata",
        row("Q1", "Theirs", country="POL", card="Their card.", card_as_of="2026", weight=50.0),
    )
    base = KnowledgeBase.open(tmp_path)
    found = base.row("Q1")
    assert (found.name, found.country, found.weight) == ("Ours", "POL", 50.0)
    assert (found.card, found.card_source, found.card_as_of) == ("Our card.", "desk", None)
    assert {one.entity_id for one in base.candidates("Theirs")} == {"Q1"}
    assert base.origins("Q1") == ("own-desk 1", "wikidata 1")


def test_one_entity_under_one_name_is_one_candidate(tmp_path: Path) -> None:
    """Several files that name an entity alike do not share its prior among them."""
    layer(tmp_path, "own-desk", row(RUSSIA, "Russia", kind=EntityKind.COUNTRY))
    base = KnowledgeBase.open(tmp_path)
    literal = [one for one in base.candidates("Russia") if one.entity_id == RUSSIA]
    assert [one.prior for one in literal] == [1.0]
    assert base.row(RUSSIA).weight == KnowledgeBase.open().row(RUSSIA).weight


def test_ids_that_mean_the_same_are_shown_as_one(tmp_path: Path) -> None:
    """Relations, offices and names of the built-in id are found under the better one."""
    built = KnowledgeBase.open()
    palace = "mc:" + next(
        match.candidates[0].entity_id.removeprefix("mc:")
        for match in built.find("in Joint Base Elmendorf-Richardson today")
    )
    layer(
        tmp_path,
        "own-desk",
        row("Q99999902", "JBER", kind=EntityKind.FACILITY),
        same={palace: "Q99999902"},
    )
    base = KnowledgeBase.open(tmp_path)
    (match,) = base.find("in Joint Base Elmendorf-Richardson today")
    assert [one.entity_id for one in match.candidates] == ["Q99999902"]
    assert base.entity("Q99999902").card == built.entity(palace).card
    assert base.entity("Q99999902").wikidata == "Q99999902"


def test_references_are_no_entities(tmp_path: Path) -> None:
    """A row without weight stands for an entity of another file, and names nothing itself."""
    layer(tmp_path, "own-desk", row("Q99999903", "Nobody", weight=0.0))
    layer(tmp_path, "live", row(RUSSIA, "Q159", weight=0.0))
    base = KnowledgeBase.open(tmp_path)
    assert "Q99999903" not in base
    assert base.name(RUSSIA) == "Russia"
    assert base.origins(RUSSIA) == ("built-in",)


def test_names_of_large_files_are_looked_up_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are found alike whether those with one first word are in memory or too many."""
    layer(tmp_path, "wikidata", row("Q99999904", "Zorbel Quont Three"))
    text = "He met Zorbel Quont Three, Zorbel Quont and NATO of the Security Council."
    small = KnowledgeBase.open(tmp_path).find(text)
    monkeypatch.setattr("memcon.knowledge.beginnings.HELD", -1)
    assert KnowledgeBase.open(tmp_path).find(text) == small
    assert "Zorbel Quont Three" in {match.text for match in small}


def test_a_damaged_layer_is_named(tmp_path: Path) -> None:
    """The message says which file, and what to do."""
    (tmp_path / "own-desk.sqlite").write_bytes(b"no database")
    with pytest.raises(ResourceError, match=r"own-desk\.sqlite .* add its source again"):
        KnowledgeBase.open(tmp_path)


def test_versions_tell_bases_apart(tmp_path: Path) -> None:
    """A record shows with which base it was read."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, name in ((one, "A B"), (other, "A C")):
        folder.mkdir()
        layer(folder, "own-desk", row("Q99999905", name))
    versions = {KnowledgeBase.open(path).version for path in (one, other, None)}
    assert len(versions) == 3


def test_the_built_in_file_is_not_copied(tmp_path: Path) -> None:
    """Adding costs the size of what is added."""
    layer(tmp_path, "own-desk", row("Q99999906", "A B"))
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert size < BUILTIN.stat().st_size / 10
