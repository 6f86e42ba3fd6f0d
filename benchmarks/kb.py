"""Adding a Wikidata dump: peak memory and speed, on a file of made-up items in the real shape.

usage: python -m benchmarks.kb [--lines 1000000] [--format gz|bz2|json] [--keep FILE]
       python -m benchmarks.kb --names [--texts FOLDER] [--aliases 200000] [--rounds 7]

The dump is written first, then added by ``memcon kb add`` in a fresh process whose peak memory
counts. Of the items a tenth is kept: places, bodies, events, people in office, and the classes
above them; the rest are papers, unvisited streets and people without office, as in the real
dump. At the end names are looked up in a text with the built-in base alone and with both, in
turns in one process. ``--names`` leaves the dump and compares finding names with other
libraries (``names.py``).
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO, cast

from benchmarks.names import compare, opened
from benchmarks.page import to_tables
from benchmarks.rows import Note, Row
from memcon.knowledge import KnowledgeBase

LIMIT_MB = 1000
MEGABYTE = 1_000_000
STATES = ("Q212", "Q159", "Q142", "Q183", "Q30", "Q148", "Q38", "Q29", "Q79", "Q801")
SYLLABLES = (
    "ba",
    "bel",
    "cor",
    "dan",
    "el",
    "fen",
    "gar",
    "hol",
    "is",
    "ka",
    "mar",
    "nor",
    "ur",
    "ven",
)
LANGUAGES = ("en", "de", "fr", "ru", "uk", "es", "it", "pl")
FIRST_CLASS, FIRST_POST, FIRST_ITEM = 10_000_001, 20_000_001, 30_000_001
CLASSES, POSTS = 1000, 2000
ROOTS = ("Q486972", "Q43229", "Q1656682", "Q56061", "Q13226383")
FORMATS = ("gz", "bz2", "json")


def snak(property: str, value: object, kind: str) -> dict[str, Any]:
    """A snak with a value."""
    return {
        "snaktype": "value",
        "property": property,
        "hash": "0123456789abcdef0123456789abcdef01234567",
        "datavalue": {"value": value, "type": kind},
    }


def item_value(id: str) -> dict[str, Any]:
    """The value that is an item."""
    return {"entity-type": "item", "numeric-id": int(id[1:]), "id": id}


def linked(property: str, id: str, **qualifiers: object) -> dict[str, Any]:
    """A statement whose value is an item, with a reference as most have one."""
    reference = {"hash": "ab" * 20, "snaks": {"P143": [snak("P143", item_value("Q328"), "x")]}}
    return {
        "mainsnak": snak(property, item_value(id), "wikibase-entityid"),
        "type": "statement",
        "id": "Q1$00000000-0000-0000-0000-000000000000",
        "rank": "normal",
        "qualifiers": {name: [value] for name, value in qualifiers.items()},
        "references": [reference],
    }


def moment(year: int) -> dict[str, Any]:
    """A snak that tells a month of a year."""
    value = {
        "time": f"+{year}-03-00T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": 10,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    return snak("P580", value, "time")


class Maker:
    """Items with made-up names, from templates that are filled in; equal seeds, equal files."""

    def __init__(self, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        shares = ((0.60, self.paper), (0.20, self.street), (0.10, self.human), (0.03, self.person))
        made = [(share / 50, make()) for share, make in shares for _ in range(50)]
        made += [(0.07 / 400, self.thing()) for _ in range(400)]
        self.weights, self.templates = zip(*made, strict=True)

    def word(self) -> str:
        """A made-up word."""
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 4))).capitalize()

    def texts(self, first: int, count: int) -> Iterator[str]:
        """So many lines of the mix, numbered from ``first``."""
        chosen = self.dice.choices(self.templates, self.weights, k=count)
        for number, template in enumerate(chosen, start=first):
            name = f"{self.word()} {self.word()}"
            yield (
                template.replace("@NAME", name)
                .replace("@ALIAS", self.word())
                .replace("@NUMBER", str(number))
            )

    def classes(self) -> Iterator[str]:
        """The classes and the posts that the mix speaks of."""
        for number in range(FIRST_CLASS, FIRST_CLASS + CLASSES):
            above = ROOTS[number % len(ROOTS)] if number % 3 else f"Q{number - 1}"
            yield self.text({"P279": [linked("P279", above)]}, 0).replace("@NUMBER", str(number))
        for number in range(FIRST_POST, FIRST_POST + POSTS):
            state = {"P1001": [linked("P1001", STATES[number % len(STATES)])]}
            claims = {"P279": [linked("P279", "Q4164871")]} | state
            yield self.text(claims, 0).replace("@NUMBER", str(number))

    def paper(self) -> str:
        """A paper that cites others."""
        cited = [linked("P2860", f"Q{self.dice.randrange(10**8)}") for _ in range(5)]
        return self.text({"P31": [linked("P31", "Q13442814")], "P2860": cited}, 0)

    def street(self) -> str:
        """A street that no article tells of."""
        state = linked("P17", self.dice.choice(STATES))
        return self.text({"P31": [linked("P31", "Q79007")], "P17": [state]}, 0)

    def human(self) -> str:
        """Somebody without office."""
        state = linked("P27", self.dice.choice(STATES))
        return self.text({"P31": [linked("P31", "Q5")], "P27": [state]}, 1)

    def person(self) -> str:
        """Somebody in office."""
        year, post = self.dice.randint(1950, 2025), f"Q{FIRST_POST + self.dice.randrange(POSTS)}"
        held = linked("P39", post, P580=moment(year), P582=moment(year + 4))
        state = linked("P27", self.dice.choice(STATES))
        return self.text({"P31": [linked("P31", "Q5")], "P27": [state], "P39": [held]}, 3)

    def thing(self) -> str:
        """A place, body or event of some class."""
        kind, state = f"Q{FIRST_CLASS + self.dice.randrange(CLASSES)}", self.dice.choice(STATES)
        point = {"latitude": self.dice.uniform(-60, 60), "longitude": self.dice.uniform(-170, 170)}
        where = {"mainsnak": snak("P625", point, "globecoordinate"), "rank": "normal"}
        claims = {"P31": [linked("P31", kind)], "P17": [linked("P17", state)], "P625": [where]}
        return self.text(claims, 4)

    def text(self, claims: dict[str, Any], links: int) -> str:
        """One item as it stands on a line, its name and number still to be filled in."""
        labels = {code: {"language": code, "value": "@NAME"} for code in LANGUAGES}
        about = {code: {"language": code, "value": f"@NAME in {code}"} for code in LANGUAGES}
        sites = {
            f"{code}wiki": {"site": f"{code}wiki", "title": "@NAME @NUMBER", "badges": []}
            for code in LANGUAGES[:links]
        }
        item = {
            "type": "item",
            "id": "Q@NUMBER",
            "labels": labels,
            "descriptions": about,
            "aliases": {"en": [{"language": "en", "value": "@NAME @ALIAS"}]},
            "claims": claims,
            "sitelinks": sites,
            "lastrevid": 1,
            "modified": "2026-05-04T10:00:00Z",
        }
        return json.dumps(item, separators=(",", ":"))


def open_packed(path: Path, form: str) -> BinaryIO:
    """The dump to write to."""
    if form == "gz":
        return cast(BinaryIO, gzip.open(path, "wb", 1))
    return cast(BinaryIO, bz2.open(path, "wb")) if form == "bz2" else path.open("wb")


def write_dump(path: Path, lines: int, form: str) -> int:
    """Writes the dump; gives its unpacked bytes."""
    maker, size = Maker(), 0
    with open_packed(path, form) as file:
        file.write(b"[\n")
        things = maker.texts(FIRST_ITEM, lines - CLASSES - POSTS)
        for text in chain(maker.classes(), things):
            size += file.write(text.encode() + b",\n")
        file.write(b"]\n")
    return size


def add(dump: Path, folder: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds and the peak memory in bytes of adding, in a fresh process."""
    command = [sys.executable, "-m", "memcon", "kb", "add", str(dump), "--kb", str(folder)]
    begin = time.perf_counter()
    subprocess.run(command, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def look_up(folder: Path) -> tuple[float, float]:
    """Words a second looked up with the built-in base alone, and with both."""
    maker = Maker(2)
    words = [maker.word() if maker.dice.random() < 0.2 else "said" for _ in range(200_000)]
    text = " ".join(words)
    bases = (KnowledgeBase.open(), KnowledgeBase.open(folder))
    rounds = [[seconds(lambda base=base: base.find(text)) for base in bases] for _ in range(5)]
    return tuple(len(words) / median(row[at] for row in rounds[1:]) for at in (0, 1))


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds that some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Names found beside other libraries; ``full`` adds a dump of a million lines."""
    yield from compare(None, aliases=200_000, rounds=9 if full else 5)
    yield opened()
    if full:
        yield from _added(1_000_000)


def _added(lines: int) -> Iterator[Row]:
    """What adding a dump takes, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        dump = Path(name) / "dump.json.gz"
        size = write_dump(dump, lines, "gz")
        _, cpu, peak = add(dump, Path(name) / "kb")
    cell = partial(Row, table="A dump of Wikidata added", subject=f"{lines:,} lines")
    yield cell(measure="unpacked", value=size / MEGABYTE, unit="MB")
    yield cell(measure="CPU", value=cpu, unit="s")
    yield cell(measure="lines a CPU second", value=lines / cpu)
    yield cell(measure="peak memory", value=peak / MEGABYTE, unit="MB")


def main() -> None:
    """Measure and print one table; ends with 1 where memory goes beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--format", choices=FORMATS, default="gz")
    parser.add_argument("--keep", type=Path, help="keep the dump under this name")
    parser.add_argument("--names", action="store_true", help="compare finding names instead")
    parser.add_argument("--texts", type=Path, help="a folder of reports to find names in")
    parser.add_argument("--aliases", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    if given.names:
        found = [*compare(given.texts, aliases=given.aliases, rounds=given.rounds), opened()]
        print(to_tables([one for one in found if isinstance(one, Row)]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dump = given.keep or folder / f"dump.json.{given.format}".removesuffix(".json")
        size = write_dump(dump, given.lines, given.format)
        wall, cpu, peak = add(dump, folder / "kb")
        result = folder / "kb" / "wikidata.sqlite"
        print(f"{given.lines:,} lines, {size / MEGABYTE:,.0f} MB ({given.format}) added")
        print(f"  wall {wall:7.1f} s   CPU {cpu:7.1f} s   {given.lines / cpu:8,.0f} lines/CPU s")
        print(f"  {size / MEGABYTE / cpu:7.1f} MB/CPU s   peak memory {peak / MEGABYTE:6.0f} MB")
        print(f"  base of {result.stat().st_size / MEGABYTE:,.0f} MB")
        alone, both = look_up(folder / "kb")
        print(f"  names: built-in {alone:,.0f} words/s, with the added base {both:,.0f} words/s")
    if peak > LIMIT_MB * MEGABYTE:
        sys.exit(f"peak memory is beyond {LIMIT_MB} MB")


if __name__ == "__main__":
    main()
