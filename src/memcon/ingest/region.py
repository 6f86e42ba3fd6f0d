"""Which leaves of a page are the report: the extractor's choice, mended by the page itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final

from lxml.html import HtmlElement

from memcon.ingest.background import MIN_SECTIONS, defines, is_signpost
from memcon.ingest.furniture import match_furniture
from memcon.ingest.leaves import HEADINGS, Leaf, ends_line
from memcon.ingest.piece import Piece, Role
from memcon.text.spacing import letters_of, squash

SURE: Final = 20
"""Letters from which the same run of them is the same text, not a chance."""

SAME: Final = 0.6
"""A line of the extractor is covered when leaves make up this share of it."""

LOST: Final = 0.4
"""Where leaves miss more than this share of the extracted text, the extractor's lines stand."""

MAX_LINKED: Final = 0.5
MAX_LABEL_WORDS: Final = 4
MAX_SEARCHES: Final = 200
"""Lines looked for all over the page; a page that needs more is not laid out as leaves."""

ALL_LINKED: Final = 0.95
MIN_LINK_WORDS: Final = 3
MIN_SHOWN: Final = 0.3
MAX_HEADING_WORDS: Final = 24
MIN_LEAD_WORDS: Final = 6
MIN_CAPTION_WORDS: Final = 4
NAME_TAGS: Final = HEADINGS | {"dt"}
CELLS: Final = frozenset({"td", "th"})
CELL_BREAK: Final = " | "
TEASERS: Final = "related"
"""The furniture rule for labels over lists of other reports."""

PROSE_TAGS: Final = frozenset({"p", "blockquote"})


@dataclass(slots=True)
class _Choice:
    """Indices of the leaves taken so far, and lines of the extractor that no leaf holds."""

    taken: set[int] = field(default_factory=set)
    extra: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def choose_pieces(
    leaves: Sequence[Leaf], extracted: Sequence[str], *, title: str | None
) -> tuple[Piece, ...]:
    """The pieces of the report in page order, headline first; empty where there is no text.

    ``extracted`` are the lines the extractor kept, ``title`` what the page's head calls it.
    """
    lines = [squash(line) for line in extracted if letters_of(line)]
    if not lines:
        return ()
    choice = _match(leaves, lines)
    if choice is None:
        return (*_headline(title), *map(_to_piece, lines))
    _drop_copies(leaves, choice)
    _drop_hidden(leaves, choice)
    _drop_links(leaves, choice)
    _restore(leaves, choice)
    _drop_teasers(leaves, choice)
    head = _find_headline(leaves, title)
    _add_opening(leaves, choice, head)
    _add_glossary(leaves, choice)
    headline = leaves[head].text if head is not None else title
    return (*_headline(headline), *_collect(leaves, choice, letters_of(headline or "")))


def _headline(text: str | None) -> tuple[Piece, ...]:
    return (Piece(text, Role.HEADLINE),) if text else ()


def _to_piece(line: str) -> Piece:
    if line.startswith("- "):
        return Piece(line[2:], Role.LIST)
    return Piece(line)


def _match(leaves: Sequence[Leaf], lines: Sequence[str]) -> _Choice | None:
    """The leaves that hold the extracted lines; ``None`` where they hold too little of them."""
    keys = [letters_of(line) for line in lines]
    choice = _Choice(taken=_find_kept(leaves, keys))
    lost = _mend(leaves, lines, keys, choice)
    return choice if lost <= LOST * sum(map(len, keys)) and choice.taken else None


def _find_kept(leaves: Sequence[Leaf], keys: Sequence[str]) -> set[int]:
    whole, known = "".join(keys), set(keys)
    kept, at = set(), 0
    for index, leaf in enumerate(leaves):
        if whole.startswith(leaf.key, at):
            found = at
        elif len(leaf.key) >= SURE:
            found = whole.find(leaf.key, at)
            found = whole.find(leaf.key) if found < 0 else found
        else:
            found = at if leaf.key in known and not leaf.is_aside else -1
            if found >= 0:
                kept.add(index)
            continue
        if found >= 0:
            kept.add(index)
            at = max(at, found + len(leaf.key))
    return kept


