"""One's own entities, a newsroom's stylebook say, from CSV or YAML to a file of a user's base.

Columns are the fields of the tables (see docs/kb.md). A row that cannot be used is told with
its number and the reason; the others are kept. Rows are joined with the built-in base by id,
else by name, kind and country.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml

from memcon.errors import SourceError
from memcon.knowledge.adding.database import write_draft
from memcon.knowledge.adding.found import Added
from memcon.knowledge.adding.known import Known, reference_to, role_of
from memcon.knowledge.adding.wikidata import file_date
from memcon.knowledge.dates import first_day, is_date
from memcon.knowledge.names import key_of
from memcon.knowledge.rows import AliasKind, Draft, EntityRow, HoldingRow, OfficeRow, SourceRow
from memcon.knowledge.schema import KINDS, ROLES, SECTORS
from memcon.record import EntityKind

FIELDS: Final = (
    *("id", "wikidata", "name", "kind", "names", "description", "country", "lat", "lon"),
    *("sector", "card", "source", "as_of", "weight", "office", "of", "role", "from", "to"),
)
"""Columns, of which ``name`` and ``kind`` are required."""
WEIGHT: Final = 1000.0
"""What a newsroom writes down it means: only states of the built-in base weigh more."""
MOST_BYTES: Final = 100_000_000
SHOWN: Final = 50
_ID: Final = re.compile(r"Q[1-9]\d*|[a-z][a-z0-9-]*:\S+")
_SEPARATORS: Final = re.compile(r"[;|]")


class RowFault(Exception):  # noqa: N818  # never leaves this module
    """One row cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, with where it stands, as a person finds it."""

    place: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """A text on one line; ``None`` where empty."""
        value = self.fields.get(name)
        if isinstance(value, dict | list | tuple):
            raise RowFault(f"{name} must be a text")
        text = " ".join(str(value).split()) if value is not None else ""
        return text or None

    def texts(self, name: str) -> tuple[str, ...]:
        """Several texts: a list, or one text with semicolons."""
        value = self.fields.get(name)
        parts = value if isinstance(value, list) else _SEPARATORS.split(str(value or ""))
        if any(isinstance(part, dict | list) for part in parts):
            raise RowFault(f"{name} must be a list of texts")
        return tuple(text for part in parts if (text := " ".join(str(part).split())))

    def number(self, name: str, *, most: float) -> float | None:
        """A number between ``-most`` and ``most``; ``None`` where empty."""
        text = self.text(name)
        try:
            value = None if text is None else float(text.replace(",", "."))
        except ValueError:
            raise RowFault(f"{name} {text!r} is not a number") from None
        if value is not None and not abs(value) <= most:
            raise RowFault(f"{name} {text!r} is out of bounds")
        return value

    def one_of(self, name: str, allowed: frozenset[str]) -> str | None:
        """A word of a list; ``None`` where empty."""
        text = self.text(name)
        if text is not None and text not in allowed:
            raise RowFault(f"{name} {text!r} is not one of {', '.join(sorted(allowed))}")
        return text

    def date(self, name: str) -> str | None:
        """An ISO date, possibly shortened; ``None`` where empty."""
        text = self.text(name)
        if text is not None and not is_date(text):
            raise RowFault(f"{name} {text!r} is not a date; write 2026-05-04, 2026-05 or 2026")
        return text


@dataclass(slots=True)
class _Book:
    """The base being made of one file."""

    known: Known
    file: str
    as_of: str
    draft: Draft = field(default_factory=Draft)
    same: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    skipped: int = 0
    joined: int = 0


def add_stylebook(path: Path, folder: Path) -> Added:
    """Adds a CSV or YAML file to the base in ``folder``, in place of an earlier edition of it.

    Raises ``SourceError`` where the file cannot be read, or none of its rows can be used; the
    base is then as it was.
    """
    known = Known()
    try:
        book = _Book(known, path.name, file_date(path))
        for row in read_rows(path):
            _add_row(book, row)
    finally:
        known.close()
    if not book.draft.entities:
        reason = f"holds no row that can be used; {'; '.join(book.faults[:3]) or 'it is empty'}"
        raise SourceError(str(path), reason)
    gives = f"own entities ({path.name})"
    book.draft.sources.append(SourceRow(path.name, "own", book.as_of, gives))
    target = folder / f"own-{key_of(path.stem).replace(' ', '-') or 'entities'}.sqlite"
    write_draft(target, book.draft, book.same)
    return Added(
        source=str(path),
        entities=sum(1 for row in book.draft.entities.values() if row.weight),
        names=len(book.draft.aliases),
        terms=len(book.draft.holdings),
        joined=book.joined,
        skipped=book.skipped,
        faults=tuple(book.faults),
    )


def _add_row(book: _Book, row: Row) -> None:
    try:
        _add_entity(book, row)
    except RowFault as fault:
        book.skipped += 1
        if len(book.faults) < SHOWN:
            book.faults.append(f"{row.place}: {fault}")


def _add_entity(book: _Book, row: Row) -> None:
    entity = _entity(book, row)
    held = _office(book, row, entity)
    names = row.texts("names")
    draft = book.draft
    if entity.id in draft.entities and draft.entities[entity.id].weight:
        raise RowFault(f"{entity.id} ({entity.name}) stands in an earlier row")
    draft.entities[entity.id] = entity
    draft.name(entity.id, (entity.name,), AliasKind.NAME)
    draft.name(entity.id, names, AliasKind.ALIAS)
    if held is not None:
        office, holding, body = held
        draft.offices.setdefault(office.id, office)
        draft.entities.setdefault(body.id, reference_to(body))
        draft.holdings.append(holding)


def _entity(book: _Book, row: Row) -> EntityRow:
    unknown = sorted(set(row.fields) - set(FIELDS))
    if unknown:
        raise RowFault(f"unknown field {unknown[0]!r}; known are {', '.join(FIELDS)}")
    name, kind = row.text("name"), row.one_of("kind", KINDS)
    if name is None or kind is None:
        raise RowFault("name and kind are required")
    if not key_of(name):
        raise RowFault(f"name {name!r} has no letters")
    entity = EntityRow(
        id=name,
        name=name,
        kind=EntityKind(kind),
        weight=row.number("weight", most=1e6) or WEIGHT,
        description=row.text("description"),
        country=_country(book, row),
        lat=row.number("lat", most=90),
        lon=row.number("lon", most=180),
        sector=row.one_of("sector", SECTORS),
        card=row.text("card"),
        card_source=(row.text("source") or book.file) if row.text("card") else None,
        card_as_of=row.date("as_of") if row.text("card") else None,
    )
    return _with_id(book, row, entity)


def _with_id(book: _Book, row: Row, entity: EntityRow) -> EntityRow:
    """The row under the id it gives, else that of the entity it is, else one of its own."""
    given, wikidata = row.text("id"), row.text("wikidata")
    for text in filter(None, (given, wikidata)):
        if not _ID.fullmatch(text):
            raise RowFault(f"id {text!r} is neither a Wikidata id (Q42) nor of the form desk:name")
    if wikidata and not wikidata.startswith("Q"):
        raise RowFault(f"wikidata {wikidata!r} is not a Wikidata id (Q42)")
    id = wikidata or given
    same = book.known.find(entity)
    if id and same and same.id.startswith("mc:") and id != same.id:
        book.same[same.id] = id  # the built-in base has it without an id of Wikidata
    is_known = same is not None or (id and book.known.database.entity(id) is not None)
    book.joined += bool(is_known)
    found = id or (same.id if same else f"own:{key_of(entity.name).replace(' ', '-')}")
    return replace(entity, id=found)


def _country(book: _Book, row: Row) -> str | None:
    text = row.text("country")
    iso = book.known.state(text) if text else None
    if text and iso is None:
        raise RowFault(f"country {text!r} is neither an alpha-3 code nor the name of a state")
    return iso


def _office(
    book: _Book, row: Row, person: EntityRow
) -> tuple[OfficeRow, HoldingRow, EntityRow] | None:
    """The office that a person's row gives, with its body."""
    title, begin, end = row.text("office"), row.date("from"), row.date("to")
    role = row.one_of("role", frozenset(ROLES))
    if title is None:
        return None
    if person.kind is not EntityKind.PERSON or begin is None:
        raise RowFault("an office needs a person and a date under from")
    if end is not None and first_day(end) < first_day(begin):
        raise RowFault(f"the office ends ({end}) before it begins ({begin})")
    body = _body(book, row.text("of") or person.country)
    own = OfficeRow(
        id=f"own:{body.id}/{key_of(title).replace(' ', '-')}",
        title=title,
        titles=(),
        of=body.id,
        role=role or role_of(title, book.known.nouns),
        leads=False,
        as_of=book.as_of,
    )
    same = book.known.office(body.id, title, own.role)
    office = own if same is None else replace(same, as_of=max(same.as_of, book.as_of))
    holding = HoldingRow(
        office=office.id, person=person.id, begin=begin, end=end, acting=False, source=row.place
    )
    return office, holding, body


