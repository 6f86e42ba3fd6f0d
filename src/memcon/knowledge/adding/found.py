"""What is read out of a large source, one entity at a time, before its kind is settled."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.knowledge.rows import EntityRow


@dataclass(frozen=True, slots=True)
class Term:
    """A person in a post, both by number; ISO dates, possibly shortened."""

    person: int
    post: int
    begin: str
    end: str | None


@dataclass(frozen=True, slots=True)
class Post:
    """An office as its source describes it: a title in words and the body it belongs to."""

    key: int
    title: str
    body: int | None


@dataclass(frozen=True, slots=True)
class Charge:
    """A body says which post leads it, and in which role."""

    post: int
    body: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing of a source.

    ``key`` numbers it within the source; ``row`` is ``None`` for what is no entity of its own
    but says something of others (a class, a post). ``names`` are further names as written,
    ``page`` is the title of its English Wikipedia article, ``same`` holds ids under which other
    files know it. ``classes`` are what it is an instance of, ``supers`` what it is a subclass
    of; a row with classes gets its kind from them.
    """

    key: int
    row: EntityRow | None = None
    names: tuple[str, ...] = ()
    page: str | None = None
    same: tuple[str, ...] = ()
    classes: tuple[int, ...] = ()
    supers: tuple[int, ...] = ()
    terms: tuple[Term, ...] = ()
    post: Post | None = None
    charges: tuple[Charge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding a source gave: counts, and what was passed over, each with its place.

    ``joined`` counts entities that were known already and are now one with them.
    """

    source: str
    entities: int
    names: int
    terms: int = 0
    joined: int = 0
    skipped: int = 0
    faults: tuple[str, ...] = ()
