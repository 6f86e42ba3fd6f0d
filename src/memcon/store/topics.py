"""The types of events and the issues that may be asked for: those of the codebook or the store."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from memcon.codebook.event_status import load_status
from memcon.codebook.issues import load_issues
from memcon.errors import UsageError
from memcon.store import tables
from memcon.store.filter import Filter
from memcon.store.projection import Kind


def check_topics(connection: Connection, asked: Filter) -> None:
    """Raises ``UsageError``, which names the known ones, for a type or issue that nobody knows."""
    if asked.type is not None and not _is_there(connection, "event", asked.type.upper()):
        _check(asked.type.upper(), load_status().quads, "type of event")
    if asked.issue is not None and not _is_there(connection, "position", asked.issue):
        _check(asked.issue, load_issues().by_id, "issue")


def _is_there(connection: Connection, kind: Kind, topic: str) -> bool:
    """Whether the store has it, perhaps from an issue of one's own."""
    fact = tables.fact.c
    found = select(fact.number).where(fact.topic == topic, fact.kind == kind).limit(1)
    return connection.execute(found).first() is not None


def _check(topic: str, known: Iterable[str], what: str) -> None:
    listed = sorted(known)
    if topic not in listed:
        raise UsageError(f"no {what} is called {topic!r}; there are {', '.join(listed)}")
