"""Bodies that the knowledge base has no card for: their sector and country, by name.

Parliaments, armed forces, services, parties, companies, papers and the like, in
``tables/bodies.yaml``; and ``tables/standing.yaml``, which says of whom sector or country
depend on the date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from memcon.knowledge.dates import NEVER, first_day, last_day
from memcon.knowledge.names import Piece, is_abbreviation, key_of


@dataclass(frozen=True, slots=True)
class Body:
    """A body by one of its names; ``country`` is alpha-3, or a code of PLOVER (IGO, UNO, EUR)."""

    name: str
    country: str | None
    sector: str

    def is_written(self, pieces: Sequence[Piece]) -> bool:
        """Whether ``pieces`` are written as this name is: an abbreviation in its capitals."""
        if is_abbreviation(self.name):
            return all(piece.form.isupper() or piece.form.isdigit() for piece in pieces)
        return pieces[0].is_capital or not self.name[:1].isupper()


@dataclass(frozen=True, slots=True)
class Standing:
    """Sector and country of an entity within a stretch of days."""

    sector: str
    country: str | None
    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies by folded name, several of which may share one, and standings by entity name."""

    named: Mapping[str, tuple[Body, ...]]
    standings: Mapping[str, tuple[Standing, ...]]
    longest: int

    @classmethod
    def of(
        cls, bodies: Sequence[Mapping[str, Any]], standings: Sequence[Mapping[str, Any]]
    ) -> Self:
        """What the rows of ``tables/bodies.yaml`` and ``tables/standing.yaml`` say."""
        named: dict[str, list[Body]] = {}
        for body in (body for row in bodies for body in _row_bodies(row)):
            named.setdefault(key_of(body.name), []).append(body)
        spells: dict[str, list[Standing]] = {}
        for row in standings:
            spells.setdefault(row["name"], []).append(_standing(row))
        return cls(
            {key: tuple(listed) for key, listed in named.items()},
            {name: tuple(listed) for name, listed in spells.items()},
            max((len(key.split()) for key in named), default=0),
        )

    def find(self, pieces: Sequence[Piece], countries: Sequence[str]) -> Body | None:
        """The body that ``pieces`` name; where several bear the name, that of ``countries``."""
        listed = self.named.get(" ".join(piece.key for piece in pieces), ())
        fitting = [body for body in listed if body.is_written(pieces)]
        chosen = [body for body in fitting if body.country in countries] or fitting
        return chosen[0] if len({(body.country, body.sector) for body in chosen}) == 1 else None

    def code(self, name: str) -> str | None:
        """The code of a body above states that has a card: UNO for the World Food Programme."""
        return next((body.country for body in self.named.get(key_of(name), ())), None)

    def standing(self, name: str, on: str | None) -> Standing | None:
        """What an entity was on a date, where its row says otherwise; ``None`` means today."""
        begin, end = (first_day(on), last_day(on)) if on else (NEVER, NEVER)
        spells = self.standings.get(name, ())
        return next((one for one in spells if one.begin <= end and begin <= one.end), None)


def _row_bodies(row: Mapping[str, Any]) -> Iterator[Body]:
    for country, names in row["names"].items():
        for name in names.split(","):
            yield Body(name.strip(), country if country != "none" else None, row["sector"])


def _standing(row: Mapping[str, Any]) -> Standing:
    end = last_day(row["to"]) if row.get("to") else NEVER
    return Standing(row["sector"], row.get("country"), first_day(row["from"]), end)
