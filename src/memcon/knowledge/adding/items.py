"""One item of Wikidata to what memcon keeps of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Final

from memcon.knowledge.adding.claims import (
    Json,
    best,
    dig,
    first_date,
    listed,
    main_value,
    numbers,
    qualifiers,
    statements,
    text_in,
    to_amount,
    to_date,
    to_number,
    to_point,
)
from memcon.knowledge.adding.found import Charge, Found, Post, Term
from memcon.knowledge.dates import is_date
from memcon.knowledge.rows import EntityRow
from memcon.record import EntityKind

LANGUAGES: Final = ("en", "mul")
"""Labels in English, else those that hold in all languages."""
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
HUMAN: Final = 5
CHARGES: Final = {
    "P1906": "head_of_state",
    "P1313": "head_of_government",
    "P2388": "head",
}
"""Properties by which a body names the office that leads it, with the role."""
TRACES: Final = ("P17", "P625", "P159", "P571", "P580", "P585", "P582", "P576")
"""Properties of which places, organisations and events have one at least."""
PER_WEIGHT: Final = 50.0
"""Weight is the square of the number of sitelinks by this: on the built-in base's scale states
have 2,000 (300 sitelinks), towns of 20,000 inhabitants about 1 (7 sitelinks)."""


def weight_of(sitelinks: int) -> float:
    """How often the news means something, from the number of its Wikipedia articles."""
    return max(sitelinks**2 / PER_WEIGHT, 0.02)


class Reader:
    """Turns items into what is kept of them; ``None`` for the rest.

    ``states`` gives the alpha-3 code of a state by its id, ``known`` holds ids of the built-in
    base.
    """

    def __init__(
        self, *, states: Mapping[str, str], known: Container[str], least_sitelinks: int
    ) -> None:
        self._states = states
        self._known = known
        self._least = least_sitelinks

    def read(self, item: Json) -> Found | None:
        """What one item says of itself and of others."""
        key = to_number({"id": dig(item, "id")})
        if key is None or dig(item, "type") not in ("item", None):
            return None
        label = text_in(dig(item, "labels"), *LANGUAGES)
        links = dig(item, "sitelinks")
        row = self._row(key, item, label, len(links) if isinstance(links, Mapping) else 0)
        found = Found(
            key=key,
            row=row,
            names=tuple(_aliases(item)) if row else (),
            page=dig(links, "enwiki", "title") if row else None,
            same=self._same(item) if row else (),
            classes=numbers(item, "P31") if row and row.kind is EntityKind.OTHER else (),
            supers=numbers(item, "P279"),
            terms=tuple(_terms(key, item)) if row and row.kind is EntityKind.PERSON else (),
            post=_post(key, item, label),
            charges=tuple(_charges(key, item)),
        )
        return found if row or found.supers or found.post or found.charges else None

    def _row(self, key: int, item: Json, label: str | None, sitelinks: int) -> EntityRow | None:
        classes = numbers(item, "P31")
        is_human, is_state = HUMAN in classes, f"Q{key}" in self._states
        if label is None or not classes:
            return None
        if is_human and not statements(item, "P39"):
            return None
        is_traced = any(statements(item, trace) for trace in TRACES)
        if not is_human and not is_state and (sitelinks < self._least or not is_traced):
            return None
        kind = EntityKind.PERSON if is_human else EntityKind.OTHER
        return self._make_row(
            key, item, label, EntityKind.COUNTRY if is_state else kind, weight_of(sitelinks)
        )

    def _make_row(
        self, key: int, item: Json, label: str, kind: EntityKind, weight: float
    ) -> EntityRow:
        description = text_in(dig(item, "descriptions"), *LANGUAGES)
        places = filter(None, (to_point(main_value(one)) for one in best(item, "P625")))
        lat, lon = next(iter(places), (None, None))
        begin = first_date(item, *(("P569",) if kind is EntityKind.PERSON else _BEGINS))
        end = first_date(item, *(("P570",) if kind is EntityKind.PERSON else _ENDS))
        amounts = (to_amount(main_value(one)) for one in best(item, "P1082"))
        is_lasting = kind in (EntityKind.PERSON, EntityKind.COUNTRY) or lat is not None
        return EntityRow(
            id=f"Q{key}",
            name=label,
            kind=kind,
            weight=weight,
            description=description,
            country=self._country(key, item, kind),
            lat=lat,
            lon=lon,
            population=next(filter(None, amounts), None),
            begin=None if is_lasting else begin,
            end=None if is_lasting else end,
            card=card_text(label, description, kind=kind, begin=begin, end=end),
            card_source="Wikidata (CC0)",
            card_as_of=_modified(item),
        )

    def _country(self, key: int, item: Json, kind: EntityKind) -> str | None:
        own = self._states.get(f"Q{key}")
        property = "P27" if kind is EntityKind.PERSON else "P17"
        found = [one for one in best(item, property) if not any(qualifiers(one, "P582"))]
        ids = (f"Q{to_number(main_value(one))}" for one in found)
        return own or next((self._states[id] for id in ids if id in self._states), None)

    def _same(self, item: Json) -> tuple[str, ...]:
        values = (main_value(one) for one in best(item, "P1566"))
        ids = (f"mc:geonames/{value}" for value in values if isinstance(value, str))
        return tuple(id for id in ids if id in self._known)


def _modified(item: Json) -> str | None:
    day = str(dig(item, "modified"))[:10]
    return day if is_date(day) else None


_BEGINS: Final = ("P580", "P571", "P585")
_ENDS: Final = ("P582", "P576", "P585")


def _aliases(item: Json) -> Iterator[str]:
    for language in LANGUAGES:
        label = text_in(dig(item, "labels"), language)
        if label:
            yield label
        for alias in listed(dig(item, "aliases", language)):
            text = text_in({"": alias}, "")
            if text:
                yield text


def _terms(key: int, item: Json) -> Iterator[Term]:
    """Dated terms: without a beginning nothing can be said, nor with an end that is unknown."""
    death = first_date(item, "P570")
    for one in statements(item, "P39"):
        post = to_number(main_value(one))
        begins = [date for value in qualifiers(one, "P580") if (date := to_date(value))]
        ends = [date for value in qualifiers(one, "P582") if (date := to_date(value))]
        end = max(ends, default=death)
        if post is None or not begins or (_has_unknown(one, "P582") and not ends):
            continue
        if end is None or min(begins)[:4] <= end[:4]:
            yield Term(key, post, min(begins), end)


def _has_unknown(statement: Json, property: str) -> bool:
    snaks = listed(dig(statement, "qualifiers", property))
    return any(dig(snak, "snaktype") == "somevalue" for snak in snaks)


def _post(key: int, item: Json, label: str | None) -> Post | None:
    """An item that may be an office: it has a jurisdiction, or is a kind of something."""
    jurisdictions = numbers(item, "P1001")
    if label is None or not (jurisdictions or numbers(item, "P279")):
        return None
    bodies = jurisdictions or numbers(item, "P17")
    return Post(key, label, bodies[0] if len(bodies) == 1 else None)


def _charges(key: int, item: Json) -> Iterator[Charge]:
    for property, role in CHARGES.items():
        for post in numbers(item, property):
            yield Charge(post, key, role)


def card_text(
    name: str,
    description: str | None,
    *,
    kind: EntityKind,
    begin: str | None = None,
    end: str | None = None,
) -> str | None:
    """A card from facts: what it is, since when and until when."""
    if not description:
        return None
    when = _when(kind, begin and spoken(begin), end and spoken(end))
    return " ".join([f"{name}: {description}.", *when])


def _when(kind: EntityKind, begin: str | None, end: str | None) -> list[str]:
    """A sentence on the dates, where there are any."""
    if kind is EntityKind.PERSON:
        words = [f"{word} {date}" for word, date in (("born", begin), ("died", end)) if date]
        return [f"{_capital(', '.join(words))}."] if words else []
    if begin and begin == end:
        return [f"{'On' if begin[0].isdigit() and ' ' in begin else 'In'} {begin}."]
    if begin and end:
        return [f"From {begin} to {end}."]
    return [f"Since {begin}."] if begin else [f"Until {end}."] if end else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def spoken(date: str) -> str:
    """An ISO date in words: 5 September 2014."""
    year, *rest = date.split("-")
    words = [year.lstrip("0")]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)
