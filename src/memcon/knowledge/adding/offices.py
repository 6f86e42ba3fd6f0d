"""Posts and terms of Wikidata to offices: those of the built-in base where they are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from memcon.knowledge.adding.database import Office, PostRow, Work
from memcon.knowledge.adding.found import Term
from memcon.knowledge.adding.known import Known, reference_to, role_of
from memcon.knowledge.dates import first_day
from memcon.knowledge.names import key_of
from memcon.knowledge.rows import EntityRow, HoldingRow, OfficeRow
from memcon.knowledge.words import word_set

SOURCE: Final = "Wikidata"
SINGLE: Final = word_set("head_of_state head_of_government head foreign_minister defence_minister")
"""Roles that one person has at a time: an open term ends where the next begins."""
_OF: Final = re.compile(r"\s+(?:of|for|to)\s+(?:the\s+)?(?=[^a-z])")


def make_offices(work: Work, known: Known, *, as_of: str) -> Iterator[Office]:
    """The offices that people of the source held, each once, with their terms."""
    found: dict[str, Office] = {}
    for post in work.posts():
        office = _office(post, work, known, as_of=as_of)
        if office is not None:
            had = found.get(office.row.id)
            found[office.row.id] = _together(had, office) if had else office
    yield from (found[id] for id in sorted(found))


def _office(post: PostRow, work: Work, known: Known, *, as_of: str) -> Office | None:
    body = work.entity(post.body)
    built = known.database.entity(f"Q{post.body}")
    if body is None and built is None:
        return None
    row = office_row(post, built or body, known, as_of=as_of)  # type: ignore[arg-type]
    terms = closed(work.terms(post.key)) if row.role in SINGLE else work.terms(post.key)
    return Office(
        row=row,
        body=post.body,
        reference=reference_to(built) if body is None and built is not None else None,
        terms=tuple((term.person, _holding(row.id, term)) for term in terms),
    )


def office_row(post: PostRow, body: EntityRow, known: Known, *, as_of: str) -> OfficeRow:
    """The office of the built-in base that a post is, else one of its own."""
    title = short_title(post.title, body, known)
    role = post.role or role_of(title, known.nouns)
    same = known.office(body.id, title, role)
    if same is not None:
        return replace(same, as_of=max(same.as_of, as_of))
    return OfficeRow(
        id=f"Q{post.key}",
        title=title,
        titles=() if title == post.title else (post.title,),
        of=body.id,
        role=role,
        leads=role in ("head", "head_of_government") and not known.database.offices(of=body.id),
        as_of=as_of,
    )


def short_title(label: str, body: EntityRow, known: Known) -> str:
    """A title without the name of its body: "President of Ukraine" is "President"."""
    names = {key_of(body.name), *(norm for norm, _ in known.names(body.id))}
    cuts = [found for found in _OF.finditer(label) if key_of(label[found.end() :]) in names]
    return label[: cuts[0].start()] if cuts else label


def closed(terms: Sequence[Term]) -> list[Term]:
    """Terms of one seat: what is open ends where another person's begins after it."""
    return [
        term if term.end is not None else replace(term, end=_next_begin(term, terms))
        for term in terms
    ]


def _next_begin(term: Term, terms: Sequence[Term]) -> str | None:
    later = [
        one.begin
        for one in terms
        if one.person != term.person and first_day(one.begin) > first_day(term.begin)
    ]
    return min(later, key=first_day, default=None)


def _holding(office: str, term: Term) -> HoldingRow:
    return HoldingRow(
        office=office,
        person=f"Q{term.person}",
        begin=term.begin,
        end=term.end,
        acting=False,
        source=SOURCE,
    )


def _together(one: Office, other: Office) -> Office:
    return replace(one, terms=(*one.terms, *other.terms))
