"""Statements by rule: reporting verbs and nouns, "according to", quotation marks.

The rules follow the source–cue–content scheme of PARC (Pareti 2015). They read the parse
once, sentence by sentence; quotations then stretch contents to their marks and carry on
where a paragraph goes on quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memcon.codebook.cues import CuePhrase, Cues
from memcon.record import Article, Block, Parse, Span
from memcon.record.facts import StatementClass
from memcon.stages.statements.clauses import is_trailing, phrase_of, spans_of, subject_of
from memcon.stages.statements.excerpt import SILENT
from memcon.stages.statements.triples import Triple
from memcon.text.quotations import Quotation, find_quotations

SPOKEN_WORDS: Final = 4
"""A quotation of fewer words and without an end mark is a borrowed phrase, not a statement."""

NOBODY: Final = frozenset(["it", "this", "that", "which", "there", "what", "fact"])
"""Subjects that say nothing, whatever the verb."""

CLAUSES: Final = ("ccomp",)
COMPLETED: Final = ("ccomp", "dobj")
LEADING_THAT: Final = re.compile(r"^\s*(?:that\b)?[\s,;]*")
LEADING: Final = frozenset({"that", ",", "That"})
OBJECTS: Final = ("dobj", "xcomp", "prep", "oprd", "dative")
SAID: Final[frozenset[StatementClass]] = frozenset({"speech", "writing"})


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rules look at: the article, its parse, and the quotations of readable blocks."""

    article: Article
    parse: Parse
    cues: Cues
    quotations: tuple[Quotation, ...]

    def quotations_in(self, span: Span) -> tuple[Quotation, ...]:
        """Quotations that begin in ``span`` or run into it, and are long enough to be speech."""
        found = (quoted for quoted in self.quotations if quoted.outer.overlaps(span))
        return tuple(quoted for quoted in found if self.is_spoken(quoted))

    def is_spoken(self, quoted: Quotation) -> bool:
        """Whether a quotation is someone speaking rather than a phrase in quotation marks."""
        words = self.article.quote(quoted.inner).split()
        ended = self.article.quote(quoted.inner)[-1] in ".,?!…"
        return len(words) >= SPOKEN_WORDS and (ended or len(words) >= 2 * SPOKEN_WORDS)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        start = self.parse.starts[token]
        return any(q.inner.start <= start < q.inner.end for q in self.quotations)


def find_triples(article: Article, parse: Parse, cues: Cues) -> tuple[Triple, ...]:
    """All attributions of an article that the rules see, in order of their content."""
    quotations = tuple(
        quoted
        for block in _spoken_blocks(article)
        for quoted in find_quotations(article.text, block.span)
    )
    page = _Page(article, parse, cues, quotations)
    found = [triple for token in _readable(article, parse) for triple in _at(page, token)]
    whole = [_stretched(page, triple) for triple in _distinct(found)]
    carried = _carried(page, whole)
    return tuple(sorted((*whole, *carried), key=lambda triple: triple.content))


def _spoken_blocks(article: Article) -> Iterator[Block]:
    return (b for b in article.blocks if b.kind.is_reporting and b.kind not in SILENT)


def _readable(article: Article, parse: Parse) -> Iterator[int]:
    for sentence in parse.sentences:
        if article.blocks[sentence.block].kind not in SILENT:
            yield from range(sentence.first, sentence.last)


def _at(page: _Page, token: int) -> Iterator[Triple]:
    """The attributions whose cue begins at ``token``; cues inside quotations are the speaker's."""
    if page.is_quoted(token):
        return
    for phrase in page.cues.phrases:
        last = token + len(phrase.words)
        if _is_phrase(page.parse, token, phrase):
            yield from _by_phrase(page, token, last, phrase)
            return
    lemma = page.parse.lemmas[token].lower()
    if page.parse.pos[token] in ("VERB", "AUX") and lemma in page.cues.verbs:
        yield from _by_verb(page, token, token + 1, page.cues.verbs[lemma])
    elif page.parse.pos[token] == "NOUN" and lemma in page.cues.nouns:
        yield from _by_noun(page, token, page.cues.nouns[lemma])


def _is_phrase(parse: Parse, first: int, phrase: CuePhrase) -> bool:
    """Whether the words of a phrase stand at ``first``, as written or as lemmas."""
    if first + len(phrase.words) > len(parse):
        return False
    return all(
        word in (parse.lemmas[token], parse.words[token].lower())
        for token, word in enumerate(phrase.words, first)
    )


