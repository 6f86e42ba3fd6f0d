"""Statements of Wikidata, read with mistrust: whatever has another shape is as if not there.

Shapes by the Wikibase JSON format (doc.wikimedia.org, "Wikibase/JSON"): a statement has a
``mainsnak``, a ``rank`` and ``qualifiers``; a snak of type ``novalue`` or ``somevalue`` has no
value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from memcon.knowledge.dates import is_date

Json = Any
"""A value as it comes out of a JSON parser."""

EARTH: Final = "Q2"
DAY: Final = 11
MONTH: Final = 10
YEAR: Final = 9
"""Precisions of a point in time."""
_TIME: Final = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_ITEM: Final = re.compile(r"Q([1-9]\d{0,17})")


def dig(value: Json, *path: str) -> Json:
    """The value at the end of a path of keys; ``None`` where anything on it is missing."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def listed(value: Json) -> list[Json]:
    """A list; anything else is an empty one."""
    return value if isinstance(value, list) else []


def statements(item: Json, property: str) -> list[Json]:
    """The statements of an item with a property, preferred ones first, deprecated ones never."""
    found = [one for one in listed(dig(item, "claims", property)) if isinstance(one, Mapping)]
    kept = [one for one in found if one.get("rank") != "deprecated"]
    return sorted(kept, key=lambda one: one.get("rank") != "preferred")


def best(item: Json, property: str) -> list[Json]:
    """The preferred statements, or the normal ones where none is preferred ("truthy")."""
    found = statements(item, property)
    return [one for one in found if one.get("rank") == "preferred"] or found


def main_value(statement: Json) -> Json:
    """The value that a statement states; ``None`` for ``novalue`` and ``somevalue``."""
    return _value(dig(statement, "mainsnak"))


def qualifiers(statement: Json, property: str) -> Iterator[Json]:
    """The values of one qualifier of a statement."""
    for snak in listed(dig(statement, "qualifiers", property)):
        value = _value(snak)
        if value is not None:
            yield value


def _value(snak: Json) -> Json:
    return dig(snak, "datavalue", "value") if dig(snak, "snaktype") == "value" else None


def to_number(value: Json) -> int | None:
    """The number of an item: 159 for Q159. Old dumps give ``numeric-id`` alone."""
    id = dig(value, "id")
    found = _ITEM.fullmatch(id) if isinstance(id, str) else None
    if found:
        return int(found[1])
    number = dig(value, "numeric-id")
    is_item = dig(value, "entity-type") == "item" and type(number) is int
    return number if is_item and 0 < number < 10**18 else None


def numbers(item: Json, property: str) -> tuple[int, ...]:
    """The items that the best statements with a property state."""
    found = (to_number(main_value(one)) for one in best(item, property))
    return tuple(dict.fromkeys(number for number in found if number is not None))


def to_date(value: Json) -> str | None:
    """An ISO date as precise as a point in time is; ``None`` before the year 1 and for decades.

    Days and months may be ``00``, whatever the precision says.
    """
    found = _TIME.match(time) if isinstance(time := dig(value, "time"), str) else None
    precision = dig(value, "precision")
    if not found or not isinstance(precision, int) or precision < YEAR:
        return None
    year, month, day = found.groups()
    parts = [year]
    if precision >= MONTH and month != "00":
        parts.append(month)
        if precision >= DAY and day != "00":
            parts.append(day)
    while parts and not is_date("-".join(parts)):
        parts.pop()
    return "-".join(parts) or None


def first_date(item: Json, *properties: str) -> str | None:
    """The earliest date of the best statements with the first property that has one."""
    for property in properties:
        dates = [to_date(main_value(one)) for one in best(item, property)]
        known = [date for date in dates if date is not None]
        if known:
            return min(known)
    return None


def to_point(value: Json) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; ``None`` on other globes than the Earth."""
    globe = dig(value, "globe")
    if isinstance(globe, str) and not globe.endswith(f"/{EARTH}"):
        return None
    lat, lon = dig(value, "latitude"), dig(value, "longitude")
    if not _is_number(lat) or not _is_number(lon) or abs(lat) > 90 or abs(lon) > 180:
        return None
    return float(lat), float(lon)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def to_amount(value: Json) -> int | None:
    """A whole quantity, such as a number of inhabitants."""
    amount = dig(value, "amount")
    is_whole = isinstance(amount, str) and re.fullmatch(r"\+?\d{1,12}(?:\.0+)?", amount)
    return int(float(amount)) if is_whole else None


def text_in(value: Json, *languages: str) -> str | None:
    """The text of the first language that has one, on one line."""
    for language in languages:
        text = dig(value, language, "value")
        if isinstance(text, str) and text.strip():
            return " ".join(text.split())
    return None
