"""Compares our heads of state and government with editions of the Factbook, for a person to read.

The file is tab-separated: ``gec role title_name_raw since
first_seen last_seen``. It is noisy (deputies, spellings), so this lists and never decides.
"""

from __future__ import annotations

import csv
import datetime
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from memcon.knowledge.dates import first_day, last_day
from memcon.knowledge.names import fold
from memcon.knowledge.sources.cities import factbook_codes
from memcon.knowledge.tables import Row, read_tables, rows_of

ROLES: Final = {"cos": ("head_of_state",), "hog": ("head_of_government", "head_of_state")}
LIKENESS: Final = 0.8
DAYS_APART: Final = 31
_SURNAME: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?:\s+[A-ZÀ-Þ'’-]{3,})*")


@dataclass(frozen=True, slots=True)
class _Head:
    iso: str
    role: str
    name: str
    since: str
    first_seen: str
    last_seen: str


def disagreements(tables_dir: Path, heads: Path) -> Iterator[str]:
    """One line for every head of the file that our tables do not show, or from another date."""
    tables = read_tables(tables_dir)
    people = {row.id: row for row in rows_of(tables, "people/")}
    offices = list(rows_of(tables, "offices/"))
    covered = {str(row.fields.get("of")) for row in offices}
    for head in _read(heads):
        if head.iso in covered:
            found = list(_holders(offices, people, head))
            line = _compare(head, found)
            if line:
                yield line


def _read(path: Path) -> Iterator[_Head]:
    codes = factbook_codes()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            title = row["title_name_raw"]
            if re.search(r"deput|vice|represented|,|;", title, re.IGNORECASE):
                continue
            yield _Head(
                iso=codes.get(row["gec"], ""),
                role=row["role"],
                name=title,
                since=_iso_date(row["since"]),
                first_seen=row["first_seen"],
                last_seen=row["last_seen"],
            )


def _iso_date(text: str) -> str:
    for form in ("%d %B %Y", "%B %Y", "%Y"):
        try:
            found = datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
        return found.isoformat()[: {"%Y": 4, "%B %Y": 7}.get(form, 10)]
    return ""


def _holders(
    offices: list[Row], people: dict[str, Row], head: _Head
) -> Iterator[tuple[str, str, str | None]]:
    """Name, begin and end of all our holders of the offices of this role, from this state."""
    for office in offices:
        if office.fields.get("of") == head.iso and office.fields.get("role") in ROLES[head.role]:
            for held in office.fields.get("holders") or ():
                person = people.get(str(held.get("person")))
                if person:
                    for name in (person.text("name") or "", *person.texts("names")):
                        yield name, str(held.get("from")), held.get("to")


def _compare(head: _Head, found: list[tuple[str, str, str | None]]) -> str:
    where = f"{head.iso} {head.role}: {head.name} (since {head.since or '?'})"
    surnames = _SURNAME.findall(head.name)
    key = fold("".join(surnames[-1:]).replace(" ", ""))
    same = [row for row in found if _is_like(key, row[0])]
    if not same:
        return f"{where}: not in our tables, seen {head.first_seen} to {head.last_seen}"
    if head.since and not any(_days_apart(row[1], head.since) <= DAYS_APART for row in same):
        return f"{where}: ours from {', '.join(sorted({row[1] for row in same}))}"
    return ""


def _is_like(key: str, name: str) -> bool:
    words = [fold(word) for word in name.replace("-", " ").split()]
    joined = "".join(words)
    if key and key in joined:
        return True
    return any(difflib.SequenceMatcher(None, key, word).ratio() >= LIKENESS for word in words)


def _days_apart(one: str, other: str) -> int:
    if first_day(one) <= last_day(other) and first_day(other) <= last_day(one):
        return 0
    parse = datetime.date.fromisoformat
    return abs((parse(first_day(one)) - parse(first_day(other))).days)
