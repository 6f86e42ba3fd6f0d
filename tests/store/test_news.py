"""What new reports touch is read from kept rows, and is what comparing all reports gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from memcon.record import Record
from memcon.resolve.news import News
from memcon.store import View, Writer
from memcon.watch.alerts import Alert, find_alerts
from tests.dossier import World
from tests.newsroom import Newsroom
from tests.watch.news import news

FEW = World.of(states=5, people=8, words=400)


def _reports(count: int) -> list[Record]:
    """Reports of a few days on a few parties: stories, plans, reprints, strangers."""
    return list(Newsroom(FEW, seed=5, a_day=2).records(count))


def _alerts(found: News, *, is_young: bool = True) -> tuple[Alert, ...]:
    def heard(entity: str, *, until: date | None = None) -> bool:
        return until is not None

    return find_alerts(found, heard=heard, is_young=is_young)


def _kept(store: str, new: Sequence[Record]) -> News:
    with View.open(store) as view:
        return view.news([record.article.id for record in new])


def test_kept_rows_give_the_alerts_of_all_reports_compared(store: str) -> None:
    """Batch after batch, of every kind and in every word; late reports among them."""
    records = _reports(60)
    records[40:] = records[:39:-1]
    kinds = set()
    for at in range(0, len(records), 6):
        new, there = records[at : at + 6], records[: at + 6]
        with Writer.open(store) as writer:
            writer.add(new)
        found = _alerts(_kept(store, new), is_young=False)
        assert found == _alerts(news(there, new), is_young=False)
        kinds |= {one.kind for one in found}
    assert kinds >= {"change", "first", "meeting", "mention"}
