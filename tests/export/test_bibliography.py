"""The sources as BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware

from memcon.export import Material, bibtex, csl
from memcon.export.cells import one_line
from tests import factories as make
from tests.export import rows


def entries(material: Material) -> list[dict[str, str]]:
    """The entries as bibtexparser reads them, TeX turned back into text, with type and key."""
    text = "".join(bibtex.lines(material))
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [
        {"ID": one.key, "TYPE": one.entry_type, **{f.key: f.value for f in one.fields}}
        for one in library.entries
    ]


def items(material: Material) -> list[dict[str, Any]]:
    """The items of CSL-JSON."""
    listed: list[dict[str, Any]] = json.loads("".join(csl.lines(material)))
    return listed


def article(**over: Any) -> Material:
    """One report."""
    given = {
        "id": "article-2",
        "title": "Talks & 100% of a_b",
        "site": "The Wire",
        "url": "https://wire.example/a_b?x=1&y=%20#top",
        "authors": ("Ann Lee", "Bo Ek"),
        "published": "2025-10-22",
        **over,
    }
    return Material(lambda: iter([make.record(make.article("T.", **given))]), tuple, tuple)


def test_a_report_is_an_entry() -> None:
    """Its id is its key; title, authors, outlet, day and address are those of the report."""
    (entry,) = entries(article())
    assert (entry["TYPE"], entry["ID"]) == ("online", "article-2")
    assert entry["title"].strip("{}") == "Talks & 100% of a_b"
    assert entry["author"] == "Ann Lee and Bo Ek"
    assert (entry["organization"], entry["date"], entry["year"]) == (
        *("The Wire", "2025-10-22", "2025"),
    )


def test_an_address_stands_as_it_is() -> None:
    """TeX's own signs in it are not escaped: styles print it verbatim."""
    text = "".join(bibtex.lines(article()))
    assert "  url = {https://wire.example/a_b?x=1&y=%20#top},\n" in text


@pytest.mark.parametrize("name", ["Lee, Ann", "Search and Rescue", "a AND b, c"])
def test_names_that_would_be_taken_apart_are_kept_whole(name: str) -> None:
    """A comma or an "and" in a name neither turns it round nor makes it two."""
    assert f"  author = {{{{{name}}} and Bo}},\n" in "".join(
        bibtex.lines(article(authors=(name, "Bo")))
    )


def test_what_is_not_known_is_left_out() -> None:
    """No empty fields; a report without an address is known by where it was read from."""
    bare = article(url=None, site=None, authors=(), published=None, title=None)
    (entry,) = entries(bare)
    assert set(entry) == {"TYPE", "ID", "title", "langid", "note"}
    (item,) = items(bare)
    assert set(item) == {"id", "type", "title", "language", "source"}


def test_hostile_words_break_no_entry(hostile_material: Material) -> None:
    """As many entries as reports, with their titles; no TeX command is left in them."""
    found = entries(hostile_material)
    reports = [record.article for record in hostile_material.read()]
    assert [one["ID"] for one in found] == [one.id for one in reports]
    text = "".join(bibtex.lines(hostile_material))
    assert "\\input" not in text
    assert "javascript" not in text
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_items_are_those_of_csl(material: Material) -> None:
    """Each report is an item with the fields of CSL-JSON, dates in parts."""
    found = items(material)
    assert [one["id"] for one in found] == [one.article.id for one in material.read()]
    assert {one["type"] for one in found} <= {"webpage", "document"}
    for one, record in zip(found, material.read(), strict=True):
        about = record.article
        assert one["title"] == one_line(about.title or about.source)
        parts = one.get("issued", {}).get("date-parts", [[]])[0]
        assert parts == [int(part) for part in (about.published or "").split("-") if part]
        assert [name["literal"] for name in one.get("author", [])] == [
            one_line(name) for name in about.authors
        ]


def test_an_empty_store_is_an_empty_list() -> None:
    """It is a list all the same."""
    assert items(Material(lambda: iter(()), tuple, tuple)) == []
    assert [one["id"] for one in items(rows.material())] == ["article-1"]
