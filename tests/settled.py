"""All that is kept as resolved, so that stores can be compared."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import create_engine, text

from memcon.store.connecting import SCHEMA
from memcon.store.location import is_file, locate

Rows = dict[str, list[tuple[Any, ...]]]
QUERIES = {
    "happening": "SELECT id, type, status, day, first, last, body FROM {0}happening",
    "member": "SELECT f.id, h.id FROM {0}member m JOIN {0}fact f ON f.number = m.fact "
    "JOIN {0}happening h ON h.number = m.happening",
    "share": "SELECT s.entity, s.part, s.day, s.last, s.first, s.type, h.id "
    "FROM {0}share s JOIN {0}happening h ON h.number = s.happening",
    "link": "SELECT a.id, b.id, l.score FROM {0}link l JOIN {0}fact a ON a.number = l.one "
    "JOIN {0}fact b ON b.number = l.other",
    "held": "SELECT h.id, h.holder, h.issue, o.id, h.shelf, h.kin, h.change, h.shown "
    "FROM {0}held h LEFT JOIN {0}held o ON o.fact = h.of",
    "copy": "SELECT a.id, b.id, c.score, c.reason FROM {0}copy c "
    "JOIN {0}article a ON a.number = c.article JOIN {0}article b ON b.number = c.source",
    "bearer": "SELECT entity, identity, called, part FROM {0}bearer",
    "notice": "SELECT kind, day, since, until, asker, addressee, body FROM {0}notice",
    "noticed": "SELECT f.id, n.body FROM {0}noticed d JOIN {0}notice n ON n.id = d.notice "
    "JOIN {0}fact f ON f.number = d.fact",
    "band": "SELECT b.band, a.id FROM {0}band b JOIN {0}article a ON a.number = b.article",
    "clue": "SELECT c.clue, c.first, c.last, c.lone, f.id FROM {0}clue c "
    "JOIN {0}fact f ON f.number = c.fact",
    "answer": "SELECT a.party, a.asker, a.told, f.id FROM {0}answer a "
    "JOIN {0}fact f ON f.number = a.fact",
    "spoken": "SELECT id, reports, mentions FROM {0}entity WHERE reports > 0",
    "unsettled": "SELECT article FROM {0}unsettled",
}


def settled(store: str) -> Rows:
    """The rows of each table, in an order of their own; numbers, which may differ, left out."""
    url = locate(store)
    prefix = "" if is_file(url) else f"{SCHEMA}."
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            name: sorted(
                (tuple(row) for row in connection.execute(text(query.format(prefix)))),
                key=lambda row: json.dumps(row, default=str),
            )
            for name, query in QUERIES.items()
        }
    engine.dispose()
    return found
