"""Words looked for in reports and facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from memcon.app.dossier import KeptSearch
from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Page

LIMIT: Final = 50
READ: Final = 120
"""What was found best, of which it is counted how much there is of each sort."""
MOST: Final = 8
"""Values of one sort that are offered."""
YEAR: Final = 4
MONTH: Final = 7
"""Code points of a year and of a month at the beginning of a date."""
WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Facet:
    """One value by which what was found may be narrowed: what the address then asks for."""

    label: str
    count: int
    changed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One search that is kept, with what leads to it."""

    search: KeptSearch

    @property
    def address(self) -> str:
        """Where it is shown."""
        return f"/search?{self.search.query}"

    @property
    def feed(self) -> str:
        """Where it can be followed."""
        return f"/search.atom?{self.search.query}"

    def to_json(self) -> Json:
        """The search and its addresses."""
        return {**asdict(self.search), "address": self.address, "feed": self.feed}


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, and how much of each sort."""

    asking: Asking
    found: tuple[Json, ...]
    parties: tuple[Facet, ...]
    kept: tuple[Kept, ...] = ()
    """The searches that are kept under a name."""

    @property
    def title(self) -> str:
        """The words looked for."""
        return f"Search: {self.asking.q}" if self.asking.q else "Search"

    @property
    def limit(self) -> int:
        """How many rows are shown at most."""
        return self.asking.limit or LIMIT

    @property
    def most(self) -> int:
        """How many rows there can be."""
        return READ

    @property
    def is_cut(self) -> bool:
        """Whether more have the words."""
        return len(self.found) >= READ

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many of each kind were found, most first."""
        return dict(Counter(row["kind"] for row in self.found).most_common())

    @property
    def facets(self) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
        """The sorts by which what was found differs, each with its values."""
        sources, days = tuple(count_sources(self.found)), tuple(count_days(self.found))
        named = (("Source", sources), ("When", days), ("Who", self.parties))
        return tuple((name, listed) for name, listed in named if len(listed) > 1)

    @property
    def fitting(self) -> tuple[Json, ...]:
        """All that was found, or what is of one kind."""
        wanted = self.asking.kind
        return tuple(row for row in self.found if wanted in (None, row["kind"]))

    @property
    def rows(self) -> tuple[Json, ...]:
        """What is shown."""
        return self.fitting[: self.limit]

    def runs(self, text: str) -> tuple[tuple[str, bool], ...]:
        """``text`` cut where words begin and end that were looked for; those are ``True``."""
        return tuple(find_words(text, self.asking.q or ""))

    def to_json(self) -> Json:
        """The rows of ``memcon search``."""
        facets = {
            name.casefold(): [{"label": one.label, "count": one.count, **one.changed} for one in of]
            for name, of in self.facets
        }
        kinds = dict(self.kinds)
        return {
            "words": self.asking.q,
            "kinds": kinds,
            "facets": facets,
            "found": list(self.rows),
            "kept": [one.to_json() for one in self.kept],
        }


def count_sources(rows: Iterable[Json]) -> Iterator[Facet]:
    """The sites of what was found, those that name one."""
    counted = Counter(row["site"] for row in rows if row["site"])
    for site, count in counted.most_common(MOST):
        yield Facet(site, count, {"source": site})


def count_days(rows: Iterable[Json]) -> Iterator[Facet]:
    """The years of what was found; where all is of one or two, the months. The latest first."""
    days = [row["date"] for row in rows if row["date"]]
    years = Counter(day[:YEAR] for day in days)
    months = Counter(day[:MONTH] for day in days if len(day) >= MONTH)
    counted = years if len(years) > 2 else months
    for day in sorted(counted, reverse=True)[:MOST]:
        yield Facet(day, counted[day], {"since": day, "until": day})


def count_parties(desk: Desk, rows: Iterable[Json]) -> Iterator[Facet]:
    """Who takes part in the facts that were found."""
    counted = desk.dossier.acting([row["id"] for row in rows if row["kind"] != "article"])
    most = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    known = desk.dossier.profiles([id for id, _ in most])
    for id, count in most:
        if id in known:
            yield Facet(known[id].name, count, {"who": id})


def find_words(text: str, words: str) -> Iterator[tuple[str, bool]]:
    """Runs of ``text``, ``True`` for words that begin as one of ``words`` does.

    The index knows words by their stems; their beginnings show nearly the same to the eye.
    """
    stems = sorted({_stem(word) for word in WORD.findall(words)}, key=len, reverse=True)
    if not stems:
        yield text, False
        return
    pattern = rf"\b(?:{'|'.join(map(re.escape, stems))})\w*"
    at = 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(text):
        yield text[at:], False


def _stem(word: str) -> str:
    """``word`` without the ending that inflection would change: "talks" and "talked" are one."""
    return word[: max(4, len(word) - 3)].casefold()


def find(desk: Desk, asking: Asking) -> list[Json]:
    """What has the words, best first; nothing where none are given."""
    if asking.q is None:
        return []
    asked = asking.filters()
    asked["limit"] = READ
    return desk.dossier.search(asking.q, **asked)


def make(desk: Desk, call: Call) -> Search:
    """What was found, and who takes part in it."""
    found = find(desk, call.asking)
    parties = tuple(count_parties(desk, found))
    return Search(call.asking, tuple(found), parties, find_kept(desk))


def find_kept(desk: Desk) -> tuple[Kept, ...]:
    """The searches that are kept, by name."""
    return tuple(map(Kept, desk.dossier.searches()))


PAGE: Final = Page(
    path="/search",
    template="search.html.j2",
    tells="Reports and facts that have all the words, best first.",
    make=make,
    asks=("q", "who", "source", "since", "until", "limit"),
)
