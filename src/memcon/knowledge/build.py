"""Builds the knowledge base from packages and tables: equal inputs give an equal file.

States first, then their units, then cities, then the tables written by us: what a later
step names by the same id replaces what an earlier one said of it.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Final

from memcon.knowledge import database
from memcon.knowledge.describe import (
    city_description,
    country_card,
    country_description,
)
from memcon.knowledge.facts import Facts
from memcon.knowledge.names import key_of
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.places import add_places
from memcon.knowledge.rows import AliasKind, Draft, EntityRow, RelationRow
from memcon.knowledge.sources import cities, factbook, territories
from memcon.knowledge.sources.listed import listed_sources
from memcon.knowledge.sources.written import add_tables
from memcon.knowledge.succession import complete_cards
from memcon.knowledge.tables import TABLES, Row, read_tables, rows_of
from memcon.record import EntityKind

WEIGHTS: Final = {
    "member": 2000.0,
    "observer": 1500.0,
    "disputed": 1000.0,
    "de facto": 300.0,
    "dependency": 120.0,
    "former": 150.0,
}
"""How often the news means a state of this status; the scale is that of ``city_weight``."""
UNIT_WEIGHTS: Final = {"us": 260.0, "gb": 150.0, "ca": 100.0}
UNITED_NATIONS: Final = factbook.BODIES["UN"]
UNIT_WEIGHT: Final = 50.0
CITY_STATES: Final = frozenset({"SGP", "HKG", "MAC", "GIB", "MCO", "VAT"})
"""City and state are one; the name means the state."""
LEXICONS: Final = ("bodies", "roles", "sectors", "standing", "stopwords")
"""Tables of words, which the file holds as they are."""
NEAR: Final = 0.4
"""Degrees within which a place of ours and a city of GeoNames of one name are one."""

Tables = dict[str, tuple[Row, ...]]


def build(path: Path = BUILTIN, *, tables_dir: Path = TABLES, iso_codes: bool = True) -> str:
    """Builds the file and returns its digest.

    Without ``iso_codes`` nothing of Debian's iso-codes (LGPL-2.1-or-later) goes in.
    Raises ``ResourceError`` where a package of ``memcon[kb]`` is missing or a table is not
    readable.
    """
    return database.write(path, make_draft(read_tables(tables_dir), iso_codes=iso_codes))


def make_draft(tables: Tables, *, iso_codes: bool = True) -> Draft:
    """Everything the file will hold; ``iso_codes`` as in ``build``."""
    draft = Draft(sources=listed_sources(iso_codes=iso_codes))
    rows = {str(row.fields["iso"]): row for row in rows_of(tables, "states.yaml")}
    _add_states(draft, rows)
    _add_units(draft, tables)
    _add_cities(draft, tables, rows)
    add_tables(draft, tables)
    _drop_doubles(draft, tables)
    _drop_dangling(draft)
    complete_cards(draft)
    add_places(draft, tables, iso_codes=iso_codes)
    _add_lexicons(draft, tables)
    return draft


def city_weight(population: int, *, capital: bool) -> float:
    """How often the news means a city, from its inhabitants."""
    weight = max(population, 1000) / 20_000
    return weight * 2 + 600 if capital else weight


def _add_lexicons(draft: Draft, tables: Tables) -> None:
    for name in LEXICONS:
        rows = [row.fields for row in rows_of(tables, f"{name}.yaml")]
        draft.lexicons[name] = json.dumps(rows, ensure_ascii=False, sort_keys=True)


def _add_states(draft: Draft, rows: dict[str, Row]) -> None:
    facts = factbook.facts()
    populations = cities.populations()
    for found in territories.territories():
        row = rows.get(found.iso, Row("states.yaml", {}))
        status = row.text("status") or _status(found, facts.get(found.iso))
        entity = EntityRow(
            id=found.qid,
            name=row.text("name") or found.name,
            kind=EntityKind.COUNTRY,
            weight=WEIGHTS[status],
            country=found.iso,
            status=status,
            sector="GOV",
            population=populations.get(found.iso) or None,
            description=row.text("description") or country_description(status, found.region),
        )
        draft.states.setdefault(found.iso, found.qid)
        draft.entities.setdefault(found.qid, entity)
        draft.name(found.qid, (found.name, *found.names), AliasKind.ALIAS)
        _name_state(draft, found.qid, row, facts.get(found.iso))
    for iso, row in rows.items():
        if iso not in draft.states:
            _add_de_facto(draft, iso, row)


def _status(found: territories.Territory, facts: Facts | None) -> str:
    if found.is_former:
        return "former"
    return "member" if facts and UNITED_NATIONS in facts.bodies else "dependency"


def _add_de_facto(draft: Draft, iso: str, row: Row) -> None:
    """A state without an ISO code: its ``iso`` is a private mark of the tables."""
    status = row.text("status") or "de facto"
    draft.entities[row.id] = EntityRow(
        id=row.id,
        name=row.text("name") or iso,
        kind=EntityKind.COUNTRY,
        weight=WEIGHTS[status],
        status=status,
        sector="GOV",
        description=row.text("description") or country_description(status, None),
    )
    draft.states[iso] = row.id
    _name_state(draft, row.id, row, None)


def _name_state(draft: Draft, id: str, row: Row, facts: Facts | None) -> None:
    draft.name(id, row.texts("names"), AliasKind.ALIAS)
    draft.name(id, (draft.entities[id].name,), AliasKind.NAME)
    adjectives = row.texts("adjectives") or (facts.adjectives if facts else ())
    demonyms = row.texts("demonyms") or (facts.demonyms if facts else ())
    draft.name(id, adjectives, AliasKind.ADJECTIVE)
    draft.name(id, demonyms, AliasKind.DEMONYM)
    draft.name(id, row.texts("metonyms"), AliasKind.METONYM)
    point = facts.coordinates if facts else None
    lat, lon = row.number("lat"), row.number("lon")
    if lat is None and point:
        lat, lon = point
    draft.entities[id] = replace(
        draft.entities[id],
        lat=lat,
        lon=lon,
        card=row.text("card"),
        card_source=row.text("source"),
        card_as_of=row.text("as_of"),
        population=(facts.population if facts else None) or draft.entities[id].population,
    )


def _add_units(draft: Draft, tables: Tables) -> None:
    points = {row.text("code"): row for row in rows_of(tables, "units.yaml")}
    taken = {row.id for row in rows_of(tables, "cities.yaml")} | set(draft.entities)
    codes = {found.code: found.iso for found in territories.territories()}
    for unit in territories.units():
        if unit.qid in taken or unit.parent not in codes:
            continue
        row = points.get(unit.code, Row("units.yaml", {}))
        iso = codes[unit.parent]
        state = draft.entities[draft.states[iso]].name
        draft.entities[unit.qid] = EntityRow(
            id=unit.qid,
            name=unit.name,
            kind=EntityKind.REGION,
            weight=UNIT_WEIGHTS.get(unit.code[:2], UNIT_WEIGHT),
            description=f"{_unit_word(unit)} {state}" if state else None,
            country=iso,
            lat=row.number("lat"),
            lon=row.number("lon"),
        )
        draft.name(unit.qid, (unit.name,), AliasKind.NAME)
        draft.name(unit.qid, unit.names, AliasKind.ALIAS)
        draft.relate(unit.qid, "part_of", (draft.states[iso],))


def _unit_word(unit: territories.Unit) -> str:
    if unit.code[:2] in ("us", "in", "br", "au", "de"):
        return "state of the" if unit.code[:2] == "us" else "state of"
    words = {"cn": "province of", "ca": "province of", "ch": "canton of", "gb": "country of the"}
    return words.get(unit.code[:2], "region of")


def _add_cities(draft: Draft, tables: Tables, states: dict[str, Row]) -> None:
    rows = {int(row.fields["geonames"]): row for row in rows_of(tables, "cities.yaml")}
    codes = {found.code.upper(): found.iso for found in territories.territories()}
    names = cities.capitals()
    seats = {iso: _seats(states.get(iso), names.get(code, "")) for code, iso in codes.items()}
    us_states = {unit.code[3:].upper(): unit for unit in territories.units() if unit.parent == "us"}
    chosen: dict[str, tuple[float, str]] = {}
    for city in cities.cities():
        iso = codes.get(city.country)
        if iso is None:
            continue
        row = rows.get(city.geonames, Row("cities.yaml", {}))
        spellings = {
            key_of(name) for name in (row.text("name") or city.name, city.name, *row.texts("names"))
        }
        capital = any(key_of(name) in spellings for name in seats[iso])
        id = _add_city(draft, city, row, iso)
        if capital and (iso not in chosen or chosen[iso][0] < city.population):
            chosen[iso] = (city.population, id)
        unit = us_states.get(city.unit) if city.country == "US" else None
        if unit:
            _describe_city(draft, id, unit.name)
    named = _spellings(draft, {id for _, id in chosen.values()})
    for iso, (_, id) in sorted(chosen.items()):
        _crown(draft, id, iso, spellings=named[id])
    for iso, state in states.items():
        if not state.text("capital") or iso in chosen:
            continue
        seat = next((r for r in rows.values() if r.text("name") == state.text("capital")), None)
        if seat is not None:
            id = seat.id or f"mc:geonames/{seat.fields['geonames']}"
            draft.relate(id, "capital_of", (draft.states[iso],))
            draft.relate(id, "stands_for", (draft.states[iso],))
    _give_cards(draft)


def _seats(row: Row | None, name: str) -> tuple[str, ...]:
    """The spellings of the capital of a state: ours where the table has one, else GeoNames'."""
    seat = (row.text("capital") if row else None) or name
    return (seat, *_saints(seat)) if seat else ()


