"""Two networks as GraphML: who met whom, and who stands where on what issue.

For Gephi, Cytoscape, visone, igraph and networkx. Node ids are those of entities and issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from memcon.export.cells import clean, to_bytes
from memcon.export.extras import load_extra
from memcon.export.material import Index, Material, Row, day_of, taken
from memcon.record.stance import side_of

MEETING, HELD = "CONSULT", "held"
FILES: Final = ("meetings.graphml", "issues.graphml")


def write(material: Material, folder: Path) -> None:
    """One file for each network, into a folder that is there."""
    networks = load_extra("networkx", extra="export")
    index = Index.of(material.read())
    for name, make in zip(FILES, (_meetings, _issues), strict=True):
        graph = make(networks, material, index)
        with (folder / name).open("xb") as file:
            file.writelines(to_bytes(line + "\n") for line in networks.generate_graphml(graph))


def _meetings(networks: Any, material: Material, index: Index) -> Any:  # noqa: ANN401  # untyped
    """Parties as nodes; an edge weighs as many meetings and calls as the two had together."""
    graph = networks.Graph()
    edges: dict[tuple[str, str], list[str | None]] = {}
    for row in material.events:
        if (row["type"], row["status"]) == (MEETING, HELD):
            for pair in combinations(sorted(set(_known(row, index))), 2):
                edges.setdefault(pair, []).append(day_of(row))
    graph.add_nodes_from(
        (one, _actor(one, index)) for one in sorted({one for pair in edges for one in pair})
    )
    for (one, other), days in sorted(edges.items()):
        graph.add_edge(one, other, weight=len(days), **_period(days))
    return graph


def _known(row: Row, index: Index) -> Iterator[str]:
    entities = (party["entity"] for party in row["participants"])
    yield from (one for one in entities if one in index.entities)


def _issues(networks: Any, material: Material, index: Index) -> Any:  # noqa: ANN401  # untyped
    """Parties and issues as nodes of two kinds; an edge has what the party wants on the issue.

    See :func:`memcon.export.material.taken` for what is left out.
    """
    graph = networks.Graph()
    rows = [(row, entries) for row in material.positions if (entries := taken(row))]
    actors = {row["holder"]: row["name"] for row, _ in rows}
    for one, name in sorted(actors.items()):
        graph.add_node(one, **{"label": clean(name or one), **_actor(one, index)}, bipartite=0)
    for issue in sorted({row["issue"] for row, _ in rows}):
        graph.add_node(f"issue:{issue}", label=issue, kind="issue", bipartite=1)
    for row, entries in sorted(rows, key=lambda one: (one[0]["holder"], one[0]["issue"])):
        graph.add_edge(row["holder"], f"issue:{row['issue']}", **_stances(entries))
    return graph


def _stances(entries: list[Row]) -> dict[str, Any]:
    """The latest stance, and how many entries are on each side."""
    sides = [side_of(one["stance"]) for one in entries]
    return {
        "weight": len(entries),
        "stance": entries[-1]["stance"],
        **{side: sides.count(side) for side in ("for", "against", "open")},
        **_period([one["when"] for one in entries]),
    }


def _period(days: list[str | None]) -> dict[str, str]:
    dated = sorted(day for day in days if day)
    return {"first": dated[0], "last": dated[-1]} if dated else {}


def _actor(entity_id: str, index: Index) -> dict[str, Any]:
    """What is known of a party; GraphML has no empty values, so the rest is left out."""
    entity = index.entities.get(entity_id)
    if entity is None:
        return {}
    known = {
        "label": clean(entity.name),
        "kind": entity.kind.value,
        **{name: getattr(entity, name) for name in ("country", "sector", "wikidata", "lat", "lon")},
    }
    return {name: value for name, value in known.items() if value is not None}