def _by_phrase(page: _Page, first: int, last: int, phrase: CuePhrase) -> Iterator[Triple]:
    if phrase.source == "subject":
        yield from _by_verb(page, first, last, phrase.kind)
        return
    parse = page.parse
    objects = parse.dependents(last - 1, "pobj")
    if not objects:
        return
    source = phrase_of(parse, objects[0])
    sentence = parse.sentence_of(first)
    rest = set(range(sentence.first, sentence.last)) - set(range(first, source[1]))
    content = spans_of(parse, rest)
    if content:
        yield Triple(
            source=(parse.span(*source),),
            cue=(parse.span(first, last),),
            content=content,
            kind=phrase.kind,
            score=0.9,
            reason=f"phrase “{' '.join(phrase.words)}” with its object as the source",
        )


def _by_verb(page: _Page, verb: int, last: int, kind: StatementClass) -> Iterator[Triple]:
    parse, lemma = page.parse, page.parse.lemmas[verb]
    subject = subject_of(parse, verb)
    if subject is None or page.is_quoted(subject) or parse.lemmas[subject].lower() in NOBODY:
        return
    source = phrase_of(parse, subject)
    content, how = _content(page, verb, last, kind)
    content = tuple(span for span in content if not span.overlaps(parse.span(*source)))
    if content:
        yield Triple(
            source=(parse.span(*source),),
            cue=(_cue(parse, verb, last),),
            content=content,
            kind=kind,
            score=_score(kind, how),
            reason=f"{kind} verb “{lemma}” with its subject as the source and {how} as content",
        )


def _score(kind: StatementClass, how: str) -> float:
    base = {"a clause": 0.85, "a quotation": 0.9}.get(how, 0.6)
    return base if kind in SAID else base - 0.3


def _cue(parse: Parse, verb: int, last: int) -> Span:
    """The verb with the auxiliaries and negation that stand directly before it."""
    first = verb
    while first and parse.heads[first - 1] == verb and parse.deps[first - 1] in ("aux", "neg"):
        first -= 1
    return parse.span(first, last)


def _content(
    page: _Page, verb: int, last: int, kind: StatementClass
) -> tuple[tuple[Span, ...], str]:
    """Content spans of a cue verb, and in words what they are; empty where there is none."""
    parse, lemma = page.parse, page.parse.lemmas[verb].lower()
    heads = range(verb, last)
    clause = next((c for head in heads for c in parse.dependents(head, *CLAUSES)), None)
    if clause is not None:
        return spans_of(parse, _clause_tokens(parse, clause, verb)), "a clause"
    if parse.deps[verb] in ("parataxis", "ccomp") and parse.heads[verb] < verb:
        around = set(parse.subtree(parse.heads[verb])) - set(parse.subtree(verb))
        if page.quotations_in(parse.span(min(around), verb)):
            return spans_of(parse, around), "a quotation"
    quoted = _quoted_beside(page, verb)
    if quoted:
        return quoted, "a quotation"
    negated = parse.dependents(verb, "neg")
    if kind in SAID and not negated and (lemma in page.cues.object or last - verb > 1):
        complements = (c for head in heads for c in parse.dependents(head, *OBJECTS) if c >= last)
        tokens = {token for c in complements for token in parse.subtree(c)}
        return spans_of(parse, tokens), "an object"
    return (), ""


def _clause_tokens(parse: Parse, clause: int, verb: int) -> set[int]:
    """The clause without its "that", and without what attributes: inside it or trailing it."""
    members = set(parse.subtree(clause))
    if verb in members:
        members -= set(parse.subtree(verb))
    for token in sorted(members):
        if token > clause and is_trailing(parse, token) and parse.dependents(token, *COMPLETED):
            members -= set(parse.subtree(token))
    for token in sorted(members):
        if parse.words[token] not in LEADING:
            break
        members.discard(token)
    return members


def _quoted_beside(page: _Page, verb: int) -> tuple[Span, ...]:
    """Quotations in the sentence of the verb; a quotation may begin sentences before it."""
    sentence = page.parse.sentence_of(verb)
    return tuple(
        quoted.outer
        for quoted in page.quotations_in(page.parse.span(sentence.first, sentence.last))
    )


