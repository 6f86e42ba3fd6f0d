"""What parties want, kept: each new entry stands to those before it, and later ones to it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, literal_column, select, update

from memcon.resolve.attention import change_notice, first_notice, is_noted
from memcon.resolve.packing import from_held, to_held
from memcon.resolve.positions import (
    BACK,
    FEW,
    Entry,
    Held,
    Point,
    PositionHistory,
    Standing,
    is_akin,
    stand,
    without_reprints,
)
from memcon.store import tables
from memcon.store.keeping import as_json
from memcon.store.settling.notices import Noted, drop_notices, put_notices
from memcon.store.settling.rows import drop, fetch, put

Json = dict[str, Any]
HELD: Final = tables.held.c
SEEN: Final = tuple(
    HELD[name]
    for name in (
        *("fact", "id", "holder", "topic", "rank", "day", "issue"),
        *("claim", "stance", "teller", "shelf", "kin", "change", "shown"),
    )
)
"""What is needed to compare an entry."""
_COUNTED: Final = HELD.holder == bindparam("holder"), HELD.of.is_(None)
_DATED: Final = (*_COUNTED, HELD.day != "")
_ON_ISSUE: Final = (*_COUNTED, HELD.topic == bindparam("topic"))
OF_HOLDER: Final = select(*SEEN).where(*_COUNTED).order_by(HELD.rank).limit(FEW + 1)
BEFORE: Final = (
    select(*SEEN)
    .where(*_ON_ISSUE, HELD.rank < bindparam("rank"))
    .order_by(HELD.rank.desc())
    .limit(BACK)
)
AFTER: Final = (
    select(*SEEN)
    .where(*_ON_ISSUE, HELD.rank >= bindparam("rank"))
    .order_by(HELD.rank)
    .limit(BACK + 1)
)
FIRST_DAY: Final = select(HELD.day).where(*_DATED).order_by(HELD.rank).limit(1)
FIRST_WORD: Final = (
    select(tables.held)
    .where(*_DATED, HELD.issue == bindparam("issue"))
    .order_by(HELD.day, HELD.rank)
    .limit(1)
)
ALL_ISSUES: Final = select(HELD.issue).where(*_DATED).distinct()
_NEW: Final = ("issue", "kin", "change", "shelf", "shown")
STANDING: Final = (
    update(tables.held)
    .where(HELD.fact == bindparam("own"))
    .values(**{name: bindparam(f"new_{name}") for name in _NEW})
)
ANY: Final = ""
"""The shelf of a holder of whom there are few entries: all issues stand on it."""
LEFT_BEHIND: Final = select(HELD.topic, HELD.rank).where(
    *_COUNTED, HELD.shelf == literal_column("''")
)
"""Those that stand on the shelf ``ANY``, which is spelt out: they have an index of their own."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that came or went: whose it is, on which issue it was read, and its rank."""

    holder: str
    topic: str
    rank: str
    is_new: bool


def settle_positions(
    connection: Connection,
    held: Mapping[int, Sequence[Held]],
    *,
    numbers: Mapping[str, int],
    roots: Mapping[int, int],
) -> None:
    """Put the positions of reports in the place of those kept, and settle what follows them.

    ``held`` are those of each article by its number, ``numbers`` those of facts by id, ``roots``
    the article that each goes back to.
    """
    old = list(fetch(connection, (tables.held,), HELD.article, held))
    families = {*(row.root for row in old), *(roots[article] for article in held)}
    kept = [r for r in _of_families(connection, families) if r["article"] not in held]
    new = {
        numbers[one.entry.id]: _row(one, article, roots[article], numbers)
        for article, listed in sorted(held.items())
        for one in listed
        if one.entry.id in numbers
    }
    _take_out(connection, held, [row.fact for row in old])
    changes = [_change(row._mapping, is_new=False) for row in old if row.of is None]
    changes += _fold_reprints(connection, kept, list(new.values()))
    _settle(connection, changes)


def _of_families(connection: Connection, roots: Collection[int]) -> list[Json]:
    return [dict(row._mapping) for row in fetch(connection, (tables.held,), HELD.root, roots)]


def _take_out(connection: Connection, articles: Collection[int], facts: Collection[int]) -> None:
    drop_notices(connection, {_owner(fact) for fact in facts})
    drop(connection, tables.held, HELD.article, articles)


def _owner(fact: int) -> str:
    return f"position {fact}"


def _change(row: Mapping[Any, Any], *, is_new: bool) -> Change:
    return Change(row["holder"], row["topic"], row["rank"], is_new)


def _row(one: Held, article: int, root: int, numbers: Mapping[str, int]) -> Json:
    entry = one.entry
    return {
        "fact": numbers[entry.id],
        "id": entry.id,
        "article": article,
        "holder": one.holder,
        "name": one.name,
        "topic": one.issue,
        "rank": one.rank,
        "day": entry.when or "",
        "issue": one.issue,
        "claim": entry.claim,
        "stance": entry.stance,
        "teller": entry.according_to or "",
        "root": root,
        "of": None,
        "shelf": ANY,
        "kin": "[]",
        "change": entry.change,
        "body": as_json(from_held(one)),
        "shown": as_json(_said(one.entry)),
    }