def _add_city(draft: Draft, city: cities.City, row: Row, iso: str) -> str:
    id = row.id or f"mc:geonames/{city.geonames}"
    draft.geonames[city.geonames] = id
    name = row.text("name") or city.name
    draft.entities[id] = EntityRow(
        id=id,
        name=name,
        kind=EntityKind.CITY,
        weight=city_weight(city.population, capital=False),
        country=iso,
        lat=city.lat,
        lon=city.lon,
        population=city.population,
        card=row.text("card"),
        card_source=row.text("source"),
        card_as_of=row.text("as_of"),
    )
    draft.name(id, (name,), AliasKind.NAME)
    draft.name(id, (city.name, *city.names, *row.texts("names")), AliasKind.ALIAS)
    draft.name(id, _saints(name), AliasKind.ALIAS)
    return id


def _saints(name: str) -> tuple[str, ...]:
    if name.startswith(("Saint ", "St. ")):
        rest = name.removeprefix("Saint ").removeprefix("St. ")
        return (f"Saint {rest}", f"St. {rest}")
    return ()


def _describe_city(draft: Draft, id: str, unit: str) -> None:
    """Names the unit of a city; what is plain ("city in France") is said when it is read."""
    city = draft.entities[id]
    state = draft.entities[draft.states[city.country or ""]]
    draft.entities[id] = replace(
        city, description=city_description(state.name, capital=False, unit=unit)
    )


