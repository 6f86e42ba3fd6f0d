"""A newsroom's own entities: good rows are kept, bad ones told with their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.errors import SourceError
from memcon.knowledge import KnowledgeBase
from memcon.knowledge.adding.found import Added
from memcon.knowledge.adding.stylebook import add_stylebook
from memcon.record import EntityKind

HEAD = "name,kind,names,country,description,card,wikidata,office,of,from,to\n"


def added(folder: Path, text: str, name: str = "style.csv") -> tuple[KnowledgeBase, Added]:
    """The base with one file."""
    path = folder / name
    path.write_text(text, "utf-8")
    (folder / "own").mkdir(exist_ok=True)
    report = add_stylebook(path, folder / "own")
    return KnowledgeBase.open(folder / "own"), report


def first(base: KnowledgeBase, name: str) -> str:
    """The best candidate of a name."""
    return base.candidates(name)[0].entity_id


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_with_any_separator(tmp_path: Path, mark: str) -> None:
    """Comma, semicolon and tab; several names stand in one cell with bars between."""
    text = "name,kind,names,country,card\nRiver Desk,organisation,RVD|The Desk,UKR,Our desk.\n"
    base, report = added(tmp_path, text.replace(",", mark))
    assert first(base, "RVD") == first(base, "River Desk") == "own:river-desk"
    entity = base.entity("own:river-desk")
    assert (entity.kind, entity.country) == (EntityKind.ORGANISATION, "UKR")
    assert entity.card is not None
    assert (entity.card.text, entity.card.source) == ("Our desk.", "style.csv")
    assert (report.entities, report.skipped) == (1, 0)


def test_yaml_rows_are_taken_as_texts(tmp_path: Path) -> None:
    """Lists, dates and the code of Norway's neighbour stay what was written."""
    text = """
- name: Anna Nowak
  kind: person
  names: [A. K. Nowak, "Nowak, Anna"]
  country: Poland
  office: Foreign Minister
  from: 2026-05-01
- {name: "No", kind: other, description: 2026}
"""
    base, report = added(tmp_path, text, "style.yaml")
    held = base.leader("POL", "2026-06-01"), base.offices_of("own:anna-nowak", "2026-06-01")
    assert [one.title for one in held[1]] == ["Foreign Minister"]
    assert base.resolve("Poland's foreign minister", "2026-06-01").entity is not None
    assert base.entity("own:no").description == "2026"
    assert report.skipped == 0


