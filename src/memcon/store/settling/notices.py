"""What deserves attention, kept beside the facts that it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from memcon.resolve.attention import Notice
from memcon.resolve.rows import notice_row
from memcon.store import tables
from memcon.store.filter import BEYOND
from memcon.store.keeping import as_json
from memcon.store.settling.rows import drop, fetch, put


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A notice and when it holds: on days from ``since`` to ``until``, both included.

    ``owner`` is what it goes with, ``facts`` the numbers of the facts behind it. A demand has who
    asked whom, and its words: it holds as long as nobody answers.
    """

    owner: str
    notice: Notice
    facts: tuple[int, ...]
    since: str = ""
    until: str = BEYOND
    asker: str | None = None
    addressee: str | None = None
    words: Sequence[str] = ()

    @property
    def id(self) -> str:
        """The same for the same notice."""
        return f"{self.owner} {self.notice.kind} {self.notice.about[-1]}"


def put_notices(connection: Connection, noted: Iterable[Noted]) -> None:
    """Keep notices that are not there yet."""
    listed = {one.id: one for one in noted}
    put(connection, tables.notice, [_row(one) for _, one in sorted(listed.items())])
    facts = {(fact, one.id) for one in listed.values() for fact in one.facts}
    put(connection, tables.noticed, [{"fact": f, "notice": key} for f, key in sorted(facts)])


def drop_notices(connection: Connection, owners: Collection[str]) -> None:
    """Forget what goes with these."""
    notice = tables.notice.c
    ids = {row.id for row in fetch(connection, (notice.id,), notice.owner, owners)}
    drop(connection, tables.noticed, tables.noticed.c.notice, ids)
    drop(connection, tables.notice, notice.id, ids)


def _row(one: Noted) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "owner": one.owner,
        "kind": one.notice.kind,
        "day": one.notice.date or "",
        "since": one.since,
        "until": one.until,
        "asker": one.asker,
        "addressee": one.addressee,
        "body": as_json({**notice_row(one.notice), "words": list(one.words)}),
    }