def _body(book: _Book, text: str | None) -> EntityRow:
    """The state or organisation of an office: by code, id or name, or from a row above."""
    if text is None:
        raise RowFault("an office needs its state or organisation under of")
    iso = book.known.state(text)
    id = book.known.states[iso] if iso else text
    found = book.draft.entities.get(id) or book.known.database.entity(id)
    if found is None:
        named = [row for row in book.draft.entities.values() if key_of(row.name) == key_of(text)]
        bodies = (EntityKind.ORGANISATION, EntityKind.GROUP)
        named += [row for row in book.known.bearers(text) if row.kind in bodies]
        found = named[0] if len({row.id for row in named}) == 1 else None
    if found is None:
        raise RowFault(f"of {text!r} is not a state, an id or the name of one organisation")
    return found


# reading files


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file (comma, semicolon or tab) or of a YAML list."""
    if path.stat().st_size > MOST_BYTES:
        raise SourceError(str(path), f"is larger than {MOST_BYTES // 10**6} MB")
    text = read_text(path)
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    return _yaml_rows(text, str(path)) if is_yaml else _csv_rows(text, str(path))


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 where it begins with its mark."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"line {line} is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise SourceError(str(path), reason) from error


def _csv_rows(text: str, source: str) -> Iterator[Row]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(lines, [])]
        _check_header(names, source)
        for number, cells in enumerate(lines, start=2):
            if any(cell.strip() for cell in cells):
                yield _csv_row(f"row {number}", names, cells)
    except csv.Error as error:
        raise SourceError(source, f"line {lines.line_num}: {error}") from error


def _check_header(names: list[str], source: str) -> None:
    unknown = sorted(set(names) - set(FIELDS) - {""})
    missing = sorted({"name", "kind"} - set(names))
    if unknown or missing:
        what = f"no column {missing[0]!r}" if missing else f"unknown column {unknown[0]!r}"
        raise SourceError(source, f"{what}; columns are {', '.join(FIELDS)}")
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise SourceError(source, f"column {doubled[0]!r} stands there twice")


def _csv_row(place: str, names: list[str], cells: list[str]) -> Row:
    rest = [cell for cell in cells[len(names) :] if cell.strip()]
    fields = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    return Row(place, fields | ({"more cells than columns": rest} if rest else {}))


def _yaml_rows(text: str, source: str) -> Iterator[Row]:
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.load(text, Loader=_Texts)  # noqa: S506  # a safe loader that keeps dates
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(source, f"is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(values, list) or not isinstance(tree, yaml.SequenceNode):
        raise SourceError(source, "must be a list of rows, each beginning with a dash")
    for number, (value, node) in enumerate(zip(values, tree.value, strict=True), start=1):
        place = f"row {number} (line {node.start_mark.line + 1})"
        if isinstance(value, dict):
            yield Row(place, {str(key): item for key, item in value.items()})
        else:
            yield Row(place, {"a row that is no mapping": value})


class _Texts(yaml.SafeLoader):
    """Reads dates, numbers and ``no`` (Norway) as the text that stands there."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
