r"""Words, input features and windows of the statements model.

Training (`training/encoder`) and reading import this one module, so that the two cannot
drift apart. Words are ``\w+`` runs and single other characters; each has four small
features beside its word pieces, all computed from the text alone (no parse is needed):

quote  0 outside, 1 inside, 2 opening mark, 3 closing mark, 4 an opening mark that continues
       the quotation of the paragraph before (news convention: no closing mark there)
line   0 within a paragraph, 1 first word of a paragraph, 2 first word of the text
sent   1 first word of a sentence, by punctuation and capitals
case   0 lower, 1 Title, 2 UPPER, 3 miXed, 4 digit, 5 punctuation

Every shape of quotation mark is shown to the encoder as a curly one, by the role that it
plays, so that the typography of a source makes no difference.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

FEATURES = (("quote", 5), ("line", 3), ("sent", 2), ("case", 6))
WINDOW = 254  # word pieces, without [CLS] and [SEP]
STRIDE = 214
MOST_PIECES = 8  # of one word; the rest of an overlong "word" is not shown
CLS, SEP, UNK = 101, 102, 100  # bert-base-uncased vocabulary

_WORD = re.compile(r"\w+|''|``|[^\w\s]")
_OPEN = frozenset("“„«``")
_CLOSE = frozenset("”»")
_STRAIGHT = frozenset('"″‟')
_BRACKETS = frozenset("([{—–-/")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "lt",
        "col",
        "sgt",
        "capt",
        "cmdr",
        "adm",
        "maj",
        "rev",
        "hon",
        "pres",
        "st",
        "jr",
        "sr",
        "vs",
        "no",
        "inc",
        "co",
        "corp",
        "ltd",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "dep",
        "asst",
        "supt",
        "fr",
        "amb",
        "u",
        "s",
        "n",
        "k",
        "d",
        "c",
        "a",
        "p",
        "m",
    ]
)
_ENDS = frozenset(".!?…")
_AFTER_END = frozenset("”»\"'’)]") | {"''"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, `starts[i]:ends[i]` in code points, with their `features` [n, 4].

    `forms` is what the encoder is shown; `sentence` and `paragraph` are running numbers.
    """

    starts: Ints
    ends: Ints
    forms: tuple[str, ...]
    features: Ints
    sentence: Ints
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.forms)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first:last` are shown to the encoder together, `keep_from:keep_to` read from it."""

    first: int
    last: int
    keep_from: int
    keep_to: int


def split_words(text: str) -> Words:
    """The words of `text` with their features."""
    matches = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    forms = [form for form, _, _ in matches]
    starts = np.fromiter((s for _, s, _ in matches), np.int64, len(forms))
    ends = np.fromiter((e for _, _, e in matches), np.int64, len(forms))
    lines = _find_line_starts(text, matches)
    quotes = _find_quotes(text, matches, lines)
    sentences = _find_sentence_starts(text, matches, lines, quotes)
    features = np.zeros((len(forms), len(FEATURES)), np.int64)
    features[:, 0], features[:, 1], features[:, 2] = quotes, lines, sentences
    features[:, 3] = [_case(form) for form in forms]
    return Words(
        starts=starts,
        ends=ends,
        forms=tuple(_shown(form, quote) for form, quote in zip(forms, quotes, strict=True)),
        features=features,
        sentence=np.cumsum(features[:, 2] > 0),
        paragraph=np.cumsum(features[:, 1] > 0),
    )


def _shown(form: str, quote: int) -> str:
    if quote in (2, 4):
        return "“"
    if quote == 3:
        return "”"
    return "'" if form in "’‘" else form


def _case(form: str) -> int:
    if form.islower():
        return 0
    if form.isupper():
        return 2 if len(form) > 1 else 1
    if form[0].isdigit():
        return 4
    if not form[0].isalpha():
        return 5
    return 1 if form[0].isupper() and form[1:].islower() else 3


def _find_line_starts(text: str, matches: Sequence[tuple[str, int, int]]) -> list[int]:
    out, before = [], 0
    for number, (_, start, end) in enumerate(matches):
        out.append(2 if number == 0 else int(text.find("\n", before, start) >= 0))
        before = end
    return out


def _find_quotes(
    text: str, matches: Sequence[tuple[str, int, int]], lines: Sequence[int]
) -> list[int]:
    """The quote feature of each word; a paragraph's end closes what was left open."""
    single = not any(c in text for c in '"“”«»„') and "''" not in text and "``" not in text
    out: list[int] = []
    inside = left_open = False
    opener = ""
    for (form, start, end), line in zip(matches, lines, strict=True):
        if line:
            left_open, inside = inside, False
        side = _mark_side(text, form, start, end, inside, single)
        if side > 0 or (side == 0 and not inside):
            if inside and opener == "„":
                state, inside = 3, False
            else:
                state, inside, opener = (4 if line and left_open else 2), True, form
        elif side < -1:
            state = int(inside)
        else:
            state, inside = 3, False
        out.append(state)
    return out


def _mark_side(text: str, form: str, start: int, end: int, inside: bool, single: bool) -> int:
    """1 opens, -1 closes, 0 toggles, -2 is no outer quotation mark."""
    if form in _OPEN or form == "``":
        return 1
    if form in _CLOSE:
        return -1 if inside or not _opens_by_place(text, start, end) else 1
    if form in _STRAIGHT or form == "''":
        return _straight_side(text, start, end, inside)
    if single and form in "‘’'":
        return _single_side(text, form, start, end, inside)
    return -2


def _opens_by_place(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    return (before.isspace() or before in _BRACKETS) and not after.isspace()


def _straight_side(text: str, start: int, end: int, inside: bool) -> int:
    """By the space around it; where that does not tell, a mark toggles."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before.isspace() and not after.isspace():
        return 1 if not inside else 0
    if after.isspace() and not before.isspace():
        return -1 if inside else 0
    return -1 if inside else 0


def _single_side(text: str, form: str, start: int, end: int, inside: bool) -> int:
    """Single marks are outer marks only in a text without double ones.

    Within and after a word they are apostrophes, unless a quotation is open and punctuation
    stands before.
    """
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if not inside:
        return (
            1
            if form != "’" and not before.isalnum() and after.isalnum() and not before.isdigit()
            else -2
        )
    return -1 if form != "‘" and not after.isalnum() and before in ".,!?…;" else -2


def _find_sentence_starts(
    text: str, matches: Sequence[tuple[str, int, int]], lines: Sequence[int], quotes: Sequence[int]
) -> list[int]:
    """1 for a paragraph's first word, and a capital, digit or opening mark after an end."""
    out: list[int] = []
    ended = False
    last = ""
    for number, (form, _, end) in enumerate(matches):
        opening = quotes[number] in (2, 4)
        begins = bool(lines[number]) or (
            ended and (opening or form[0].isupper() or form[0].isdigit())
        )
        out.append(int(begins))
        if form in _ENDS:
            spaced = end >= len(text) or text[end].isspace() or not text[end].isalnum()
            ended = spaced and not (form == "." and last.lower() in _ABBREVIATIONS)
        elif not (ended and form in _AFTER_END and not opening):
            ended = False
        last = form
    return out


class PieceMaker:
    """Word pieces of words, remembered by form."""

    def __init__(self, tokenizer: Tokenizer, *, most_remembered: int = 200_000) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self._most = most_remembered

    def make(self, forms: Iterable[str]) -> list[tuple[int, ...]]:
        """The piece ids of each form, at least one and at most `MOST_PIECES`."""
        forms = tuple(forms)
        if len(self._known) > self._most:
            self._known.clear()
        new = sorted({form for form in forms if form not in self._known})
        if new:
            encoded = self._tokenizer.encode_batch(new, add_special_tokens=False)
            for form, encoding in zip(new, encoded, strict=True):
                self._known[form] = tuple(encoding.ids[:MOST_PIECES]) or (UNK,)
        return [self._known[form] for form in forms]


def plan_windows(
    counts: Sequence[int], *, size: int = WINDOW, stride: int = STRIDE
) -> list[Window]:
    """Overlapping windows of at most `size` pieces that begin and end between words.

    As few as go with an overlap of `size - stride` pieces, all of about one length; a word is
    read from the window in which it stands furthest from an edge.
    """
    if not len(counts):
        return []
    ends = np.cumsum(np.asarray(counts, np.int64))
    begins = ends - np.asarray(counts, np.int64)
    total = int(ends[-1])
    number = max(1, -(-(total - size) // stride) + 1)
    while True:
        step = (total - size) / (number - 1) if number > 1 else 0.0
        ranges = [_fit_window(begins, ends, round(n * step), size) for n in range(number)]
        if ranges[-1][1] == len(ends) and all(a[1] >= b[0] for a, b in pairwise(ranges)):
            break
        number += 1
    cuts = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(ranges)), len(ends)]
    return [Window(first, last, cuts[n], cuts[n + 1]) for n, (first, last) in enumerate(ranges)]


def _fit_window(begins: Ints, ends: Ints, offset: int, size: int) -> tuple[int, int]:
    """The words that lie wholly within `size` pieces from the first word at or after `offset`."""
    first = int(np.searchsorted(begins, max(0, offset)))
    return first, int(np.searchsorted(ends, begins[first] + size, side="right"))
