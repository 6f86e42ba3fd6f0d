"""Checks the hand-written tables: ``python -m memcon.knowledge.check [TABLES] [--heads TSV]``.

Every rule of ``tables/README.md`` that a program can check is checked here; a test keeps
``problems`` empty. ``--heads`` compares heads of state and government with a file of
Factbook editions, for a person to read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from memcon.errors import MemconError, ResourceError
from memcon.knowledge.database import Database
from memcon.knowledge.dates import first_day, is_date, last_day
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.schema import FIELDS, KINDS, LISTS, ROLES, SECTORS, STATUSES, schema_of
from memcon.knowledge.sources.territories import state_ids
from memcon.knowledge.tables import TABLES, Row, read_table, table_files
from memcon.record import EntityKind

Tables = Mapping[str, tuple[Row, ...]]

ID: Final = re.compile(r"Q[1-9]\d*|mc:[a-z0-9][a-z0-9/.-]*")
ISO3: Final = re.compile(r"[A-Z]{3}")
SENTENCE_END: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bNo)[.!?][\"”’)]*(?=\s+[\"“‘(]?[^\Wa-z]|\s*$)"
)
CARD_CHARACTERS: Final = (60, 700)
CARD_SENTENCES: Final = (2, 3)
PERSON_CARD: Final = ((35, 700), (1, 3))
"""The career of a person may be one sentence."""


def problems(tables_dir: Path = TABLES) -> tuple[str, ...]:
    """All that is wrong with the tables, one readable line a problem, in file order."""
    tables: dict[str, tuple[Row, ...]] = {}
    found: list[str] = []
    for path in table_files(tables_dir):
        try:
            rows = read_table(path, root=tables_dir)
        except MemconError as error:
            found.append(str(error))
            continue
        tables[path.relative_to(tables_dir).as_posix()] = rows
    found.extend(_problems(tables))
    return tuple(dict.fromkeys(found))


def _problems(tables: Tables) -> Iterator[str]:
    rows = [row for listed in tables.values() for row in listed if schema_of(row.file)]
    for row in rows:
        for problem in _row_problems(row):
            yield f"{row.label}: {problem}"
    yield from _duplicates(rows)
    yield from _dangling(rows)
    yield from _city_problems(tables.get("cities.yaml", ()), rows)


def _row_problems(row: Row) -> Iterator[str]:
    yield from _field_problems(row)
    yield from _name_problems(row)
    yield from _value_problems(row)
    yield from _card_problems(row)
    if "holders" in row.fields or row.file.startswith("offices/"):
        yield from _office_problems(row)


def _field_problems(row: Row) -> Iterator[str]:
    schema = schema_of(row.file)
    assert schema is not None  # noqa: S101 - rows without a schema are filtered out before
    for field in schema.required:
        if row.fields.get(field) in (None, "", []):
            yield f"lacks {field}"
    for field, value in row.fields.items():
        if field not in schema.allowed:
            yield f"unknown field {field}"
        elif value is not None and not _has_type(value, field):
            yield f"{field} has the wrong type: {value!r}"


def _has_type(value: object, field: str) -> bool:
    if field in LISTS:
        return isinstance(value, list) and all(
            isinstance(item, dict if field == "holders" else str) for item in value
        )
    if field in ("lat", "lon"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, bool if field in ("leads", "shared") else str)


def _name_problems(row: Row) -> Iterator[str]:
    names = _strings(row, "names", "passing")
    primary = row.text("name")
    others = _strings(row, "demonyms", "metonyms", "adjectives")
    for name in ([primary] if primary else []) + names + others:
        if name != name.strip() or "  " in name:
            yield f"name with stray spaces: {name!r}"
        if name == name.lower() and name != name.upper():
            yield f"lower-case name: {name!r}"
    for name in {name for name in names if names.count(name) > 1 or name == primary}:
        yield f"name given twice: {name!r}"
    if primary and row.file.startswith("people/") and " " in primary:
        words = primary.split()
        for name in names:
            if name in (words[0], words[-1]):
                yield f"surname or first name alone: {name!r}"


def _value_problems(row: Row) -> Iterator[str]:
    if row.id and not ID.fullmatch(row.id):
        yield "id must be a Wikidata id or mc:slug (lower case letters, digits, / . -)"
    for field, allowed in (("kind", KINDS), ("sector", SECTORS), ("status", STATUSES)):
        value = row.text(field)
        if value and value not in allowed:
            yield f"unknown {field} {value!r}"
    for field, limit in (("lat", 90.0), ("lon", 180.0)):
        number = row.fields.get(field)
        if isinstance(number, (int, float)) and abs(number) > limit:
            yield f"{field} out of range: {number}"
    if (row.fields.get("lat") is None) != (row.fields.get("lon") is None):
        yield "lat and lon go together"
    if row.fields.get("passing") and not row.text("from"):
        yield "passing names need a from"
    for field in ("from", "to", "as_of"):
        value = row.text(field)
        if value and not is_date(value):
            yield f"{field} is not an ISO date: {value!r}"
    yield from _order_problems(row.fields)


def _order_problems(fields: Mapping[str, Any]) -> Iterator[str]:
    begin, end = fields.get("from"), fields.get("to")
    if begin and end and is_date(begin) and is_date(end) and first_day(begin) > last_day(end):
        yield f"from {begin} is after to {end}"


def _card_problems(row: Row) -> Iterator[str]:
    card = row.text("card")
    if not card:
        return
    (low, high), (least, most) = CARD_CHARACTERS, CARD_SENTENCES
    if row.file.startswith("people/"):
        (low, high), (least, most) = PERSON_CARD
    if not low <= len(card) <= high:
        yield f"card has {len(card)} characters, should have {low} to {high}"
    sentences = len(SENTENCE_END.findall(card.strip()))
    if not least <= sentences <= most:
        yield f"card has {sentences} sentences, should have {least} to {most}"
    for field in ("source", "as_of"):
        if not row.text(field):
            yield f"card without {field}"
    if re.search(r"https?://|www\.", f"{card} {row.text('source')}"):
        yield "link in card or source: name the source instead"


def _office_problems(row: Row) -> Iterator[str]:
    role = row.text("role")
    if role and role not in ROLES:
        yield f"unknown role {role!r}"
    holders = row.fields.get("holders")
    if not isinstance(holders, list):
        return
    sound = []
    for number, holder in enumerate(holders, start=1):
        found = list(_holder_problems(holder, row.text("as_of")))
        yield from (f"holder {number} ({holder.get('person')}): {problem}" for problem in found)
        if not found:
            sound.append(holder)
    if not row.fields.get("shared"):
        yield from _overlaps(sound)


def _holder_problems(holder: Mapping[str, Any], as_of: str | None) -> Iterator[str]:
    for field in ("person", "from", "source"):
        if not holder.get(field):
            yield f"lacks {field}"
    if "to" not in holder:
        yield "lacks to (null while in office)"
    for field in holder:
        if field not in FIELDS["holder"].allowed:
            yield f"unknown field {field}"
    for field in ("from", "to"):
        value = holder.get(field)
        if value and not is_date(value):
            yield f"{field} is not an ISO date: {value!r}"
        elif value and as_of and is_date(as_of) and first_day(value) > last_day(as_of):
            yield f"{field} {value} lies after the office's as_of {as_of}"
    yield from _order_problems(holder)


def _overlaps(holders: list[Mapping[str, Any]]) -> Iterator[str]:
    """Two holders at once, where the shortened dates leave no doubt; a shared day is a handover."""
    ordered = sorted(holders, key=lambda holder: (first_day(holder["from"]), holder["to"] or "9"))
    for before, after in pairwise(ordered):
        end = before["to"]
        if before.get("acting") or after.get("acting"):
            continue
        if end is None or first_day(end) > last_day(after["from"]):
            yield (
                f"{before['person']} (to {end}) and {after['person']} (from {after['from']}) "
                "hold it at once; if it has several seats, say shared: true"
            )


def _duplicates(rows: Iterable[Row]) -> Iterator[str]:
    ids: dict[str, Row] = {}
    names: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row.id and row.id in ids:
            yield f"{row.label}: id stands already in {ids[row.id].file}"
        ids.setdefault(row.id, row)
        name = row.text("name")
        if not name:
            continue
        key = (name.casefold(), row.text("kind") or "", row.text("country") or "")
        if key in names and names[key].id != row.id:
            yield f"{row.label}: the same name, kind and country as {names[key].label}"
        names.setdefault(key, row)


def _dangling(rows: list[Row]) -> Iterator[str]:
    states = known_states()
    ids = {row.id for row in rows} | set(states.values())
    people = {row.id for row in rows if row.file.startswith("people/")}
    codes = set(states) | {row.fields["iso"] for row in rows if row.fields.get("iso")}
    for row in rows:
        for field, value in _references(row):
            if field == "person":
                known = value in people
            elif field == "country":
                known = value in codes
            else:
                known = value in codes or value in ids
            if not known:
                yield f"{row.label}: {field} names nothing known: {value!r}"


def _city_problems(cities: Iterable[Row], rows: Iterable[Row]) -> Iterator[str]:
    """Cities are joined by GeoNames id; only a place may share an id with one."""
    others = {row.id: row for row in rows if row.text("kind") != EntityKind.CITY.value}
    seen: set[str] = set()
    for row in cities:
        for key in filter(None, (str(row.fields.get("geonames") or ""), row.id)):
            if key in seen:
                yield f"{row.label}: {key} stands there twice"
            seen.add(key)
        if row.id and not ID.fullmatch(row.id):
            yield f"{row.label}: id must be a Wikidata id"
        if row.id and row.id in others:
            yield f"{row.label}: the id of {others[row.id].label}"


def _references(row: Row) -> Iterator[tuple[str, str]]:
    for field in ("country", "stands_for", "of", "part_of"):
        value = row.text(field)
        if value:
            yield field, value
    for field in ("members", "parties"):
        yield from ((field, value) for value in _strings(row, field))
    holders = row.fields.get("holders")
    for holder in holders if isinstance(holders, list) else ():
        if isinstance(holder, dict) and holder.get("person"):
            yield "person", str(holder["person"])


def _strings(row: Row, *fields: str) -> list[str]:
    found: list[str] = []
    for field in fields:
        value = row.fields.get(field)
        if isinstance(value, list):
            found.extend(item for item in value if isinstance(item, str))
    return found


def known_states() -> dict[str, str]:
    """Id of every state and territory by alpha-3 code, from the packages, else as shipped."""
    try:
        return state_ids()
    except ResourceError:
        return Database(BUILTIN).states()


def main(arguments: list[str]) -> int:
    """Writes the problems to standard output; 1 where there are any."""
    heads = None
    if "--heads" in arguments:
        at = arguments.index("--heads")
        heads = Path(arguments[at + 1])
        arguments = arguments[:at] + arguments[at + 2 :]
    root = Path(arguments[0]) if arguments else TABLES
    found = problems(root)
    lines = list(found) or ["no problems"]
    if heads is not None:
        from memcon.knowledge.heads import disagreements

        lines += ["", f"beside {heads.name}:", *disagreements(root, heads)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
