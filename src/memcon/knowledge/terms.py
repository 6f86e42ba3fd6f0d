"""Terms in one office as several sources tell them, put together to one row of terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from memcon.knowledge.dates import NEVER, first_day, last_day
from memcon.knowledge.rows import HoldingRow

Told = tuple[str, Sequence[HoldingRow]]
"""The date at which a source was last checked (empty where it does not know the office), and
the terms it tells."""


def joined(told: Sequence[Told]) -> list[HoldingRow]:
    """All terms in order of begin; ``told`` begins with the source that is believed most.

    Two terms of one person that overlap are one: dates come from the source believed more,
    but an end that only the other knows is taken. A term that is still open ends where a
    person comes in whom a later source tells, if that is after the first was last checked.
    """
    kept: list[HoldingRow] = []
    for number, (_, rows) in enumerate(told):
        later = [rows for _, rows in told[number + 1 :]]
        others = [row for rows in later for row in rows]
        news = [row for row in rows if not any(is_one_term(row, had) for had in kept)]
        kept += [_with_end(row, others) for row in news]
    rows = [_closed(row, told, kept) for row in kept]
    return sorted(rows, key=lambda row: (row.begin, row.office, row.person))


def is_one_term(one: HoldingRow, other: HoldingRow) -> bool:
    """Whether two terms are of one person and overlap."""
    return (
        one.person == other.person
        and first_day(one.begin) <= _last(other)
        and first_day(other.begin) <= _last(one)
    )


def _last(row: HoldingRow) -> str:
    return NEVER if row.end is None else last_day(row.end)


def _with_end(row: HoldingRow, others: Sequence[HoldingRow]) -> HoldingRow:
    ends = [other.end for other in others if row.end is None and is_one_term(row, other)]
    known = [end for end in ends if end is not None]
    return replace(row, end=max(known, key=last_day)) if ends and len(known) == len(ends) else row


def _closed(row: HoldingRow, told: Sequence[Told], kept: Sequence[HoldingRow]) -> HoldingRow:
    if row.end is not None or row.acting:
        return row
    begins = [
        new.begin
        for checked, rows in told
        if checked and row in rows and sum(had.end is None for had in rows) == 1
        for new in _newcomers(row, kept, rows)
        if first_day(new.begin) > last_day(checked)
    ]
    return replace(row, end=min(begins, key=first_day)) if begins else row


def _newcomers(
    row: HoldingRow, kept: Sequence[HoldingRow], own: Sequence[HoldingRow]
) -> Iterator[HoldingRow]:
    for new in kept:
        if new.person != row.person and not new.acting and new not in own:
            yield new
