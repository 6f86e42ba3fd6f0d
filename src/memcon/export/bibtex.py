"""The reports as a bibliography in BibTeX: for LaTeX, Zotero, JabRef and pandoc.

``@online`` with ``date`` is biblatex; ``year`` stands beside it for classic styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from memcon.export.cells import one_line, web_address
from memcon.export.material import Material
from memcon.record import Article

SIGNS: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""Characters that command TeX, as text."""
KEPT: Final = "!#$%&'()*+,-./:;=?@[]_~"
"""What stands in an address as it is; braces and backslashes would end the field."""
NOT_IN_KEY: Final = re.compile(r"[^A-Za-z0-9._-]")


def lines(material: Material) -> Iterator[str]:
    """One entry for each report, by its id, which is its key."""
    for record in material.read():
        yield _entry(record.article)


def _entry(article: Article) -> str:
    fields = {name: value for name, value in _fields(article) if value}
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{NOT_IN_KEY.sub('-', article.id)},\n{body}}}\n\n"


def _fields(article: Article) -> Iterator[tuple[str, str | None]]:
    published = article.published
    yield "title", f"{{{_text(article.title or article.source)}}}"  # braces keep its capitals
    yield "author", " and ".join(map(_author, article.authors))
    yield "organization", _text(article.site or "")
    yield "date", published
    yield "year", published[:4] if published else None
    address = web_address(article.url)
    yield "url", quote(address, safe=KEPT) if address else None
    yield "langid", {"en": "english"}.get(article.language)
    yield "note", None if address else _text(article.source)


def _author(name: str) -> str:
    """A name; where BibTeX would take it for several or turn it round, as it stands."""
    text = _text(name)
    return f"{{{text}}}" if "," in text or " and " in f" {text} " else text


def _text(text: str) -> str:
    return "".join(SIGNS.get(sign, sign) for sign in one_line(text))
