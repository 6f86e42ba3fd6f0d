"""Statements by rule: reporting verbs and nouns, "according to", quotation marks.

The rules follow the source–cue–content scheme of PARC (Pareti 2015). They read the parse
once, sentence by sentence; quotations then stretch contents to their marks and carry on
where a paragraph goes on quoting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from memcon.codebook.cues import CuePhrase
from memcon.record import Article, Parse, Span
from memcon.record.excerpt import SILENT
from memcon.record.facts import StatementClass
from memcon.stages.statements.clauses import (
    is_trailing,
    is_veil,
    is_when,
    phrase_of,
    spans_of,
    subject_of,
    that_clauses,
)
from memcon.stages.statements.page import Page
from memcon.stages.statements.quoting import INK, carry_on, stretch
from memcon.stages.statements.triples import Triple

NOBODY: Final = frozenset(["it", "this", "that", "which", "there", "what", "fact"])
"""Subjects that say nothing, whatever the verb."""

MEASURES: Final = frozenset(["schedule", "script", "need", "custom", "taste", "size"])
"""What things are done according to, and nobody says."""

CLAUSES: Final = ("ccomp",)
COMPLETED: Final = ("ccomp", "dobj")
LEADING: Final = frozenset({"that", ",", "That"})
GOVERNED: Final = ("pobj", "pcomp")
ASKED: Final = frozenset({"ask", "tell"})
"""Verbs whose direct object is the one spoken to."""

OBJECTS: Final = ("dobj", "xcomp", "prep", "oprd", "dative")
SAID: Final[frozenset[StatementClass]] = frozenset({"speech", "writing"})


def find_triples(page: Page) -> tuple[Triple, ...]:
    """All attributions of a page that the rules see, in order of their content."""
    found = [t for token in _readable(page.article, page.parse) for t in _at(page, token)]
    whole = list(stretch(page, list(_distinct(found))))
    carried = carry_on(page, whole)
    return tuple(sorted((*whole, *carried), key=lambda triple: triple.content))


def _readable(article: Article, parse: Parse) -> Iterator[int]:
    for sentence in parse.sentences:
        if article.blocks[sentence.block].kind not in SILENT:
            yield from range(sentence.first, sentence.last)


def _at(page: Page, token: int) -> Iterator[Triple]:
    """The attributions whose cue begins at ``token``; cues inside quotations are the speaker's."""
    if not _may_begin(page, token) or page.is_quoted(token) or is_veil(page.parse, token):
        return
    for phrase in _beginning(page, token):
        last = token + len(phrase.words)
        if _is_phrase(page.parse, token, phrase):
            found = list(_by_phrase(page, token, last, phrase))
            if found or phrase.source == "after":
                yield from found
                return
    lemma = page.parse.lemmas[token].lower()
    if page.parse.pos[token] in ("VERB", "AUX") and lemma in page.cues.verbs:
        yield from _by_verb(page, token, token + 1, page.cues.verbs[lemma])
    elif page.parse.pos[token] == "NOUN" and lemma in page.cues.nouns:
        yield from _by_noun(page, token, page.cues.nouns[lemma])


def _may_begin(page: Page, token: int) -> bool:
    """Whether a word begins any cue: cheap, and asked of every word."""
    lemma, cues = page.parse.lemmas[token], page.cues
    if lemma in cues.beginning or page.parse.words[token].lower() in cues.beginning:
        return True
    return (low := lemma.lower()) in cues.verbs or low in cues.nouns


def _beginning(page: Page, token: int) -> tuple[CuePhrase, ...]:
    """The phrases whose first word is that of ``token``, as written or as its lemma."""
    lemma, word = page.parse.lemmas[token], page.parse.words[token].lower()
    first = page.cues.beginning.get(lemma, ())
    return first if lemma == word else (*first, *page.cues.beginning.get(word, ()))


def _is_phrase(parse: Parse, first: int, phrase: CuePhrase) -> bool:
    """Whether the words of a phrase stand at ``first``, as written or as lemmas."""
    if first + len(phrase.words) > len(parse):
        return False
    return all(
        word in (parse.lemmas[token], parse.words[token].lower())
        for token, word in enumerate(phrase.words, first)
    )


def _by_phrase(page: Page, first: int, last: int, phrase: CuePhrase) -> Iterator[Triple]:
    if phrase.source == "subject":
        yield from _by_verb(page, first, last, phrase.kind)
        return
    parse = page.parse
    objects = parse.dependents(last - 1, "pobj")
    if not objects or parse.lemmas[objects[0]].lower() in MEASURES:
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


