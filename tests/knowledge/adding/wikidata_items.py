"""Items of Wikidata in the shape of the JSON dumps, with made-up people and places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]

HUMAN, UKRAINE = "Q5", "Q212"
PRESIDENT, TOWN, PERSON, OLD_PERSON, SUMMIT = "Q9001", "Q9002", "Q9003", "Q9004", "Q9005"


def value(content: Any) -> Json:
    """A snak with a value."""
    return {"snaktype": "value", "datavalue": {"value": content}}


def item_value(id: str) -> Json:
    """A snak whose value is an item."""
    return value({"entity-type": "item", "numeric-id": int(id[1:]), "id": id})


def moment(time: str, precision: int = 11) -> Json:
    """A snak whose value is a point in time."""
    return value({"time": time, "precision": precision})


def place(lat: float, lon: float, globe: str = "Q2") -> Json:
    """A snak whose value is a place on a globe."""
    where = f"http://www.wikidata.org/entity/{globe}"
    return value({"latitude": lat, "longitude": lon, "globe": where})


def claim(snak: Json, rank: str = "normal", **qualifiers: Json) -> Json:
    """A statement."""
    given = {name: [one] for name, one in qualifiers.items()}
    return {"mainsnak": snak, "type": "statement", "rank": rank, "qualifiers": given}


def item(id: str, label: str | None, claims: Mapping[str, Any] | None = None, **more: Any) -> Json:
    """An item; ``links`` is its number of sitelinks, ``aliases`` and ``description`` English."""
    links = more.get("links", 3)
    wikis = ["enwiki", *(f"x{number}wiki" for number in range(links))][:links]
    english = {"en": {"language": "en", "value": label}} if label else []
    return {
        "type": "item",
        "id": id,
        "labels": more.get("labels", english),
        "descriptions": {"en": {"language": "en", "value": more["description"]}}
        if "description" in more
        else [],
        "aliases": {"en": [{"language": "en", "value": text} for text in more.get("aliases", ())]},
        "claims": dict(claims or {}),
        "sitelinks": {wiki: {"site": wiki, "title": label, "badges": []} for wiki in wikis},
        "modified": more.get("modified", "2026-05-04T10:00:00Z"),
    }


def office() -> Json:
    """An office of Ukraine that leads it."""
    claims = {"P279": [claim(item_value("Q30461"))], "P1001": [claim(item_value(UKRAINE))]}
    return item(PRESIDENT, "President of Ukraine", claims, links=0)


def ukraine() -> Json:
    """A state that names its head's office."""
    claims = {
        "P31": [claim(item_value("Q3624078"))],
        "P1906": [claim(item_value(PRESIDENT))],
    }
    return item(UKRAINE, "Ukraine", claims, links=300)


def person(id: str = PERSON, label: str = "Olena Testova", *held: Json, **more: Any) -> Json:
    """A Ukrainian who was in office."""
    claims = {
        "P31": [claim(item_value(HUMAN))],
        "P27": [claim(item_value(UKRAINE))],
        "P39": list(held) or [claim(item_value(PRESIDENT), P580=moment("+2026-03-10T00:00:00Z"))],
    }
    return item(id, label, claims | more.pop("claims", {}), **more)


def town(id: str = TOWN, label: str = "Testopil", **more: Any) -> Json:
    """A place of a class that is two steps below human settlement."""
    claims = {
        "P31": [claim(item_value("Q9102"))],
        "P17": [claim(item_value(UKRAINE))],
        "P625": [claim(place(49.5, 31.5))],
    }
    return item(id, label, claims | more.pop("claims", {}), **more)


def classes() -> list[Json]:
    """Classes below human settlement."""
    return [
        item("Q9102", "small town", {"P279": [claim(item_value("Q9101"))]}, links=0),
        item("Q9101", "kind of town", {"P279": [claim(item_value("Q486972"))]}, links=0),
    ]


def write_dump(path: Path, items: Iterable[Json | str]) -> Path:
    """A dump of items, and of lines as they are, packed as the name says."""
    lines = (
        one if isinstance(one, str) else json.dumps(one, separators=(",", ":")) for one in items
    )
    text = "[\n" + ",\n".join(lines) + "\n]\n"
    data = text.encode()
    if path.suffix == ".gz":
        import gzip

        data = gzip.compress(data)
    elif path.suffix == ".bz2":
        import bz2

        data = bz2.compress(data)
    path.write_bytes(data)
    return path
