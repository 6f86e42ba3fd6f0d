"""The network: who met whom, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import combinations
from math import sqrt
from typing import Final

from memcon.record import EntityKind
from memcon.web.asking import Asking
from memcon.web.drawing.springs import settle, spread
from memcon.web.page import Call, Desk, Json, Page
from memcon.web.pages.happening import GROUPS
from memcon.web.pages.period import find_since

READ: Final = 1000
"""Meetings that the network is made from, the latest."""
PERIOD: Final = timedelta(days=365)
MOST: Final = 40
"""Parties that are drawn: those that met most."""
LINES: Final = 80
"""Lines that are drawn: those of the pairs that met most, and one of each party."""
LISTED: Final = 200
"""Pairs in the table."""
PLACES: Final = (EntityKind.CITY, EntityKind.FACILITY)
MEETING: Final = "CONSULT"
WIDTH: Final = 1000
HEIGHT: Final = 620
LETTER: Final = 6.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties and the meetings that both take part in, the latest first."""

    one: str
    other: str
    rows: tuple[Json, ...]

    @property
    def held(self) -> int:
        """How many took place."""
        return sum(row["status"] == "held" for row in self.rows)

    @property
    def ahead(self) -> int:
        """How many are ahead."""
        return len(self.rows) - self.held

    @property
    def weight(self) -> float:
        """How strongly it draws the two together."""
        return self.held + self.ahead / 2


@dataclass(frozen=True, slots=True)
class Node:
    """One party in the drawing."""

    id: str
    name: str
    meetings: int
    x: float
    y: float
    radius: float
    """Larger for more meetings."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One pair in the drawing, between two nodes."""

    number: int
    """The row of the table that has the pair."""
    pair: Pair
    one: Node
    other: Node
    width: float
    """Broader for more meetings."""


@dataclass(frozen=True)
class Network:
    """Pairs of parties by how often they met."""

    asking: Asking
    pairs: tuple[Pair, ...]
    names: Mapping[str, str]
    meetings: Mapping[str, int]
    """In how many meetings each party takes part, the most first."""
    since: str | None
    limit: int
    title: str = "Who met whom"

    @property
    def shown(self) -> tuple[str, ...]:
        """The parties that are drawn."""
        return tuple(self.meetings)[:MOST]

    @property
    def left_out(self) -> int:
        """How many parties are not."""
        return len(self.meetings) - len(self.shown)

    @property
    def listed(self) -> tuple[Pair, ...]:
        """The pairs in the table."""
        return self.pairs[:LISTED]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The parties drawn, each where it comes to rest."""
        return tuple(_nodes(self.shown, self._drawn, self.names, self.meetings))

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The pairs drawn; the strongest come last and lie on top."""
        nodes = {node.id: node for node in self.nodes}
        numbered = ((n, one) for n, one in enumerate(self.pairs) if one in self._drawn)
        most = max((one.weight for one in self._drawn), default=1.0)
        found = (
            Edge(n, one, nodes[one.one], nodes[one.other], 1 + 5 * sqrt(one.weight / max(most, 4)))
            for n, one in numbered
        )
        return tuple(sorted(found, key=lambda edge: edge.pair.weight))

    @cached_property
    def _drawn(self) -> tuple[Pair, ...]:
        shown = frozenset(self.shown)
        return tuple(strongest(one for one in self.listed if {one.one, one.other} <= shown))

    @property
    def lines_left_out(self) -> int:
        """How many pairs of the parties drawn have no line."""
        shown = frozenset(self.shown)
        return sum({one.one, one.other} <= shown for one in self.pairs) - len(self._drawn)

    def to_json(self) -> Json:
        """The parties, and the pairs with their meetings."""
        return {
            "since": self.since,
            "parties": [
                {"id": id, "name": self.names[id], "meetings": count}
                for id, count in self.meetings.items()
            ],
            "pairs": [
                {
                    "one": pair.one,
                    "other": pair.other,
                    "held": pair.held,
                    "ahead": pair.ahead,
                    "events": [row["id"] for row in pair.rows],
                }
                for pair in self.pairs
            ],
        }


def strongest(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The first ``LINES`` of ``pairs``, and of each party that is not among them its first."""
    seen: set[str] = set()
    for number, one in enumerate(pairs):
        parties = {one.one, one.other}
        if number < LINES or not parties <= seen:
            yield one
        seen |= parties


def _nodes(
    ids: Sequence[str], pairs: Iterable[Pair], names: Mapping[str, str], meetings: Mapping[str, int]
) -> Iterator[Node]:
    at = {id: n for n, id in enumerate(ids)}
    links = tuple((at[one.one], at[one.other], sqrt(one.weight)) for one in pairs)
    most = max((meetings[id] for id in ids), default=1)
    sizes = [5 + 11 * sqrt(meetings[id] / max(most, 6)) for id in ids]
    wides = [2 * size + 10 + LETTER * len(names[id]) for id, size in zip(ids, sizes, strict=True)]
    boxes = [
        (x * (WIDTH - wide) + wide / 2, 20 + y * (HEIGHT - 40), wide, 2 * size + 10)
        for (x, y), size, wide in zip(settle(len(ids), links), sizes, wides, strict=True)
    ]
    for id, (x, y), size, wide in zip(ids, spread(boxes), sizes, wides, strict=True):
        left = min(max(x - wide / 2, 2.0), WIDTH - wide) + size
        yield Node(id, names[id], meetings[id], left, min(max(y, 20.0), HEIGHT - 20), size)


def find_pairs(rows: Iterable[Json], places: Collection[str] = ()) -> Iterator[Pair]:
    """Who takes part in the same meetings of ``rows``, the most frequent pairs first.

    Where people went, as ``places`` has it, is nobody whom they met.
    """
    found: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for row in rows:
        for pair in combinations(sorted(_known(row).keys() - set(places)), 2):
            found[pair].append(row)
    pairs = (Pair(one, other, tuple(met)) for (one, other), met in found.items())
    yield from sorted(pairs, key=lambda one: (-one.weight, one.one, one.other))


def _known(row: Json) -> dict[str, str]:
    """The names of the parties of a meeting that are known, by their ids."""
    return {one["entity"]: one["name"] for one in row["participants"] if one["entity"]}


def make(desk: Desk, call: Call) -> Network:
    """The pairs of the meetings asked for."""
    since = find_since(desk, call.asking, PERIOD)
    asked = replace(call.asking, since=since, type=MEETING).filters(limit=READ)
    rows = [row for row in desk.dossier.events(**asked) if GROUPS[row["status"]] != "off"]
    names = {id: name for row in rows for id, name in _known(row).items()}
    places = {id for id, one in desk.dossier.profiles(names).items() if one.kind in PLACES}
    met = [row for row in reversed(rows) if len(_known(row).keys() - places) > 1]
    counted = Counter(id for row in met for id in _known(row).keys() - places)
    ranked = sorted(counted, key=lambda id: (-counted[id], names[id], id))
    meetings = {id: counted[id] for id in ranked}
    pairs = tuple(find_pairs(met, places))
    return Network(call.asking, pairs, names, meetings, since, READ)


PAGE: Final = Page(
    path="/network",
    template="network.html.j2",
    tells="Who met whom: pairs of parties with the meetings that both take part in.",
    make=make,
    asks=("who", "place", "source", "since", "until"),
)
