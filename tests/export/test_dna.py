"""The statement table of Discourse Network Analyzer."""

from __future__ import annotations

import csv
import io

from memcon.export import Material, dna
from memcon.record import Position
from tests import factories as make
from tests.export import rows
from tests.export.rows import MIRA, TRAL, VOST, entry, history

HEAD = (
    "statement ID;time;document ID;document title;author;source;section;type;text;"
    "person;organization;concept;agreement;"
)
"""What DNA 3 writes, with the variables of a DNA statement."""


def read(material: Material) -> list[dict[str, str]]:
    """The rows."""
    text = "".join(dna.lines(material))
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def told(number: int, holder: str, *, speaker: str | None = MIRA.id) -> Material:
    """One position that rests on a statement, with its report."""
    article = make.article(
        "Mira Sohn said Tral wants talks; now.",
        id=f"article-{number}",
        title='Talks; "now"',
        authors=("Ann Lee", "Bo"),
        site="Wire",
        published="2025-10-22",
    )
    said = make.statement(article, "Tral wants talks", cue="said", speaker=speaker)
    held = Position(
        id=f"position-{number}",
        holder=holder,
        issue="direct-talks",
        stance="demands",
        claim="talks",
        toward=VOST.id,
        change=None,
        when=None,
        score=1.0,
        reason="by hand",
        evidence=make.passage(article, "wants talks; now"),
        because=(said.id,),
    )
    record = make.record(article, [*rows.EVERYBODY, said, held])
    given = entry(number, "demands", quote="wants talks; now", when="2025-10")
    name = next(one.name for one in rows.EVERYBODY if one.id == holder)
    history = {"holder": holder, "name": name, "issue": "direct-talks", "entries": [given]}
    return rows.material(positions=[history], records=[record])


def test_the_head_is_that_of_dna() -> None:
    """Columns and their order are DNA's; what it does not have stands at the end."""
    assert "".join(dna.lines(rows.material())).startswith(HEAD)


def test_a_position_is_a_statement_of_a_party() -> None:
    """Who spoke is the person, the holder the organisation; ids are numbers, times have seconds."""
    (row,) = read(told(7, TRAL.id))
    assert (row["statement ID"], row["document ID"]) == ("1", "2")
    assert row["time"] == "2025-10-01 00:00:00"
    assert (row["person"], row["organization"]) == ("Mira Sohn", "Tral")
    assert (row["concept"], row["agreement"], row["toward"]) == ("direct-talks", "1", "Vost")
    assert (row["author"], row["source"]) == ("Ann Lee, Bo", "Wire")


def test_separators_in_words_are_replaced_as_dna_does() -> None:
    """Semicolons become commas, quotation marks become single."""
    (row,) = read(told(7, TRAL.id))
    assert (row["document title"], row["text"]) == ("Talks, 'now'", "wants talks, now")


def test_who_holds_for_himself_has_no_organisation() -> None:
    """A person who is the holder is the person of the statement."""
    (row,) = read(told(7, MIRA.id, speaker=None))
    assert (row["person"], row["organization"]) == ("Mira Sohn", "")


def test_sides_are_one_nought_and_nothing(material: Material) -> None:
    """For is 1, against is 0; an open stance is neither."""
    sides = {row["stance"]: row["agreement"] for row in read(material)}
    expected = {"demands": "1", "supports": "1", "opposes": "0", "rejects": "0", "undecided": ""}
    assert sides
    assert all(expected.get(stance, "1") == side for stance, side in sides.items())


def test_what_others_say_is_no_statement_of_the_party() -> None:
    """Neither that, nor what is denied, nor what has no concept."""
    positions = [
        history(TRAL, "direct-talks", entry(7, "demands", according_to="Vost")),
        history(TRAL, "ceasefire", entry(7, "demands", denied=True)),
        history(TRAL, "other", entry(7, "demands")),
    ]
    held = next(one for one in told(7, TRAL.id).read() if one.positions)
    assert read(rows.material(positions=positions, records=[held])) == []


def test_hostile_words_stay_in_their_cells(hostile_material: Material) -> None:
    """A row for each position, numbered, none of whose cells is a formula."""
    found = read(hostile_material)
    assert [row["statement ID"] for row in found] == [str(n + 1) for n in range(len(found))]
    assert not any(cell.startswith(("=", "+", "@")) for row in found for cell in row.values())
    assert not any("\n" in cell or "\r" in cell for row in found for cell in row.values())
