"""Positions as the statement table that Discourse Network Analyzer writes as its event list.

Columns, their order, the semicolons and ``yyyy-MM-dd HH:mm:ss`` are those of DNA 3
(``Exporter.eventCSV`` in github.com/leifeld/dna) with its usual variables: person, organization,
concept, agreement. What DNA does not have stands after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from memcon.export.cells import csv_lines, one_line
from memcon.export.material import Index, Material, Row, Told, taken
from memcon.record import EntityKind, Position
from memcon.record.stance import side_of

COLUMNS: Final = (
    *("statement ID", "time", "document ID", "document title", "author", "source", "section"),
    *("type", "text", "person", "organization", "concept", "agreement"),
    *("stance", "toward", "positionId"),
)
AGREEMENT: Final = {"for": 1, "against": 0, "open": None}
"""Whether a holder is for the concept; DNA knows yes and no, and an open stance is neither."""


def lines(material: Material) -> Iterator[str]:
    """One row for each time that a party takes sides itself, in order of time.

    See :func:`memcon.export.material.taken` for what is left out.
    """
    index = Index.of(material.read())
    documents = {key: number for number, key in enumerate(sorted(index.articles), 1)}
    rows = sorted(_rows(material, index, documents), key=lambda row: (row[0], row[-1]))
    numbered = ((number, *row) for number, row in enumerate(rows, 1))
    yield from csv_lines([COLUMNS], delimiter=";")
    yield from csv_lines(numbered, delimiter=";")


def _rows(material: Material, index: Index, documents: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    for history in material.positions:
        for entry in taken(history):
            told = index.told(entry["id"])
            if told is not None:
                yield _row(history, entry, told, index=index, document=documents[told.article.id])


def _row(history: Row, entry: Row, told: Told, *, index: Index, document: int) -> tuple[Any, ...]:
    article, fact = told.article, told.fact
    words = (article.title, ", ".join(article.authors), article.site or article.source)
    about = (*(_plain(one) for one in words), "", "", _plain(entry["quote"]))
    stance = (AGREEMENT[side_of(entry["stance"])], entry["stance"])
    toward = _plain(index.name(fact.toward if isinstance(fact, Position) else None))
    time = _time(entry["when"] or article.published)
    who = (*_who(history, told, index), history["issue"])
    return time, document, *about, *who, *stance, toward, entry["id"]


def _who(history: Row, told: Told, index: Index) -> tuple[str, str]:
    """The person who speaks and the party he speaks for; a holder may be a person himself."""
    holder = index.entities.get(history["holder"])
    if holder is not None and holder.kind is EntityKind.PERSON:
        return _plain(history["name"]), ""
    speakers = (index.entities.get(one) for one in told.speakers)
    people = [one.name for one in speakers if one and one.kind is EntityKind.PERSON]
    return _plain(people[0] if people else None), _plain(history["name"])


def _time(when: str | None) -> str:
    """A date as DNA writes it; a month or year begins on its first day."""
    return f"{(when + '-01-01')[:10]} 00:00:00" if when else ""


def _plain(text: str | None) -> str:
    """One line; semicolons and quotation marks as DNA itself replaces them."""
    return one_line(text or "").replace(";", ",").replace('"', "'")
