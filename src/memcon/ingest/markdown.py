"""Markdown: structure read by markdown-it (CommonMark), inline marks taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from memcon.ingest.day import to_day
from memcon.ingest.draft import Draft
from memcon.ingest.metadata import Metadata
from memcon.ingest.piece import Piece, Role
from memcon.text.spacing import squash

FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
IN_PROGRESS: Final = {"blockquote_open": Role.QUOTE, "list_item_open": Role.LIST}
SPACES: Final = frozenset({"softbreak", "hardbreak"})


def read_markdown(text: str, source: str) -> Draft:
    """The draft of a Markdown text; front matter gives title, date, author, url and site."""
    found = FRONT_MATTER.match(text)
    body = text[found.end() :] if found else text
    pieces = tuple(_to_pieces(MarkdownIt("commonmark").parse(body)))
    return Draft(
        source=source, pieces=pieces, metadata=_read_front(found.group(1) if found else "")
    )


def _to_pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    around: list[Role] = []
    level = 0
    for token in tokens:
        if token.type in IN_PROGRESS:
            around.append(IN_PROGRESS[token.type])
        elif token.type in ("blockquote_close", "list_item_close"):
            around.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            yield from _to_piece(token, level, around)
            level = 0
        elif token.type in ("code_block", "fence"):
            yield from (Piece(squash(token.content)),) if token.content.strip() else ()


def _to_piece(token: Token, level: int, around: Sequence[Role]) -> Iterator[Piece]:
    text = squash("".join(_words_of(token.children or [])))
    if text:
        yield Piece(text, _role_of(level, around))


def _role_of(level: int, around: Sequence[Role]) -> Role:
    if level:
        return Role.HEADLINE if level == 1 else Role.HEADING
    return around[-1] if around else Role.UNKNOWN


def _words_of(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            yield child.content
        elif child.type in SPACES:
            yield " "


def _read_front(block: str) -> Metadata:
    try:
        row = yaml.safe_load(block) if block else None
    except yaml.YAMLError:
        row = None
    if not isinstance(row, Mapping):
        return Metadata()
    day = to_day(_word(row, "published") or _word(row, "date"))
    authors = row.get("authors", row.get("author"))
    listed = authors if isinstance(authors, list) else [authors]
    return Metadata(
        title=_word(row, "title"),
        site=_word(row, "site"),
        url=_word(row, "url"),
        authors=tuple(str(author) for author in listed if author),
        published=day,
        published_from="metadata" if day else None,
    )


def _word(row: Mapping[object, object], name: str) -> str | None:
    value = row.get(name)
    return str(value) if value else None