def _mend(
    leaves: Sequence[Leaf], lines: Sequence[str], keys: Sequence[str], choice: _Choice
) -> int:
    """Find a place for every line that no taken leaf holds; gives the letters left without."""
    joined = "\n".join(leaves[index].key for index in sorted(choice.taken))
    places = {leaves[index].key: index for index in sorted(choice.taken, reverse=True)}
    last, lost, searches = -1, 0, MAX_SEARCHES
    for line, key in zip(lines, keys, strict=True):
        if len(key) < SURE or key in places or key in joined:
            last = places.get(key, last)
            continue
        searches -= 1
        if searches < 0:
            return sum(map(len, keys))
        larger = _find_larger(leaves, key)
        if larger is not None:
            choice.taken.add(larger)
            last = larger
        elif _covered(leaves, key, choice.taken) < SAME * len(key):
            choice.extra[last].append(line)
            lost += len(key)
    return lost


def _find_larger(leaves: Sequence[Leaf], key: str) -> int | None:
    """A leaf that is this line and a little more: the extractor dropped some inline element."""
    return next(
        (i for i, leaf in enumerate(leaves) if key in leaf.key and len(leaf.key) <= 2 * len(key)),
        None,
    )


def _covered(leaves: Sequence[Leaf], key: str, taken: set[int]) -> int:
    return sum(len(leaves[index].key) for index in taken if leaves[index].key in key)


def _drop_copies(leaves: Sequence[Leaf], choice: _Choice) -> None:
    """Of the same text in several places, keep the place that holds most of the report.

    Repeats inside one place stay: reports do repeat themselves.
    """
    weights = _weigh(leaves, choice.taken)
    best: dict[str, HtmlElement] = {}
    long = [index for index in sorted(choice.taken) if len(leaves[index].key) >= SURE]
    for index in long:
        leaf = leaves[index]
        if weights[leaf.container] > weights[best.setdefault(leaf.key, leaf.container)]:
            best[leaf.key] = leaf.container
    choice.taken -= {i for i in long if leaves[i].container is not best[leaves[i].key]}


def _weigh(leaves: Sequence[Leaf], taken: set[int]) -> Counter[HtmlElement]:
    weights: Counter[HtmlElement] = Counter()
    for index in taken:
        weights[leaves[index].container] += len(leaves[index].key)
    return weights


def _drop_hidden(leaves: Sequence[Leaf], choice: _Choice) -> None:
    """Text a browser does not show goes, unless little else was kept."""
    shown = {index for index in choice.taken if not leaves[index].is_hidden}
    size = sum(len(leaves[index].key) for index in choice.taken)
    if sum(len(leaves[index].key) for index in shown) >= MIN_SHOWN * size:
        choice.taken &= shown


def _drop_links(leaves: Sequence[Leaf], choice: _Choice) -> None:
    """A line that is all link and no sentence leads to another report."""
    choice.taken -= {index for index in choice.taken if _is_link_line(leaves[index])}


def _is_link_line(leaf: Leaf) -> bool:
    if leaf.linked < ALL_LINKED or leaf.tag in CELLS or leaf.tag == "h1":
        return False
    return len(leaf.text.split()) >= MIN_LINK_WORDS and not ends_line(leaf.text)


def _drop_teasers(leaves: Sequence[Leaf], choice: _Choice) -> None:
    """A list under "Most viewed" leads to other reports, wherever on the page it stands."""
    is_under = False
    for index, leaf in enumerate(leaves):
        if _heads_teasers(leaf):
            is_under = True
            choice.taken.discard(index)
        elif leaf.in_list or leaf.linked > MAX_LINKED:
            choice.taken -= {index} if is_under else set()
        else:
            is_under = False


def _heads_teasers(leaf: Leaf) -> bool:
    is_label = len(leaf.text.split()) <= MAX_LABEL_WORDS
    return is_label and match_furniture(leaf.text) == TEASERS


def _restore(leaves: Sequence[Leaf], choice: _Choice) -> None:
    """Bring back what stands between kept paragraphs, in the same container as they."""
    homes = {leaves[i].container for i in choice.taken if leaves[i].tag in PROSE_TAGS}
    if not choice.taken:
        return
    for index in range(max(choice.taken), min(choice.taken), -1):
        leaf = leaves[index]
        if index in choice.taken or leaf.is_hidden or leaf.linked > MAX_LINKED:
            continue
        if _is_restorable(leaf, homes, followed=index + 1 in choice.taken):
            choice.taken.add(index)