def _by_verb(page: Page, verb: int, last: int, kind: StatementClass) -> Iterator[Triple]:
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
    page: Page, verb: int, last: int, kind: StatementClass
) -> tuple[tuple[Span, ...], str]:
    """Content spans of a cue verb, and in words what they are; empty where there is none."""
    parse, lemma = page.parse, page.parse.lemmas[verb].lower()
    heads = range(verb, last)
    clause = next(_clauses(page, heads), None)
    if clause is not None:
        return spans_of(parse, _clause_tokens(parse, clause, verb)), "a clause"
    around = _clause_around(page, verb)
    if around:
        return spans_of(parse, around), "a clause"
    quoted = _quoted_beside(page, verb) or _quoted_before(page, verb)
    if quoted:
        return quoted, "a quotation"
    negated = parse.dependents(verb, "neg")
    if kind in SAID and not negated and (lemma in page.cues.object or last - verb > 1):
        return spans_of(parse, _object_tokens(parse, heads)), "an object"
    return (), ""


def _clauses(page: Page, heads: range) -> Iterator[int]:
    """The verbs of clauses under a cue; under a noun beside it in "said in a statement that"."""
    parse = page.parse
    for head in heads:
        yield from parse.dependents(head, *CLAUSES)
    if parse.lemmas[heads[0]].lower() in page.cues.clause:
        for preposition in parse.dependents(heads[0], "prep"):
            for noun in parse.dependents(preposition, "pobj"):
                yield from that_clauses(parse, noun)


def _clause_around(page: Page, verb: int) -> set[int]:
    """The clause that a cue put in between or behind breaks: "The talks, he said, go on"."""
    parse, governor = page.parse, page.parse.heads[verb]
    if parse.deps[verb] not in ("parataxis", "ccomp") or governor == verb:
        return set()
    around = set(parse.subtree(governor)) - set(parse.subtree(verb))
    between = parse.deps[verb] == "parataxis" and min(around) < verb
    if between and parse.lemmas[verb].lower() in page.cues.clause:
        return around
    quoted = governor < verb and page.quotations_in(parse.span(min(around), verb))
    return around if quoted else set()


def _object_tokens(parse: Parse, heads: range) -> set[int]:
    """What stands under a cue but when it was said; of a phrase ("called for"), its object."""
    objects = [t for t in parse.dependents(heads[0], *OBJECTS) if not is_when(parse, t)]
    if not any(is_when(parse, head) for head in heads[1:]):
        objects += [t for head in heads[1:] for t in parse.dependents(head, *OBJECTS, *GOVERNED)]
    elif len(heads) > 1:
        return set()
    return {t for child in objects if child not in heads for t in parse.subtree(child)}


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


def _quoted_beside(page: Page, verb: int) -> tuple[Span, ...]:
    """Quotations in the sentence of the verb; a quotation may begin sentences before it.

    A clause about somebody has only what it quotes itself: "“…,” said Ruiz, who fought the bank".
    """
    sentence = page.parse.sentence_of(verb)
    around = page.parse.span(sentence.first, sentence.last)
    if page.parse.deps[verb] == "relcl":
        around = page.parse.span(verb, page.parse.subtree_range(verb)[1])
    return tuple(
        quoted.outer
        for quoted in page.quotations_in(around)
        if quoted.outer.start >= around.start or page.parse.deps[verb] != "relcl"
    )


def _quoted_before(page: Page, verb: int) -> tuple[Span, ...]:
    """The question or exclamation before a cue that the parse takes for a sentence of its own."""
    parse, lemma = page.parse, page.parse.lemmas[verb].lower()
    if lemma not in page.cues.clause or (parse.dependents(verb, "dobj") and lemma not in ASKED):
        return ()
    start = parse.starts[parse.sentence_of(verb).first]
    before = page.quotations.before(start)
    if before is None or INK.search(page.article.text, before.outer.end, start):
        return ()
    asked = page.article.text[before.inner.end - 1] in "?!…"
    return (before.outer,) if asked and page.in_one_block(before.outer, start) else ()


def _by_noun(page: Page, noun: int, kind: StatementClass) -> Iterator[Triple]:
    """The possessor says what the clause says: "his declaration that …"."""
    parse = page.parse
    clauses = tuple(that_clauses(parse, noun))
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