def _said(entry: Entry) -> Json:
    """What the report itself says of change."""
    return {"said": [entry.change, entry.reason]} if entry.change else {}


def _fold_reprints(
    connection: Connection, kept: Sequence[Json], new: Sequence[Json]
) -> Iterator[Change]:
    """What a source and its reprints say once each is one entry; gives those that came or went."""
    folded = _folded([*kept, *new])
    put(connection, tables.held, [{**row, **folded[row["fact"]]} for row in new])
    yield from (_change(row, is_new=True) for row in new if folded[row["fact"]]["of"] is None)
    for row in kept:
        now = folded[row["fact"]]
        if {name: row[name] for name in now} != now:
            connection.execute(update(tables.held).where(HELD.fact == row["fact"]).values(**now))
        if (row["of"] is None) != (now["of"] is None):
            drop_notices(connection, {_owner(row["fact"])})
            yield _change(row, is_new=now["of"] is None)


def _folded(rows: Iterable[Json]) -> dict[int, Json]:
    """For each fact the one that it repeats, if any, and what is shown of those that repeat it."""
    families: dict[tuple[str, int], list[Json]] = defaultdict(list)
    for row in rows:
        families[row["holder"], row["root"]].append(row)
    folded: dict[int, Json] = {}
    for listed in families.values():
        facts = {row["id"]: row["fact"] for row in listed}
        root = _root_of(listed)
        for one in without_reprints([_held(row, root) for row in listed]):
            entry, head = one.entry, facts[one.entry.id]
            row = next(row for row in listed if row["fact"] == head)
            said = {"also": list(entry.also), "reprints": list(entry.reprints)}
            shown = {**json.loads(row["shown"]), **said}
            folded[head] = {"of": None, "shown": as_json(shown)}
            folded.update((facts[copy], {"of": head}) for copy in entry.reprints)
    return folded


def _root_of(rows: Iterable[Json]) -> str:
    """What the source of a family is called; its number where it wants nothing itself."""
    own = (row for row in rows if row["article"] == row["root"])
    first = next(own, None)
    return str(json.loads(first["body"])["entry"]["article"] if first else "")


def _held(row: Json, root: str) -> Held:
    return to_held(json.loads(row["body"]), root)


def _settle(connection: Connection, changes: Iterable[Change]) -> None:
    """Let entries that came, and those after what came or went, stand to those before them."""
    by_holder: dict[str, list[Change]] = defaultdict(list)
    for one in changes:
        by_holder[one.holder].append(one)
    issues: set[tuple[str, str]] = set()
    turns: dict[int, tuple[int, str]] = {}
    for holder, listed in sorted(by_holder.items()):
        for shelf in _shelves(connection, holder, listed):
            issues |= _settle_shelf(connection, shelf, turns)
        issues |= {(holder, issue) for issue in _issues(connection, holder, listed)}
    _note_turns(connection, turns)
    _note_firsts(connection, issues)