def _spellings(draft: Draft, ids: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {id: [] for id in ids}
    for row in draft.aliases:
        if row.entity in found:
            found[row.entity].append(row.text)
    return found


def _crown(draft: Draft, id: str, iso: str, *, spellings: list[str]) -> None:
    """Makes a city the capital of its state, and its name a metonym of the government."""
    city, state = draft.entities[id], draft.entities[draft.states[iso]]
    draft.relate(id, "capital_of", (state.id,))
    draft.relate(id, "stands_for", (state.id,))
    is_state = state.status != "dependency"
    draft.entities[id] = replace(
        city,
        weight=1.0 if iso in CITY_STATES else city_weight(city.population or 0, capital=is_state),
        description=city_description(state.name, capital=True),
    )
    if is_state:
        draft.name(state.id, (city.name, *spellings), AliasKind.METONYM)


def _give_cards(draft: Draft) -> None:
    """Cards from facts for states that have none of ours; cities get theirs when read."""
    facts = {
        draft.states[iso]: found for iso, found in factbook.facts().items() if iso in draft.states
    }
    capitals = {
        relation.object: draft.entities[relation.subject].name
        for relation in sorted(draft.relations)
        if relation.kind == "capital_of"
    }
    for id, state in list(draft.entities.items()):
        if state.kind is EntityKind.COUNTRY and not state.card:
            text, source, as_of = country_card(
                state.name,
                state.description or "country",
                capital=capitals.get(id),
                facts=facts.get(id),
            )
            draft.entities[id] = replace(state, card=text, card_source=source, card_as_of=as_of)


def _drop_doubles(draft: Draft, tables: Tables) -> None:
    """Drops cities and units that a table names too, under an id of its own."""
    written = {row.id for row in rows_of(tables, "places.yaml", "regions.yaml")}
    ours = {
        (key_of(name), entity.country): entity
        for id in sorted(written)
        if (entity := draft.entities.get(id)) is not None
        for name in [entity.name]
    }
    doubles: dict[str, str] = {}
    for id, entity in sorted(draft.entities.items(), key=lambda item: item[1].population or 0):
        mine = ours.get((key_of(entity.name), entity.country))
        if id not in written and mine is not None and _is_same(entity, mine):
            doubles[mine.id] = id
    _merge(draft, {packaged: mine for mine, packaged in doubles.items()})


def _is_same(one: EntityRow, other: EntityRow) -> bool:
    if one.kind is not other.kind or one.lat is None or other.lat is None:
        return False
    limit = NEAR if one.kind is EntityKind.CITY else NEAR * 5
    return math.hypot(one.lat - other.lat, (one.lon or 0) - (other.lon or 0)) <= limit


def _merge(draft: Draft, doubles: dict[str, str]) -> None:
    """Makes one of each pair of a packaged and a written place: our words, the better id."""
    becomes: dict[str, str] = {}
    for packaged, written in doubles.items():
        id = packaged if packaged.startswith("Q") and written.startswith("mc:") else written
        gone, kept = draft.entities.pop(packaged), draft.entities.pop(written)
        population, weight = kept.population or gone.population, max(gone.weight, kept.weight)
        draft.entities[id] = replace(kept, id=id, population=population, weight=weight)
        becomes.update({packaged: id, written: id})
    draft.geonames = {number: becomes.get(id, id) for number, id in draft.geonames.items()}
    draft.aliases = {
        replace(row, entity=becomes[row.entity]) if row.entity in becomes else row
        for row in draft.aliases
    }
    draft.relations = {
        RelationRow(becomes.get(r.subject, r.subject), r.kind, becomes.get(r.object, r.object))
        for r in draft.relations
    }


def _drop_dangling(draft: Draft) -> None:
    """Drops what names an entity that is not there; ``check`` tells a person about those."""
    known = draft.entities
    draft.aliases = {row for row in draft.aliases if row.entity in known}
    draft.relations = {r for r in draft.relations if r.subject in known and r.object in known}
    draft.offices = {id: office for id, office in draft.offices.items() if office.of in known}
    draft.holdings = [
        held for held in draft.holdings if held.person in known and held.office in draft.offices
    ]
