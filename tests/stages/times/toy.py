"""A parse good enough for times: words, a few tags, and each sentence's first verb as head."""

from __future__ import annotations

import re
from typing import Final

from memcon.record import Article, Parse, Reading, Sentence
from tests import factories

TOKEN: Final = re.compile(
    r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mr)\.|[ap]\.m\.|U\.S\.|\d[\d:.,/]*\d|\w+|'s|\S"
)
WEDNESDAY: Final = "2025-10-22"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MODALS: Final = _set("will would may could might should")
PRESENT: Final = _set("is are has have says meets remains costs")
PAST: Final = _set(
    "met said was were had fell rose left signed took began ended came went told made held flew "
    "visited talked resigned arrived won lost failed ruled agreed closed started landed grew "
    "stalled reported lasted opened broke paid spoke sat saw"
)
BARE: Final = _set("meet leave visit open begin end resume hold vote sign return fly")
ENDS: Final = frozenset(".?!")


def read(text: str, published: str | None = WEDNESDAY) -> Reading:
    """A reading of ``text`` with a toy parse."""
    article = factories.article(text, published=published)
    return Reading(article, parse_words(article))


def parse_words(article: Article) -> Parse:
    """The toy parse of an article."""
    found = list(TOKEN.finditer(article.text))
    words = tuple(match.group() for match in found)
    tags = tuple(_tag(word, words[at - 1] if at else "") for at, word in enumerate(words))
    heads, sentences, first = list(range(len(words))), [], 0
    for at, word in enumerate(words):
        if word not in ENDS and at + 1 < len(words):
            continue
        verbs = [i for i in range(first, at + 1) if tags[i].startswith("VB")]
        root = verbs[0] if verbs else first
        heads[first : at + 1] = [root] * (at + 1 - first)
        block = next(n for n, b in enumerate(article.blocks) if b.span.end > found[first].start())
        sentences.append(Sentence(first, at + 1, block))
        first = at + 1
    return Parse(
        words=words,
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
        lemmas=tuple(word.lower().removesuffix("d") for word in words),
        tags=tags,
        pos=tuple("VERB" if tag.startswith("VB") else "X" for tag in tags),
        deps=tuple("aux" if tag in ("MD", "TO") else "dep" for tag in tags),
        heads=tuple(heads),
        sentences=tuple(sentences),
        names=(),
    )


def _tag(word: str, before: str) -> str:
    lower = word.lower()
    if lower in MODALS:
        return (
            "VB" if word == "May" and before in ("", "They") else "NNP" if word == "May" else "MD"
        )
    if lower == "to":
        return "TO"
    if lower in PAST:
        return "VBD"
    if lower in PRESENT:
        return "VBZ"
    if lower in BARE:
        return "VB" if before in MODALS or before in ("to", "not") else "NN"
    return "CD" if lower[0].isdigit() else "NNP" if word[0].isupper() else "NN"
