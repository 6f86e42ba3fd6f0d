from pathlib import Path

import pytest

from memcon.knowledge import check
from memcon.knowledge.check import problems

PERSON = """\
- id: {id}
  name: {name}
  names: [{names}]
  card: Foreign minister of Russia since March 2004, before that at the United Nations.
  source: mid.ru
  as_of: 2026-01
"""
OFFICE = """\
- id: mc:office/rus/president
  title: President
  of: RUS
  role: head_of_state
  as_of: 2026-01
  holders:
    - {{person: Q1, from: {one}, to: {two}, source: x}}
    - {{person: Q1, from: {three}, to: null, source: x}}
"""


@pytest.fixture(autouse=True)
def _states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "known_states", lambda: {"RUS": "Q159", "USA": "Q30"})


def checked(root: Path, **files: str) -> str:
    """Writes tables and gives their problems, a line each."""
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return "\n".join(problems(root))


def person(id: str = "Q1", name: str = "Sergey Lavrov", names: str = "Sergei Lavrov") -> str:
    """A row of a person."""
    return PERSON.format(id=id, name=name, names=names)


def test_a_sound_row_has_no_problems(tmp_path: Path) -> None:
    """What follows the README passes."""
    assert checked(tmp_path, people__a=person()) == ""


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (person(id="lavrov"), "id must be"),
        (person(names="Lavrov"), "surname or first name alone"),
        (person(names="sergei"), "lower-case name"),
        (person(names="Sergey Lavrov"), "given twice"),
        (person() + "  colour: blue\n", "unknown field colour"),
        (person().replace("2026-01", "2026-13"), "not an ISO date"),
        (person() + "  country: XXX\n", "names nothing known"),
        (person() + person(), "id stands already"),
        ("- just a text\n", "list of rows"),
        ("- {", "not readable as YAML"),
    ],
)
def test_each_rule_is_checked(tmp_path: Path, row: str, problem: str) -> None:
    """Every breach is named in a line."""
    assert problem in checked(tmp_path, people__a=row)


def test_passing_names_need_a_date(tmp_path: Path) -> None:
    """Without a beginning nobody could say when such a name held."""
    row = """\
- id: mc:agreement/x
  name: Lake summit of 2001
  passing: [Lake summit]
  kind: event
  card: Meeting of two leaders at a lake in 2001. It ended without a common text of any kind.
  source: press
  as_of: 2026-01
"""
    assert "passing names need a from" in checked(tmp_path, agreements=row)
    assert checked(tmp_path, agreements=row + "  from: 2001-05-04\n") == ""


def test_ids_of_cities_are_their_own(tmp_path: Path) -> None:
    """No two cities share an id, and none has that of a person."""
    cities = "- {geonames: 1, name: Here, id: Q8}\n- {geonames: 2, name: There, id: %s}\n"
    assert checked(tmp_path, people__a=person(), cities=cities % "Q9") == ""
    assert "stands there twice" in checked(tmp_path, people__a=person(), cities=cities % "Q8")
    assert "the id of" in checked(tmp_path, people__a=person(), cities=cities % "Q1")


def test_two_holders_at_once_are_a_problem(tmp_path: Path) -> None:
    """A handover on one day is none."""
    at_once = OFFICE.format(one="2008-05-07", two="2012-05-07", three="2010-01-01")
    assert "at once" in checked(tmp_path, people__a=person(), offices__a=at_once)
    handover = OFFICE.format(one="2008-05-07", two="2012-05-07", three="2012-05-07")
    assert checked(tmp_path, people__a=person(), offices__a=handover) == ""


def test_a_holder_without_a_row_is_dangling(tmp_path: Path) -> None:
    """Every person who held an office has a row in people."""
    office = OFFICE.format(one="2008", two="2012", three="2012")
    assert "person names nothing known" in checked(tmp_path, offices__a=office)


def test_the_tables_are_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables that ship have no problems."""
    monkeypatch.undo()
    assert problems() == ()