def test_bad_rows_are_told_and_good_ones_kept(tmp_path: Path) -> None:
    """Each with its row and what is wrong with it."""
    rows = [
        "Good One,person,,,,,,,,,",
        ",person,,,,,,,,,",
        "Bad Kind,persn,,,,,,,,,",
        "Bad Country,person,,Nowhereland,,,,,,,",
        "Bad Id,person,,,,,42,,,,",
        "Bad Date,person,,POL,,,,Envoy,,1 May,",
        "No Date,person,,POL,,,,Envoy,,,",
        "No Body,person,,,,,,Envoy,,2020,",
        "Reversed,person,,POL,,,,Envoy,,2020,2019",
        "A Body,organisation,,POL,,,,Envoy,,2020,",
        "Too Long,person,,,,,,,,,,more",
        "Good One,person,,,,,,,,,",
        "!!!,person,,,,,,,,,",
        "Good Two,person,,,,,,,,,",
    ]
    base, report = added(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert report.skipped == 12
    told = dict(fault.split(": ", 1) for fault in report.faults)
    assert list(told) == [f"row {number}" for number in range(3, 15)]
    assert "required" in told["row 3"]
    assert "persn" in told["row 4"]
    assert "Nowhereland" in told["row 5"]
    assert "Q42" in told["row 6"]
    assert "1 May" in told["row 7"]
    assert "under from" in told["row 8"]
    assert "under of" in told["row 9"]
    assert "before it begins" in told["row 10"]
    assert "person" in told["row 11"]
    assert "more cells" in told["row 12"]
    assert "earlier row" in told["row 13"]
    assert "letters" in told["row 14"]
    assert first(base, "Good Two") == "own:good-two"


def test_yaml_faults_name_row_and_line(tmp_path: Path) -> None:
    """What a person searches for in an editor."""
    text = (
        "- {name: A B, kind: person}\n\n- name: [x]\n  kind: person\n- only text\n"
        "- {name: C D, kind: person, colour: red}\n"
    )
    _, report = added(tmp_path, text, "s.yml")
    places = [fault.partition(": ")[0] for fault in report.faults]
    assert places == ["row 2 (line 3)", "row 3 (line 5)", "row 4 (line 6)"]
    assert "colour" in report.faults[2]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("s.csv", b"", "no column"),
        ("s.csv", b"title,kind\nx,person\n", "no column 'name'"),
        ("s.csv", b"name,kind,colour\nx,person,red\n", "unknown column 'colour'"),
        ("s.csv", b"name,kind,name\nx,person,y\n", "stands there twice"),
        ("s.csv", b"name,kind\n", "empty"),
        ("s.csv", b"name,kind\nx,persn\n", "row 2"),
        ("s.csv", "name,kind\nTürkei,country\n".encode("latin-1"), "line 2 is not UTF-8"),
        ("s.csv", b'name,kind\n"x,person\n', "unexpected end"),
        ("s.csv", b"\x00\x00\x00", "no column"),
        ("s.yaml", b"name: x", "list of rows"),
        ("s.yaml", b"- [", "is not YAML"),
        ("s.yaml", b"- &a [*a]\n", "row 1"),
        ("s.yaml", b"- !!python/object:os.system {}\n", "is not YAML"),
        ("s.yaml", b"[" * 5000, "is not YAML"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """They are refused whole, with the reason, and the base is as it was."""
    before, _ = added(tmp_path, HEAD + "Good One,person,,,,,,,,,\n", "good.csv")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=reason):
        add_stylebook(tmp_path / name, tmp_path / "own")
    assert KnowledgeBase.open(tmp_path / "own").version == before.version


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_read(tmp_path: Path, encoding: str) -> None:
    """As spreadsheets save them."""
    path = tmp_path / "s.csv"
    path.write_bytes("name,kind\nЄвген Тест,person\n".encode(encoding))
    (tmp_path / "own").mkdir()
    add_stylebook(path, tmp_path / "own")
    assert KnowledgeBase.open(tmp_path / "own").candidates("Євген Тест")


def test_rows_join_the_built_in_base(tmp_path: Path) -> None:
    """By id, else by name and kind: our words come first, the rest stays."""
    text = (
        "name,kind,names,card,wikidata\n"
        "Vladimir Putin,person,V. V. Putin,Our card.,Q7747\n"
        "European Union,organisation,The Twenty-Seven,,\n"
    )
    base, report = added(tmp_path, text)
    built = KnowledgeBase.open()
    union = first(built, "European Union")
    assert first(base, "V. V. Putin") == "Q7747"
    assert first(base, "The Twenty-Seven") == union
    putin, was = base.entity("Q7747", on="2024-06-01"), built.entity("Q7747", on="2024-06-01")
    assert putin.card is not None
    assert putin.card.text == "Our card."
    assert (putin.office, putin.country) == (was.office, was.country)
    assert base.entity(union).card == built.entity(union).card
    assert report.joined == 2
    assert base.origins("Q7747")[-1] == "built-in"


def test_a_wikidata_id_for_somebody_who_had_none(tmp_path: Path) -> None:
    """The entity of the built-in base is then shown under it, with its offices."""
    built = KnowledgeBase.open()
    held = next(
        one
        for iso in ("KAZ", "UZB", "TKM", "TJK", "KGZ", "MNG", "NPL")
        for one in built.holders("foreign_minister", of=iso, on="2024-06")
        if one.person.startswith("mc:")
    )
    base, _ = added(tmp_path, f"name,kind,wikidata\n{built.name(held.person)},person,Q99999901\n")
    assert first(base, built.name(held.person)) == "Q99999901"
    assert len(base.candidates(built.name(held.person))) == 1
    assert "Q99999901" in {one.person for one in base.holders(held.office, on="2024-06")}


def test_a_newer_edition_takes_the_place_of_the_older(tmp_path: Path) -> None:
    """A row that was taken out of the file is gone."""
    added(tmp_path, HEAD + "Good One,person,,,,,,,,,\n")
    base, _ = added(tmp_path, HEAD + "Good Two,person,,,,,,,,,\n")
    assert base.candidates("Good One") == ()
    assert base.candidates("Good Two")


def test_a_body_of_the_same_file_may_have_offices(tmp_path: Path) -> None:
    """Its head is found by the office."""
    rows = (
        "River Council,organisation,,,,,,,,,\n"
        "Anna Nowak,person,,,,,,Secretary-General,River Council,2026-01-01,\n"
    )
    base, _ = added(tmp_path, HEAD + rows)
    (held,) = base.offices_of("own:anna-nowak", "2026-06-01")
    assert (held.of, held.title) == ("own:river-council", "Secretary-General")
