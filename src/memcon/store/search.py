"""Full-text search: FTS5 in SQLite, tsvector in PostgreSQL, the same words in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Table, column, func, literal, literal_column, select, table, text
from sqlalchemy.sql import ColumnElement, Select

from memcon.errors import UsageError
from memcon.store import tables
from memcon.store.filter import Filter, Meant, article_conditions, fact_conditions

Json = dict[str, Any]
Scored = tuple[float, int, Json]
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


def search(connection: Connection, words: str, *, asked: Filter, meant: Meant) -> list[Json]:
    """Reports and facts that have all the words, as rows of the contract, best first.

    Where more than ``MANY`` have them, how often they do says little, and the latest come first.
    """
    searching = _Searching(connection, search_terms(words), asked.limit or DEFAULT_LIMIT)
    found = [*searching.facts(fact_conditions(asked, meant))]
    if not asked.concerns_facts:
        found += searching.articles(article_conditions(asked))
    best = sorted(found, key=lambda one: (-one[0], -one[1]))[: searching.limit]
    return [row for _, _, row in best]


@dataclass(frozen=True, slots=True)
class _Searching:
    """One search: rows come with their score and number."""

    connection: Connection
    terms: tuple[str, ...]
    limit: int

    def articles(self, conditions: Iterable[ColumnElement[bool]]) -> Iterator[Scored]:
        """Reports."""
        kept = tables.article.c
        columns = (kept.id, kept.source, kept.site, kept.title, kept.published, kept.text)
        for row in self._best(tables.article, columns, conditions):
            quote = best_sentence(row.text, self.terms)
            more = {"title": row.title, "date": row.published or None}
            yield _scored("article", row, quote, more)

    def facts(self, conditions: Iterable[ColumnElement[bool]]) -> Iterator[Scored]:
        """Statements, events and positions."""
        kept, article = tables.fact.c, tables.article.c
        columns = (kept.id, kept.kind, kept.words, kept.day, article.source, article.site)
        for row in self._best(tables.fact, columns, conditions):
            yield _scored(row.kind, row, row.words, {"date": row.day or None})

    def _best(
        self,
        searched: Table,
        columns: Sequence[Any],
        conditions: Iterable[ColumnElement[bool]],
    ) -> Sequence[Any]:
        query, number, score = _matching(self.connection, searched, self.terms)
        if searched is tables.fact:
            query = query.join(tables.article, tables.article.c.number == tables.fact.c.article)
        query = query.where(*conditions)
        count = select(func.count()).select_from(query.limit(MANY + 1).subquery())
        many = self.connection.execute(count).scalar_one() > MANY
        best = literal(0.0) if many else score
        shown = query.add_columns(*columns, best.label("score"))
        ordered = shown.order_by(number.desc()) if many else shown.order_by(score.desc())
        return self.connection.execute(ordered.limit(self.limit)).all()


def _scored(kind: str, row: Any, quote: str, more: Mapping[str, object]) -> Scored:  # noqa: ANN401
    score = round(float(row.score), 4)
    named = {"kind": kind, "id": row.id, "article": row.source, "site": row.site or None}
    return score, row.number, {**named, "quote": quote, "score": score, **more}


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
        .select_from(index.join(searched, searched.c.number == index.c.rowid))
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
