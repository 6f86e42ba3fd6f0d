"""The networks, as networkx reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx
import pytest

from memcon.errors import UsageError
from memcon.export import Material, extras, graphml
from memcon.record import EntityKind
from tests import factories as make
from tests.export import rows
from tests.export.rows import MIRA, TRAL, VOST, entry, happening, history


def read(material: Material, folder: Path) -> tuple[Any, Any]:
    """Both networks."""
    graphml.write(material, folder)
    meetings, issues = (networks(folder / name) for name in graphml.FILES)
    return meetings, issues


def networks(path: Path) -> Any:
    """One network."""
    return networkx.read_graphml(path)


def test_edges_weigh_meetings_that_were_held(tmp_path: Path) -> None:
    """Twice together is twice the weight; plans, other events and unknown parties give no edge."""
    events = [
        happening(1, TRAL, VOST, "diplomats"),
        happening(2, VOST, TRAL, when={"from": "2025-10-25", "to": "2025-10-26"}),
        happening(3, TRAL, MIRA, status="planned"),
        happening(4, TRAL, MIRA, type="ACCUSE"),
    ]
    meetings, _ = read(rows.material(events), tmp_path)
    assert dict(meetings.nodes(data="label")) == {"Q1": "Tral", "Q2": "Vost"}
    ((one, other, data),) = meetings.edges(data=True)
    assert {one, other} == {"Q1", "Q2"}
    assert data["weight"] == 2
    assert (data["first"], data["last"]) == ("2025-10-21", "2025-10-25")


def test_a_party_and_its_issue_are_joined_by_its_stance(tmp_path: Path) -> None:
    """The latest stance and the count of each side; only what the party says of itself."""
    positions = [
        history(
            TRAL,
            "ceasefire",
            entry(1, "rejects", when="2025-10-01"),
            entry(2, "supports"),
            entry(3, "demands", according_to="Vost"),
            entry(4, "demands", denied=True),
        ),
        history(VOST, "ceasefire", entry(5, "demands", according_to="Tral")),
        history(MIRA, "other", entry(6, "demands")),
    ]
    _, issues = read(rows.material(positions=positions), tmp_path)
    assert networkx.is_bipartite(issues)
    assert dict(issues.nodes(data="bipartite")) == {"Q1": 0, "issue:ceasefire": 1}
    data = issues.edges["Q1", "issue:ceasefire"]
    assert (data["stance"], data["weight"], data["for"], data["against"], data["open"]) == (
        *("supports", 2, 1, 1, 0),
    )


def test_hostile_names_make_no_other_graph(hostile_material: Material, tmp_path: Path) -> None:
    """Markup and what XML forbids are labels like any other."""
    meetings, issues = read(hostile_material, tmp_path)
    labels = {label for _, label in issues.nodes(data="label")}
    assert any("<evil/>" in label for label in labels)
    assert not any(char in label for label in labels for char in "\x01\x0b\x1b\ufffe")
    assert meetings.number_of_edges() > 0


def test_hostile_ids_come_through(tmp_path: Path) -> None:
    """An id with a quotation mark is the same id when it is read."""
    odd = make.entity("Odd", EntityKind.COUNTRY, id="mc:\"<odd>&'")
    record = make.record(make.article("None."), [odd])
    meetings, _ = read(rows.material([happening(1, odd, TRAL)], records=[record]), tmp_path)
    assert set(meetings) == {odd.id, "Q1"}


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the library, it is said how to get it."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(UsageError, match=r"needs networkx: pip install 'memcon\[export\]'"):
        graphml.write(rows.material(), tmp_path)
