"""A record as it is kept: what each stage read, packed by kind of fact, with who read it.

Every kind of fact is one compressed JSON list; the version of the stage that read it stands
beside it, so that a newer stage replaces its own facts and no others.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from memcon.errors import SourceError
from memcon.record import Record
from memcon.record.codec import to_dict
from memcon.record.decode import LateRecord, article_from, from_dict
from memcon.record.ids import fact_id

Json = dict[str, Any]
STAGE_OF: Final[Mapping[str, str]] = {
    "entities": "mentions",
    "mentions": "mentions",
    "cards": "mentions",
    "times": "times",
    "statements": "statements",
    "events": "events",
    "positions": "positions",
}
"""The kinds of fact of a record and the stage that reads each."""

NUL: Final = "\0"
LEVEL: Final = 6
"""How hard zlib works: its own default, written down so that equal facts give equal bytes."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The facts of one kind in one article, and the version of the stage that read them."""

    version: int
    facts: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A record taken apart: the article's values, its facts by kind, and what read them."""

    article: Json
    kinds: Mapping[str, Packed]
    made_by: Mapping[str, str]

    @property
    def reader(self) -> str:
        """The id of what read it: the same parts of the same versions give the same id."""
        return reader_id(self.made_by)

    @property
    def digest(self) -> str:
        """The same for the same article, wherever it was found."""
        return digest_of(self.article)


def digest_of(article: Mapping[str, Any]) -> str:
    """The same for the same article, wherever it was found."""
    return fact_id("content", {name: one for name, one in article.items() if name != "source"})


def reader_id(made_by: Mapping[str, str]) -> str:
    """The id of a set of parts and their versions."""
    return fact_id("reader", dict(sorted(made_by.items())))


def pack(record: Record) -> Parcel:
    """``record`` as it is kept; raises ``SourceError`` where no database can hold its text."""
    if NUL in record.article.text:
        raise SourceError(record.article.source, "holds NUL characters, which no store can keep")
    values = to_dict(record)
    kinds = {
        kind: Packed(stage_version(record.made_by, kind), _squeezed(values[kind]))
        for kind in STAGE_OF
    }
    return Parcel(article=values["article"], kinds=kinds, made_by=record.made_by)


def unpack(article: Json, kinds: Mapping[str, bytes], made_by: Mapping[str, str]) -> Record:
    """The record of an article's values and its packed facts; kinds that are missing are empty."""
    facts = {kind: expanded(kinds[kind]) if kind in kinds else [] for kind in STAGE_OF}
    return from_dict({"article": article, **facts, "made_by": made_by})


def unpack_late(article: Json, kinds: Mapping[str, bytes], made_by: str) -> LateRecord:
    """The same, each kind expanded when it is first asked for; ``made_by`` is JSON yet."""

    def load(name: str) -> Any:  # noqa: ANN401  # the JSON values of one field
        if name == "made_by":
            return json.loads(made_by)
        return expanded(kinds[name]) if name in kinds else []

    return LateRecord(article_from(article), load)


def stage_version(made_by: Mapping[str, str], kind: str) -> int:
    """The version of the stage that reads facts of ``kind``; 0 where no such stage ran."""
    return int(made_by.get(f"stage:{STAGE_OF[kind]}", "0"))


def expanded(facts: bytes) -> list[Any]:
    """The facts of one kind as JSON values."""
    listed: list[Any] = json.loads(zlib.decompress(facts))
    return listed


def _squeezed(facts: list[Any]) -> bytes:
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)
