"""News as they are found by comparing all reports at once: what the kept rows have to give."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.record import EntityKind, Record
from memcon.resolve.dossier import Together
from memcon.resolve.news import News
from memcon.resolve.people import names_of


def news(records: Iterable[Record], new: Iterable[Record]) -> News:
    """What ``new`` ones among ``records`` touch."""
    together = Together(records)
    fresh = {one.article.id for one in new} & together.records.keys()
    entities = [one for record in together.records.values() for one in record.entities]
    states = {e.country: e.name for e in entities if e.kind is EntityKind.COUNTRY and e.country}
    return News(
        records={key: one for key, one in together.records.items() if key in fresh},
        happenings=tuple(
            one
            for one in together.happenings
            if any(telling.article in fresh for telling in one.tellings)
        ),
        positions=together.positions,
        known=names_of(together.people),
        names={**states, **together.names},
    )
