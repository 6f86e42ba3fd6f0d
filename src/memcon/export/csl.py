"""The reports as a bibliography in CSL-JSON: for Zotero, pandoc and citation processors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from memcon.export.cells import one_line, web_address
from memcon.export.material import Material
from memcon.record import Article


def lines(material: Material) -> Iterator[str]:
    """A JSON list with one item for each report, by its id."""
    opening = "["
    for record in material.read():
        yield f"{opening}\n{json.dumps(_item(record.article), ensure_ascii=False)}"
        opening = ","
    yield "\n]\n" if opening == "," else "[]\n"


def _item(article: Article) -> dict[str, Any]:
    item = {
        "id": article.id,
        "type": "webpage" if web_address(article.url) else "document",
        "title": one_line(article.title or article.source),
        "author": [{"literal": one_line(name)} for name in article.authors],
        "container-title": one_line(article.site or ""),
        "issued": _date(article.published),
        "URL": web_address(article.url),
        "language": article.language,
        "source": one_line(article.source),
    }
    return {name: value for name, value in item.items() if value}


def _date(published: str | None) -> dict[str, Any] | None:
    """A date in parts, as long as it is known."""
    return {"date-parts": [[int(part) for part in published.split("-")]]} if published else None
