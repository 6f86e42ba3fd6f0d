"""Office-holders from the Wikidata Query Service, asked when online, to a user's base.

Heads of state and government and ministers of foreign affairs and defence of the states of
the built-in base, since 2000. The service asks clients to name themselves, to send one
question at a time, and to wait when it says so (mediawiki.org, "Wikidata Query Service/User
Manual", "Query limits"): questions are small and spaced, and a refusal is waited out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from memcon.errors import SourceError
from memcon.knowledge.adding.claims import dig, listed, to_date
from memcon.knowledge.adding.database import PostRow, write_draft
from memcon.knowledge.adding.found import Added, Term
from memcon.knowledge.adding.known import Known, reference_to
from memcon.knowledge.adding.offices import SOURCE, closed, office_row
from memcon.knowledge.rows import AliasKind, Draft, EntityRow, HoldingRow, OfficeRow, SourceRow
from memcon.record import EntityKind

ENDPOINT: Final = "https://query.wikidata.org/sparql"
ACCEPT: Final = "application/sparql-results+json"
FILE: Final = "live.sqlite"
SINCE: Final = "2000-01-01"
STATES_A_QUESTION: Final = 12
PEOPLE_A_QUESTION: Final = 150
PAUSE_S: Final = 1.0
"""Seconds between two questions."""
TRIES: Final = 5
FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 120.0
BUSY: Final = frozenset({429, 500, 502, 503, 504})
WEIGHT: Final = 400.0
"""People in office weigh as those of the tables do."""
MOST_FAULTS: Final = 10
_QID: Final = re.compile(r"https?://www\.wikidata\.org/entity/Q([1-9]\d{0,17})")

Get = Callable[[str], tuple[int, str | None, bytes]]
"""From an address to status, ``Retry-After`` and body; raises ``SourceError`` without answer."""
Binding = Mapping[str, Any]

_PREFIXES: Final = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_TERMS: Final = """SELECT DISTINCT ?state ?role ?office ?officeLabel ?person ?personLabel
  ?description ?begin ?beginPrecision ?end ?endPrecision ?ended ?died WHERE {
  VALUES ?state { %(states)s }
  {
    VALUES (?names ?role) { (wdt:P1906 "head_of_state") (wdt:P1313 "head_of_government") }
    ?state ?names ?office .
  } UNION {
    VALUES (?class ?role) { (wd:Q7330070 "foreign_minister") (wd:Q2518691 "defence_minister") }
    ?office wdt:P279|wdt:P31 ?class ; wdt:P1001|wdt:P17 ?state .
  }
  ?person p:P39 ?term .
  ?term ps:P39 ?office ; wikibase:rank ?rank ; pqv:P580 ?beginNode .
  ?beginNode wikibase:timeValue ?begin ; wikibase:timePrecision ?beginPrecision .
  FILTER(?rank != wikibase:DeprecatedRank)
  OPTIONAL { ?term pq:P582 ?ended }
  OPTIONAL {
    ?term pqv:P582 ?endNode .
    ?endNode wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision .
  }
  FILTER(!BOUND(?end) || ?end >= "%(since)sT00:00:00Z"^^xsd:dateTime)
  OPTIONAL { ?person wdt:P570 ?died }
  OPTIONAL { ?person schema:description ?description FILTER(LANG(?description) = "en") }
  OPTIONAL { ?person rdfs:label ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?person rdfs:label ?mul FILTER(LANG(?mul) = "mul") }
  OPTIONAL { ?office rdfs:label ?officeLabel FILTER(LANG(?officeLabel) = "en") }
  BIND(COALESCE(?en, ?mul) AS ?personLabel)
}"""
_NAMES: Final = """SELECT DISTINCT ?person ?name WHERE {
  VALUES ?person { %(people)s }
  ?person skos:altLabel|rdfs:label ?name .
  FILTER(LANG(?name) IN ("en", "mul"))
}"""


class Service:
    """The query service: one question at a time, spaced, tried again when it is busy."""

    def __init__(
        self, get: Get, *, sleep: Callable[[float], None], endpoint: str = ENDPOINT
    ) -> None:
        self._get, self._sleep = get, sleep
        self.endpoint = endpoint
        self._asked = False

    def ask(self, query: str) -> list[Binding]:
        """The rows of an answer; raises ``SourceError`` where none can be had."""
        address = f"{self.endpoint}?{urlencode({'query': _PREFIXES + query, 'format': 'json'})}"
        for attempt in range(TRIES):
            if self._asked:
                self._sleep(PAUSE_S)
            self._asked = True
            status, wait, body = self._answer(address)
            if status == 200:
                return self._rows(body)
            if status not in BUSY:
                raise SourceError(self.endpoint, _refusal(status))
            if attempt + 1 < TRIES:
                self._sleep(_seconds(wait, attempt))
        raise SourceError(self.endpoint, f"is busy ({status}); try again later")

    def _answer(self, address: str) -> tuple[int, str | None, bytes]:
        try:
            return self._get(address)
        except SourceError as error:
            reason = f"cannot be asked: {error.reason}. Is this machine online?"
            raise SourceError(self.endpoint, reason) from error

    def _rows(self, body: bytes) -> list[Binding]:
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise SourceError(self.endpoint, "answers what is not JSON") from error
        rows = dig(answer, "results", "bindings")
        if not isinstance(rows, list):
            raise SourceError(self.endpoint, "answers without results")
        return [row for row in listed(rows) if isinstance(row, Mapping)]


def _refusal(status: int) -> str:
    if status in (401, 403):
        return f"refuses memcon ({status}); say who you are with MEMCON_USER_AGENT"
    return f"does not take the question ({status})"


def _seconds(wait: str | None, attempt: int) -> float:
    """How long to wait: what the service says, else longer each time; never beyond a bound."""
    asked = float(wait) if wait and wait.strip().isdigit() else FIRST_WAIT_S * 2**attempt
    return min(asked, LONGEST_WAIT_S)


@dataclass(frozen=True, slots=True)
class _Told:
    """One row of an answer, checked."""

    state: str
    post: PostRow
    term: Term
    name: str
    description: str | None


@dataclass(slots=True)
class _Book:
    draft: Draft = field(default_factory=Draft)
    same: dict[str, str] = field(default_factory=dict)
    skipped: int = 0


def update(
    folder: Path, service: Service, *, today: str, tell: Callable[[int, int], None]
) -> Added:
    """Asks for the office-holders of all states and puts them into the base in ``folder``.

    They take the place of those of an earlier update; ``today`` is the ISO date on which is
    asked. Raises ``SourceError`` where an answer cannot be had; the base is then as it was.
    """
    known = Known()
    try:
        book = _Book()
        told = list(_ask_terms(service, known, book, tell))
        if not told:
            raise SourceError(service.endpoint, "knows no office-holders")
        _fill(book, told, known, today)
        _name_people(book, service)
    finally:
        known.close()
    gives = "heads of state and government, foreign and defence ministers"
    book.draft.sources.append(SourceRow("Wikidata", "CC0-1.0", f"asked on {today}", gives))
    write_draft(folder / FILE, book.draft, book.same)
    people = [row for row in book.draft.entities.values() if row.kind is EntityKind.PERSON]
    return Added(
        source=service.endpoint,
        entities=len(people),
        names=len(book.draft.aliases),
        terms=len(book.draft.holdings),
        joined=len(book.same),
        skipped=book.skipped,
    )


def _ask_terms(
    service: Service, known: Known, book: _Book, tell: Callable[[int, int], None]
) -> Iterator[_Told]:
    states = sorted(id for id in known.iso_of if _is_current(known, id))
    for number, some in enumerate(_parts(states, STATES_A_QUESTION)):
        tell(number * STATES_A_QUESTION, len(states))
        values = " ".join(f"wd:{id}" for id in some)
        for row in service.ask(_TERMS % {"states": values, "since": SINCE}):
            told = _told(row)
            if told is None:
                book.skipped += 1
            else:
                yield told
    tell(len(states), len(states))


def _parts(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _is_current(known: Known, id: str) -> bool:
    row = known.database.entity(id)
    return row is not None and id.startswith("Q") and row.status not in ("former", "dependency")


def _told(row: Binding) -> _Told | None:
    """A row of an answer; ``None`` where it lacks a value or an end is known to be unknown."""
    state, post, person = (_number(row, name) for name in ("state", "office", "person"))
    name, role, title = (_text(row, name) for name in ("personLabel", "role", "officeLabel"))
    begin, end = (_date(row, name) for name in ("begin", "end"))
    if None in (state, post, person, name, role, title, begin) or ("ended" in row and not end):
        return None
    term = Term(person or 0, post or 0, begin or "", end or _day(row, "died"))
    return _Told(
        state=f"Q{state}",
        post=PostRow(post or 0, title or "", state or 0, role),
        term=term,
        name=name or "",
        description=_text(row, "description"),
    )


def _text(row: Binding, name: str) -> str | None:
    value = dig(row, name, "value")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _number(row: Binding, name: str) -> int | None:
    found = _QID.fullmatch(_text(row, name) or "")
    return int(found[1]) if found else None


def _date(row: Binding, name: str) -> str | None:
    precision = _text(row, f"{name}Precision") or ""
    time = (_text(row, name) or "").lstrip("+")
    return (
        to_date({"time": f"+{time}", "precision": int(precision)}) if precision.isdigit() else None
    )


def _day(row: Binding, name: str) -> str | None:
    return to_date({"time": f"+{(_text(row, name) or '').lstrip('+')}", "precision": 11})


def _fill(book: _Book, told: Sequence[_Told], known: Known, today: str) -> None:
    terms: dict[str, dict[Term, None]] = {}
    for one in told:
        body = known.database.entity(one.state)
        if body is None:
            continue
        office = office_row(one.post, body, known, as_of=today)
        book.draft.offices.setdefault(office.id, office)
        book.draft.entities.setdefault(body.id, reference_to(body))
        _add_person(book, one, known)
        terms.setdefault(office.id, {})[one.term] = None
    for id, found in terms.items():
        book.draft.holdings += _holdings(book.draft.offices[id], list(found))


def _holdings(office: OfficeRow, terms: list[Term]) -> Iterator[HoldingRow]:
    for term in closed(terms):
        yield HoldingRow(
            office=office.id,
            person=f"Q{term.person}",
            begin=term.begin,
            end=term.end,
            acting=False,
            source=SOURCE,
        )


def _add_person(book: _Book, one: _Told, known: Known) -> None:
    id = f"Q{one.term.person}"
    if id in book.draft.entities:
        return
    row = EntityRow(
        id=id,
        name=one.name,
        kind=EntityKind.PERSON,
        weight=WEIGHT,
        country=known.iso_of.get(one.state),
        sector="GOV",
        card=f"{one.name}: {one.description}." if one.description else None,
        card_source="Wikidata (CC0)",
    )
    same = known.find(row)
    if same is not None and same.id.startswith("mc:"):
        book.same[same.id] = id
    book.draft.entities[id] = row
    book.draft.name(id, (one.name,), AliasKind.NAME)


def _name_people(book: _Book, service: Service) -> None:
    """Adds the further names of all people: transliterations, full names."""
    people = sorted(id for id, row in book.draft.entities.items() if row.weight)
    for some in _parts(people, PEOPLE_A_QUESTION):
        values = " ".join(f"wd:{id}" for id in some)
        for id, name in _names(service.ask(_NAMES % {"people": values})):
            if id in book.draft.entities and " " in name:
                book.draft.name(id, (name,), AliasKind.ALIAS)


def _names(rows: Iterable[Binding]) -> Iterator[tuple[str, str]]:
    for row in rows:
        number, name = _number(row, "person"), _text(row, "name")
        if number is not None and name is not None:
            yield f"Q{number}", name