def _issues(connection: Connection, holder: str, changes: Sequence[Change]) -> set[str]:
    """The issues on which a first word may be another: all, where the very first one is."""
    known = connection.execute(FIRST_DAY, {"holder": holder}).scalar() or ""
    if any(one.rank.partition(" ")[0] <= known for one in changes):
        return set(connection.execute(ALL_ISSUES, {"holder": holder}).scalars())
    return {one.topic for one in changes}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries of one holder in order of rank, of which those at ``places`` are to be settled."""

    name: str
    rows: Sequence[Row[Any]]
    places: Sequence[int]


def _shelves(connection: Connection, holder: str, changes: Sequence[Change]) -> Iterator[Shelf]:
    """What has to be seen to settle the entries of one holder."""
    few = connection.execute(OF_HOLDER, {"holder": holder}).all()
    if len(few) <= FEW:
        yield Shelf(ANY, few, _places(changes, few, ANY))
        return
    stale = connection.execute(LEFT_BEHIND, {"holder": holder})
    left = [Change(holder, row.topic, row.rank, is_new=True) for row in stale]
    yield from (_around(connection, one) for one in dict.fromkeys((*changes, *left)))


def _around(connection: Connection, change: Change) -> Shelf:
    """The entries on one issue around one that came or went, and those that may stand to it."""
    given = {"holder": change.holder, "topic": change.topic, "rank": change.rank}
    first = connection.execute(BEFORE, given).all()[::-1]
    last = connection.execute(AFTER, given).all()
    rows = [*first, *last]
    return Shelf(change.topic, rows, _places([change], rows, change.topic))


def _places(changes: Sequence[Change], rows: Sequence[Row[Any]], shelf: str) -> list[int]:
    """Those among ``rows`` that may stand otherwise now."""
    at = {row.rank: place for place, row in enumerate(rows)}
    if not all(one.is_new for one in changes):
        first = min(one.rank for one in changes)
        return [place for place, row in enumerate(rows) if row.rank >= first]
    came = [at[one.rank] for one in changes if one.rank in at]
    return [
        place
        for place, row in enumerate(rows)
        if row.shelf != shelf
        or place in came
        or _is_beside(place, came, rows)
        or _is_cut(place, rows, first=min(came, default=place))
    ]


def _is_beside(place: int, came: Sequence[int], rows: Sequence[Row[Any]]) -> bool:
    """Whether an entry that came is before another and on its matter."""
    near = (at for at in came if place - BACK <= at < place)
    return any(is_akin(_point(rows[place]), _point(rows[at])) for at in near)


def _is_cut(place: int, rows: Sequence[Row[Any]], *, first: int) -> bool:
    """Whether one that it stood to lies too far back now."""
    if place <= BACK or place < first:
        return False
    known = {row.id for row in rows[place - BACK : place]}
    return not known.issuperset(json.loads(rows[place].kin))


def _point(row: Row[Any]) -> Point:
    return Point(
        id=row.id,
        issue=row.topic,
        claim=row.claim,
        stance=row.stance,
        when=row.day or None,
        teller=row.teller,
    )


def _settle_shelf(
    connection: Connection, shelf: Shelf, turns: dict[int, tuple[int, str]]
) -> set[tuple[str, str]]:
    """Let entries stand to those before them; gives the holders and issues of those that changed.

    ``turns`` takes the changes of position: for each entry the one before it, and the issue.
    """
    by_id = {row.id: row for row in shelf.rows}
    changed: set[tuple[str, str]] = set()
    new: list[Json] = []
    for at in shelf.places:
        row = shelf.rows[at]
        stands = stand(_point(row), map(_point, shelf.rows[max(0, at - BACK) : at][::-1]))
        now = _standing(row, stands, shelf.name)
        if {name: getattr(row, name) for name in now} == now:
            continue
        new.append({"own": row.fact, **{f"new_{name}": value for name, value in now.items()}})
        changed |= {(row.holder, row.issue), (row.holder, stands.issue)}
        before = by_id[stands.before] if stands.before else row
        turns[row.fact] = before.fact, stands.issue
    if new:
        connection.execute(STANDING, new)
    return changed


def _standing(row: Row[Any], stands: Standing, shelf: str) -> Json:
    """How an entry stands, as it is kept."""
    shown = json.loads(row.shown)
    said = shown.get("said", (None, "")) if stands.before is None else None
    change, reason = said or (stands.change, stands.reason)
    return {
        "issue": stands.issue,
        "kin": as_json(list(stands.kin)),
        "change": change,
        "shelf": shelf,
        "shown": as_json({**shown, "before": stands.before, "reason": reason}),
    }


def _note_turns(connection: Connection, turns: Mapping[int, tuple[int, str]]) -> None:
    """Note the changes of position of entries that stand anew."""
    drop_notices(connection, {_owner(fact) for fact in turns})
    facts = {*turns, *(before for before, _ in turns.values())}
    rows = {row["fact"]: row for row in _whole(connection, facts)}
    noted = []
    for fact, (before, issue) in sorted(turns.items()):
        own = rows[fact]
        if own["change"] not in (None, "unchanged"):
            notice = change_notice(_history(own, issue), entry_of(rows[before]), entry_of(own))
            noted.append(Noted(owner=_owner(fact), notice=notice, facts=(before, fact)))
    put_notices(connection, noted)


def _history(row: Json, issue: str) -> PositionHistory:
    return PositionHistory(holder=row["holder"], name=row["name"], issue=issue, entries=())


def _whole(connection: Connection, facts: Collection[int]) -> list[Json]:
    return [dict(row._mapping) for row in fetch(connection, (tables.held,), HELD.fact, facts)]


def entry_of(row: Json) -> Entry:
    """An entry as it is shown, from its row."""
    shown = json.loads(row["shown"])
    known = {name: shown[name] for name in ("before", "reason") if name in shown}
    return replace(to_held(json.loads(row["body"]), "").entry, change=row["change"], **known)


def _note_firsts(connection: Connection, issues: Collection[tuple[str, str]]) -> None:
    """Note first words on issues, of parties of which one has known for a while."""
    drop_notices(connection, {_first_owner(*one) for one in issues})
    known = {
        holder: connection.execute(FIRST_DAY, {"holder": holder}).scalar() for holder, _ in issues
    }
    noted = []
    for holder, issue in sorted(issues):
        first = connection.execute(FIRST_WORD, {"holder": holder, "issue": issue}).first()
        if first and is_noted(known[holder], first.day):
            row = dict(first._mapping)
            notice = first_notice(_history(row, issue), entry_of(row))
            owner = _first_owner(holder, issue)
            noted.append(Noted(owner=owner, notice=notice, facts=(first.fact,)))
    put_notices(connection, noted)


def _first_owner(holder: str, issue: str) -> str:
    return f"first {holder} {issue}"
