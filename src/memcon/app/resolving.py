"""Reports resolved together for a question: where the store and ``resolve`` meet.

A question reads the reports that have something that fits it, and their neighbours. What was
worked out is kept while the reports and corrections are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from memcon.record.correction import Correction
from memcon.resolve.dossier import Together
from memcon.store import Filter, Kind, View

MOST: Final = 2000
"""Reports that are seen together at once: time grows with their number, and for what one party
wants with the square of its positions."""
KEPT: Final = 4
"""Questions whose answers are kept ready."""

TOLD: Final = 4
"""Reports on one happening that a limit leaves room for."""

Key = tuple[frozenset[tuple[str, str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a question reaches, seen together: ``facts`` are the ids of those that fit it."""

    facts: frozenset[str]
    together: Together


class Resolver:
    """Resolves the reports of one store."""

    def __init__(self, view: View, *, most: int = MOST) -> None:
        self._view = view
        self._kept: OrderedDict[Key, Together] = OrderedDict()
        self._lock = Lock()
        self.most = most

    def resolve(self, asked: Filter, kinds: Sequence[Kind]) -> Resolved | None:
        """What fits a question, seen together; ``None`` where that is more than ``most`` reports.

        Where the question has a limit, the latest facts alone are asked for, and enough of them
        for so many happenings; whoever shows the rows cuts them.
        """
        room = None if asked.limit is None else asked.limit * TOLD
        reach = self._view.reach(replace(asked, limit=room), kinds=kinds, most=self.most)
        if reach is None:
            return None
        return Resolved(reach.facts, self._together(reach.reports))

    def _together(self, reports: frozenset[tuple[str, str]]) -> Together:
        corrections = self._view.corrections()
        key = reports, tuple(one.id for one in corrections)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._read(reports, corrections)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def _read(
        self, reports: frozenset[tuple[str, str]], corrections: Sequence[Correction]
    ) -> Together:
        return Together(self._view.as_read(one for one, _ in reports), corrections)
