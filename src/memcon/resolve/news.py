"""Some new reports as they stand among all others: what a watch tells of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from memcon.record import Record
from memcon.resolve.events import Happening
from memcon.resolve.happening import Telling
from memcon.resolve.history import find_history
from memcon.resolve.people import Identity
from memcon.resolve.positions import PositionHistory
from memcon.resolve.reprints import find_reprints


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """New reports by their ids, and what they touch.

    ``happenings`` are those that they tell of, with the tellings of all reports. ``positions`` are
    histories that they add to, perhaps not whole: each has the new entries, those that they are
    compared with, the first that has a date, and one of another report where there is any.
    ``known`` are people of several reports by their ids in each, ``names`` the usual names of
    entities by id, and of states by their codes.
    """

    records: Mapping[str, Record]
    happenings: tuple[Happening, ...]
    positions: tuple[PositionHistory, ...]
    known: Mapping[str, Identity]
    names: Mapping[str, str]


def happening_of(tellings: Collection[Telling]) -> Happening:
    """The happening of tellings that are known to be one; why they are one is left out."""
    copies = find_reprints(tellings)
    own = [one for one in tellings if one.key not in copies]
    return Happening(
        id=min(one.event.id for one in tellings),
        tellings=tuple(sorted(tellings, key=lambda one: (one.told or date.max, one.key))),
        history=find_history(own),
        reasons=(),
    )
