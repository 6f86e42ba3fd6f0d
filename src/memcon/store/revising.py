"""A report whose words were changed since: the later text takes the place of the earlier one.

Both are kept. The earlier one is marked as superseded and no longer answers; what people have set
right in it is carried over to the same words of the later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, select, update

from memcon.record import Event, Position, Record, Statement
from memcon.record.correction import Anchor, Correction, anchor_of, find_fact, topic_of
from memcon.resolve.copies import Print
from memcon.resolve.words import content_words, share_of
from memcon.store import tables
from memcon.store.judging import load_corrections, shown, write_correction
from memcon.store.keeping import load_record, unfold

SAME: Final = 0.3
"""Of the runs of words of the shorter text, the share that makes two of one address one report."""
MEANT: Final = 0.5
"""The share of words by which a fact of the later text is the one that was corrected."""
Fact = Statement | Event | Position


def revise(connection: Connection, number: int, record: Record) -> list[int]:
    """Whether a report that was just kept is another text of one that is kept already.

    Gives the numbers of those that no longer answer: of two texts the one of the earlier date or,
    on one day, the one that was there before. Their rows are gone, their records are not.
    """
    gone = []
    for old in _of_one_address(connection, number, record):
        before = load_record(connection, old)
        if not _is_one_report(before, record):
            continue
        is_later = (record.article.published or "") >= (before.article.published or "")
        last, first = (number, old) if is_later else (old, number)
        texts = {number: record, old: before}
        carry_over(connection, texts[first], texts[last])
        _supersede(connection, first, by=last)
        gone.append(first)
    return gone


def _of_one_address(connection: Connection, number: int, record: Record) -> list[int]:
    kept, article = tables.article.c, record.article
    same = kept.url == article.url if article.url else kept.source == article.source
    query = select(kept.number).where(same, kept.number != number, kept.superseded.is_(None))
    return list(connection.execute(query.order_by(kept.number)).scalars())


def _is_one_report(one: Record, other: Record) -> bool:
    left, right = Print.of(one.article), Print.of(other.article)
    return share_of(left.runs, right.runs) >= SAME


def _supersede(connection: Connection, number: int, *, by: int) -> None:
    unfold(connection, number, shown(connection, number))
    kept = tables.article
    connection.execute(update(kept).where(kept.c.number == number).values(superseded=by))


def carry_over(connection: Connection, old: Record, new: Record) -> None:
    """Let corrections of facts of one text hold of the same facts of another."""
    decided = load_corrections(connection)
    known = {one.id for one in decided}
    for one in decided:
        moved = _moved(one, old, new)
        if moved is not None and moved.id not in known:
            write_correction(connection, moved)


def _moved(one: Correction, old: Record, new: Record) -> Correction | None:
    """A correction as it holds of the later text; ``None`` where it finds nothing there."""
    ends = [anchor for anchor in (one.target, one.other) if anchor is not None]
    if old.article.id not in {anchor.article for anchor in ends}:
        return None
    now = [_anchor(anchor, old, new) for anchor in ends]
    found = [anchor for anchor in now if anchor is not None]
    if len(found) < len(ends):
        return None
    return replace(one, target=found[0], other=found[1] if one.other else None)


def _anchor(anchor: Anchor, old: Record, new: Record) -> Anchor | None:
    if anchor.article != old.article.id:
        return anchor
    if anchor.id is None:
        return _words(anchor, old, new)
    kind = anchor.id.partition("-")[0]
    meant = find_fact(_facts(old, kind), anchor)
    found = _likest(meant, _facts(new, kind)) if meant else None
    return anchor_of(new, found) if found else None


def _words(anchor: Anchor, old: Record, new: Record) -> Anchor | None:
    """Mentions of the same words, wherever they stand in the later text."""
    quotes = {old.article.quote(span) for span in anchor.spans}
    spans = tuple(linked.span for linked in new.mentions if linked.quote in quotes)
    return replace(anchor, article=new.article.id, spans=spans) if spans else None


def _facts(record: Record, kind: str) -> tuple[Any, ...]:
    listed: dict[str, tuple[Any, ...]] = {
        "statement": record.statements,
        "event": record.events,
        "position": record.positions,
    }
    return listed.get(kind, ())


def _likest(meant: Fact, facts: Iterable[Fact]) -> Fact | None:
    """The fact of the same kind and topic with most of the same words."""
    scored = sorted(_scored(meant, facts), key=lambda one: (-one[0], one[1].id))
    return scored[0][1] if scored and scored[0][0] >= MEANT else None


def _scored(meant: Fact, facts: Iterable[Fact]) -> Iterator[tuple[float, Fact]]:
    words = content_words(_quote(meant))
    for one in facts:
        if topic_of(one) == topic_of(meant):
            yield share_of(words, content_words(_quote(one))), one


def _quote(fact: Fact) -> str:
    return fact.content.quote if isinstance(fact, Statement) else fact.evidence.quote