def _is_restorable(leaf: Leaf, homes: set[HtmlElement], *, followed: bool) -> bool:
    if leaf.in_quote:
        return leaf.container in homes or any(up in homes for up in leaf.container.iterancestors())
    if leaf.is_aside:
        return False
    if leaf.is_caption:
        return len(leaf.text.split()) >= MIN_CAPTION_WORDS
    if leaf.container not in homes:
        return False
    return leaf.tag in PROSE_TAGS or (leaf.tag in HEADINGS and followed)


def _find_headline(leaves: Sequence[Leaf], title: str | None) -> int | None:
    """The ``h1`` that says what the head's title says, else the only one."""
    tops = [i for i, leaf in enumerate(leaves) if leaf.tag == "h1" and not leaf.is_hidden]
    key = letters_of(title or "")
    for index in tops:
        if key and (leaves[index].key in key or key in leaves[index].key):
            return index
    return tops[0] if len(tops) == 1 and len(leaves[tops[0]].text.split()) > 2 else None


def _add_opening(leaves: Sequence[Leaf], choice: _Choice, head: int | None) -> None:
    """Standfirst and photo caption between the headline and the first kept paragraph."""
    if head is None or not choice.taken:
        return
    for index in range(head + 1, min(choice.taken)):
        leaf = leaves[index]
        words = len(leaf.text.split())
        lead = leaf.is_lead and words >= MIN_LEAD_WORDS
        caption = leaf.is_caption and words >= MIN_CAPTION_WORDS
        if (lead or caption) and leaf.linked <= MAX_LINKED and not leaf.is_hidden:
            choice.taken.add(index)


def _add_glossary(leaves: Sequence[Leaf], choice: _Choice) -> None:
    """Name headings with their definitions after the report, and boxes that say so."""
    last = max(choice.taken, default=0)
    first = min(choice.taken, default=0)
    pairs = list(_find_definitions(leaves, last))
    if len(pairs) >= MIN_SECTIONS:
        choice.taken.update(index for pair in pairs for index in pair)
    boxed = (i for i, leaf in enumerate(leaves) if leaf.is_background and i > first)
    choice.taken.update(boxed)


def _find_definitions(leaves: Sequence[Leaf], last: int) -> Iterator[tuple[int, int]]:
    later = range(max(last - 1, 0), len(leaves))
    for index, following in pairwise(later):
        name, text = leaves[index], leaves[following]
        paired = name.tag in NAME_TAGS and text.tag in ("p", "dd", "div")
        if paired and (defines(name.text, text.text) or is_signpost(name.text)):
            yield index, following


def _collect(leaves: Sequence[Leaf], choice: _Choice, headline: str) -> Iterator[Piece]:
    yield from map(_to_piece, choice.extra.get(-1, ()))
    first = min(choice.taken, default=0)
    for _, group in groupby(sorted(choice.taken), key=lambda index: _row_of(leaves[index], index)):
        row = [index for index in group if leaves[index].key != headline]
        if row:
            text = CELL_BREAK.join(leaves[index].text for index in row)
            yield Piece(text, _role_of(leaves[row[0]], opening=row[0] <= first + 2))
        for index in row:
            yield from map(_to_piece, choice.extra.get(index, ()))


def _row_of(leaf: Leaf, index: int) -> object:
    """Cells of one row of a table make one piece; every other leaf is its own."""
    return leaf.container if leaf.tag in CELLS and leaf.container.tag == "tr" else index


def _role_of(leaf: Leaf, *, opening: bool) -> Role:
    if leaf.is_background:
        return Role.BACKGROUND
    if leaf.is_caption:
        return Role.CAPTION
    if leaf.is_lead and opening:
        return Role.LEAD
    if leaf.tag in NAME_TAGS or leaf.is_bold_line:
        if len(leaf.text.split()) <= MAX_HEADING_WORDS:
            return Role.HEADING
        return Role.LEAD if opening else Role.PROSE
    if leaf.in_quote:
        return Role.QUOTE
    return Role.LIST if leaf.in_list or leaf.tag in CELLS else Role.PROSE