def _by_noun(page: _Page, noun: int, kind: StatementClass) -> Iterator[Triple]:
    """The possessor says what the clause says: "his declaration that …"."""
    parse = page.parse
    clauses = [
        child
        for child in parse.dependents(noun, "acl", "ccomp", "relcl")
        if any(parse.lemmas[mark] == "that" for mark in parse.dependents(child, "mark"))
    ]
    owners = parse.dependents(noun, "poss") or tuple(
        thing
        for by in parse.dependents(noun, "prep", "agent")
        if parse.lemmas[by] in ("of", "by", "from")
        for thing in parse.dependents(by, "pobj")
    )
    if clauses and owners:
        yield Triple(
            source=(parse.span(*_without_case(parse, owners[0])),),
            cue=(parse.span(noun, noun + 1),),
            content=spans_of(parse, _clause_tokens(parse, clauses[0], noun)),
            kind=kind,
            score=round(_score(kind, "a clause") - 0.05, 3),
            reason=f"{kind} noun “{parse.lemmas[noun]}” with its possessor as the source",
        )


def _without_case(parse: Parse, owner: int) -> tuple[int, int]:
    """The possessor's phrase without its "’s"."""
    first, last = phrase_of(parse, owner)
    return (
        (first, last - 1) if parse.tags[last - 1] == "POS" and last - first > 1 else (first, last)
    )


def _distinct(found: Sequence[Triple]) -> Iterator[Triple]:
    """One triple per content and cue: of equal contents the surer one, the first of equals."""
    best: dict[tuple[Span, ...], Triple] = {}
    for triple in found:
        had = best.get(triple.content)
        if had is None or triple.score > had.score:
            best[triple.content] = triple
    yield from best.values()


def _stretched(page: _Page, triple: Triple) -> Triple:
    """The triple with its content grown to the marks of quotations, and over those that follow."""
    grown: list[Span] = []
    for span in triple.content:
        covering = [q for q in page.quotations if _belongs(page, q, span)]
        start = min([span.start, *(q.outer.start for q in covering)])
        end = max([span.end, *(q.outer.end for q in covering)])
        grown.append(Span(start, end))
    holes = triple.source + triple.cue
    outside = (span for part in grown for span in _outside(part, holes))
    cut = _merged(bare for span in outside if (bare := _bare(page.article.text, span)))
    if not cut:
        return triple
    following = _following(page, cut[-1]) if _ends_quoted(page, cut) else ()
    return replace(triple, content=(*cut, *following))


def _belongs(page: _Page, quoted: Quotation, span: Span) -> bool:
    """Whether a content grows over a quotation: it is speech, or all its words are inside."""
    if not quoted.outer.overlaps(span):
        return False
    return page.is_spoken(quoted) or quoted.inner.end <= span.end + 1


def _ends_quoted(page: _Page, spans: Sequence[Span]) -> bool:
    return any(quoted.outer.overlaps(span) for quoted in page.quotations for span in spans)


def _outside(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """The parts of ``span`` that no hole covers."""
    at = span.start
    for hole in sorted(holes):
        if hole.overlaps(span):
            if at < hole.start:
                yield Span(at, hole.start)
            at = max(at, hole.end)
    if at < span.end:
        yield Span(at, span.end)


def _bare(text: str, span: Span) -> Span | None:
    """``span`` without a leading "that", and without white space and commas at its edges."""
    words = LEADING_THAT.sub(lambda match: " " * len(match.group()), text[span.start : span.end])
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _following(page: _Page, last: Span) -> tuple[Span, ...]:
    """Quotations of the same paragraph that go on after the attributing sentence."""
    block = page.article.block_at(last.start)
    if block is None:
        return ()
    token = page.parse.token_at(last.end - 1)
    if token is None:
        return ()
    sentence = page.parse.sentence_of(token)
    at = max(page.parse.ends[sentence.last - 1], last.end)
    found: list[Span] = []
    for quoted in page.quotations:
        if quoted.outer.start < at or not block.span.contains(quoted.outer):
            continue
        if page.article.text[at : quoted.outer.start].strip() or not page.is_spoken(quoted):
            break
        found.append(quoted.outer)
        at = quoted.outer.end
    return tuple(found)


def _carried(page: _Page, triples: Sequence[Triple]) -> Iterator[Triple]:
    """Paragraphs that are quotations through and through: the speaker before goes on."""
    for block in _spoken_blocks(page.article):
        for quoted in page.quotations:
            alone = quoted.outer.start == block.span.start and quoted.outer.end >= block.span.end
            if alone and not any(s.overlaps(quoted.outer) for t in triples for s in t.content):
                yield Triple(
                    content=(quoted.outer,),
                    score=0.6,
                    reason="a paragraph that is all quotation goes on with the speaker before it",
                )
