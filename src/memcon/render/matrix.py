"""Parties against issues: what each wants, as a table for every form of showing records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from memcon.record import Position, Record
from memcon.record.stance import Side, side_of

OTHER: Final = "Other"
"""What fits no issue of the codebook."""


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One position with names for ids."""

    position: Position
    who: str
    issue: str
    """The issue in words."""
    toward: str | None
    teller: str | None
    """Who says so, where it is not the holder."""
    when: str | None
    """The date of the words, else that of the report."""

    @property
    def side(self) -> Side:
        """Whether the stance is for, against or open."""
        return side_of(self.position.stance)

    @property
    def circumstances(self) -> tuple[str, ...]:
        """Stance, change, of whom it is asked, who says so, and when."""
        held = self.position
        parts = (
            held.stance,
            held.change,
            f"of {self.toward}" if self.toward else None,
            f"according to {self.teller}" if self.teller else None,
            "denied" if held.denied else None,
            self.when,
        )
        return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One issue, and for each party of the matrix its positions on it."""

    issue: str
    cells: tuple[tuple[PositionRow, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Issues down, parties across; those that most is known of come first."""

    parties: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


def position_rows(record: Record) -> tuple[PositionRow, ...]:
    """The positions of a record in order of the text."""
    return tuple(
        PositionRow(
            position=held,
            who=_name(record, held.holder) or held.holder,
            issue=in_words(held.issue),
            toward=_name(record, held.toward),
            teller=_name(record, held.according_to),
            when=held.when or record.article.published,
        )
        for held in record.positions
    )


def in_words(issue: str) -> str:
    """The id of an issue as words: "Climate finance"."""
    return issue.replace("-", " ").capitalize()


def matrix(rows: Iterable[PositionRow]) -> Matrix:
    """The matrix of ``rows``; what fits no issue of the codebook comes last."""
    listed = sorted(rows, key=lambda row: row.when or "")
    parties = _by_weight(row.who for row in listed)
    issues = _by_weight(row.issue for row in listed)
    ordered = sorted(issues, key=lambda issue: issue == OTHER)
    return Matrix(
        parties,
        tuple(
            MatrixRow(
                issue,
                tuple(
                    tuple(row for row in listed if (row.issue, row.who) == (issue, party))
                    for party in parties
                ),
            )
            for issue in ordered
        ),
    )


def _by_weight(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, the most frequent first, else as they come."""
    listed: Sequence[str] = tuple(names)
    return tuple(sorted(dict.fromkeys(listed), key=lambda name: -listed.count(name)))


def _name(record: Record, entity_id: str | None) -> str | None:
    entity = record.entity(entity_id)
    return entity.name if entity else None
