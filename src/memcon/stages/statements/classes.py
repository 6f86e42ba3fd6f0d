"""The class of a statement: speech, writing, thought, intention or act, by its cue.

PolNeAR, on which the tagger is trained, marks attitudes, plans and acts as well as what is
said. The class comes from the lexicon ``codebook/cues.yaml``; for a cue that it does not know,
from the encoder, which has learned the lexicon's classes in their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from memcon.codebook.cues import Cues
from memcon.record import Parse, Span
from memcon.record.facts import Mode, StatementClass

MARKS: Final = frozenset(":—–-,")
SURE: Final = 0.5
"""Probability from which the encoder's class is taken."""

LIGHT: Final = frozenset(
    {"make", "give", "issue", "have", "take", "release", "deliver", "be", "do"}
)
"""Verbs whose noun says what is done: "issued a statement", "gave a warning"."""


def class_of(
    parse: Parse,
    cue: Sequence[Span],
    mode: Mode,
    cues: Cues,
    *,
    learned: tuple[StatementClass, float] | None = None,
) -> StatementClass:
    """The class of the statement that ``cue`` attributes.

    ``learned`` is the encoder's, with its probability. A quotation is said, whatever the cue.
    """
    known = next(known_classes(parse, cue, cues), None)
    if known is not None:
        return known
    words = [parse.words[token] for span in cue for token in parse.tokens_in(span)]
    if mode != "indirect" or all(word in MARKS for word in words):
        return "speech"
    return learned[0] if learned is not None and learned[1] >= SURE else "act"


def known_classes(parse: Parse, cue: Sequence[Span], cues: Cues) -> Iterator[StatementClass]:
    """Classes of the words of the cue that the lexicon knows: phrases, verbs, then nouns."""
    tokens = [token for span in cue for token in parse.tokens_in(span)]
    lemmas = [_lemma(parse, token, cues) for token in tokens]
    words = [parse.words[token].lower() for token in tokens]
    for phrase in cues.phrases:
        if _holds(words, phrase.words) or _holds(lemmas, phrase.words):
            yield phrase.kind
    for token, lemma in zip(tokens, lemmas, strict=True):
        if parse.pos[token] in ("VERB", "AUX") and lemma in cues.verbs and lemma not in LIGHT:
            yield _of_verb(parse, token, lemma, cues)
    for token, lemma in zip(tokens, lemmas, strict=True):
        if parse.pos[token] in ("NOUN", "PROPN") and lemma in cues.nouns:
            yield cues.nouns[lemma]
    yield from (cues.verbs[lemma] for lemma in lemmas if lemma in cues.verbs)


def _of_verb(parse: Parse, verb: int, lemma: str, cues: Cues) -> StatementClass:
    """The class of a verb: a plan with an infinitive, nothing said where a reply is denied."""
    if lemma in cues.planned and any(
        parse.dependents(clause, "aux") and parse.tags[clause] == "VB"
        for clause in parse.dependents(verb, "xcomp")
    ):
        return "intention"
    silent = lemma in cues.silent and parse.dependents(verb, "neg")
    return "act" if silent else cues.verbs[lemma]


def _lemma(parse: Parse, token: int, cues: Cues) -> str:
    """The lemma, also where the parser drops its "e": "hopes" is of "hope", not of "hop"."""
    lemma = parse.lemmas[token].lower()
    mute, word = f"{lemma}e", parse.words[token].lower()
    dropped = lemma not in cues.verbs and mute in cues.verbs and word.startswith(mute)
    return mute if dropped else lemma


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[at : at + size]) == tuple(phrase) for at in range(len(words)))
