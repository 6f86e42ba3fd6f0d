"""Full-text search: FTS5 in SQLite, tsvector in PostgreSQL, the same words in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, column, func, literal, literal_column, select, table, text
from sqlalchemy.sql import ColumnElement, Select

from memcon.errors import UsageError
from memcon.store import tables
from memcon.store.filter import Filter, Meant, fact_conditions, gone, period_conditions

Json = dict[str, Any]
PHRASE: Final = re.compile(r'"([^"]+)"|(\S+)')
WORD: Final = re.compile(r"\w+")
SENTENCE: Final = re.compile(r"\S[^.!?\n]*[.!?\n]?[”\"’)]*")
DEFAULT_LIMIT: Final = 20
MANY: Final = 1000
LONGEST_QUOTE: Final = 300


def search_terms(words: str) -> tuple[str, ...]:
    """The words and quoted phrases of a search; raises ``UsageError`` where there are none."""
    phrases = (quoted or word for quoted, word in PHRASE.findall(words))
    terms = tuple(" ".join(WORD.findall(phrase)) for phrase in phrases)
    kept = tuple(term for term in terms if term)
    if not kept:
        raise UsageError("nothing to search for: give one or more words")
    return kept


class Match(NamedTuple):
    """One row of a table that has the words."""

    score: float
    number: int
    table: Table


def search(
    connection: Connection, words: str, *, asked: Filter, meant: Meant, facts_only: bool = False
) -> list[Json]:
    """Reports and facts that have all the words, as rows of the contract, best first.

    With ``facts_only`` the reports among the best are left out, and not read. Where more than
    ``MANY`` have the words, how often they do says little, and the latest come first.
    """
    searching = _Searching(connection, search_terms(words), asked.limit or DEFAULT_LIMIT)
    found = [*searching.best(tables.fact, fact_conditions(asked, meant))]
    if not asked.concerns_facts:
        found += searching.best(tables.article, period_conditions(asked))
    found.sort(key=lambda one: (-one.score, -one.number))
    best = found[: searching.limit]
    return searching.read([one for one in best if not facts_only or one.table is tables.fact])


@dataclass(frozen=True, slots=True)
class _Searching:
    """One search: first it is scored what has the words, then the best is read."""

    connection: Connection
    terms: tuple[str, ...]
    limit: int

    def best(self, table: Table, conditions: Iterable[ColumnElement[bool]]) -> Iterator[Match]:
        """The best of one table under further conditions, with only their numbers read."""
        query, number, score = _matching(self.connection, table, self.terms)
        beside = tuple(conditions)
        if beside and number is not table.c.number:  # the index alone does not know
            query = query.join(table, table.c.number == number)
        query = query.where(*beside)
        if table is tables.article:
            query = query.where(number.not_in(gone()))
        count = select(func.count()).select_from(query.limit(MANY + 1).subquery())
        many = self.connection.execute(count).scalar_one() > MANY
        shown = query.add_columns((literal(0.0) if many else score).label("score"))
        ordered = shown.order_by(number.desc()) if many else shown.order_by(score.desc())
        for row in self.connection.execute(ordered.limit(self.limit)):
            yield Match(round(float(row.score), 4), row.number, table)

    def read(self, found: Sequence[Match]) -> list[Json]:
        """The rows of what was found, in the same order."""
        numbers: dict[Table, list[int]] = {tables.fact: [], tables.article: []}
        for one in found:
            numbers[one.table].append(one.number)
        rows = {
            tables.fact: self._facts(numbers[tables.fact]),
            tables.article: self._articles(numbers[tables.article]),
        }
        return [_scored(rows[one.table][one.number], one.score) for one in found]

    def _facts(self, numbers: Sequence[int]) -> dict[int, Json]:
        kept, article = tables.fact.c, tables.article.c
        columns = (kept.number, kept.id, kept.kind, kept.words, kept.day)
        query = select(*columns, article.source, article.site).where(kept.number.in_(numbers))
        rows = self.connection.execute(query.join(tables.article, article.number == kept.article))
        return {
            row.number: _named(row.kind, row, row.words) | {"date": row.day or None} for row in rows
        }

    def _articles(self, numbers: Sequence[int]) -> dict[int, Json]:
        kept = tables.article.c
        columns = (kept.number, kept.id, kept.source, kept.site, kept.title, kept.published)
        query = select(*columns, kept.text).where(kept.number.in_(numbers))
        return {
            row.number: _named("article", row, best_sentence(row.text, self.terms))
            | {"title": row.title, "date": row.published or None}
            for row in self.connection.execute(query)
        }


def _named(kind: str, row: Any, quote: str) -> Json:  # noqa: ANN401  # a row of the queries above
    named = {"kind": kind, "id": row.id, "article": row.source, "site": row.site or None}
    return {**named, "quote": quote, "score": 0.0}


def _scored(row: Json, score: float) -> Json:
    return {**row, "score": score}


def _matching(
    connection: Connection, searched: Table, terms: tuple[str, ...]
) -> tuple[Select[Any], ColumnElement[int], ColumnElement[float]]:
    """The numbers of rows that have all terms, and their score: greater is better."""
    if connection.dialect.name == "sqlite":
        return _matching_fts5(searched, terms)
    return _matching_tsvector(searched, terms)


def _matching_fts5(
    searched: Table, terms: tuple[str, ...]
) -> tuple[Select[Any], ColumnElement[int], ColumnElement[float]]:
    """BM25 of FTS5, whose best match has the least value."""
    name = f"{searched.name}_words"
    index: Any = table(name, column("rowid"), column("rank"))
    wanted = " ".join(f'"{term}"' for term in terms)
    query = (
        select(index.c.rowid.label("number"))
        .select_from(index)
        .where(text(f"{name} MATCH :wanted").bindparams(wanted=wanted))
    )
    return query, index.c.rowid, -index.c.rank


def _matching_tsvector(
    searched: Table, terms: tuple[str, ...]
) -> tuple[Select[Any], ColumnElement[int], ColumnElement[float]]:
    """``ts_rank_cd``: how close together the words stand, long texts marked down (PostgreSQL)."""
    lexemes: ColumnElement[Any] = literal_column(f"{searched.name}.lexemes")
    wanted: ColumnElement[Any] = func.phraseto_tsquery("english", terms[0])
    for term in terms[1:]:
        wanted = wanted.op("&&")(func.phraseto_tsquery("english", term))
    query = select(searched.c.number).where(lexemes.op("@@")(wanted))
    return query, searched.c.number, func.ts_rank_cd(lexemes, wanted, 1)


def best_sentence(text: str, terms: tuple[str, ...]) -> str:
    """The first sentence that has most of the terms' words, as it stands in the text."""
    wanted = [word.casefold() for term in terms for word in term.split()]
    sentences = [found.group().rstrip() for found in SENTENCE.finditer(text)]
    if not sentences:
        return text[:LONGEST_QUOTE]
    best = max(sentences, key=lambda one: sum(word in one.casefold() for word in wanted))
    return best[:LONGEST_QUOTE]
