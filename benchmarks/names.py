"""Finding names in running text: memcon beside spaCy's PhraseMatcher, flashtext, ahocorasick-rs.

usage: python -m benchmarks.kb --names [--texts FOLDER] [--aliases 200000] [--rounds 7]

All look for the same names in the same texts, by turns in one process (A B C D A B C D …), so
that a noisy machine treats all alike; what counts are the ratios. The names are those of the
built-in base and, up to the number wanted, towns of its gazetteer. The others compare letters in
lower case; memcon asks for the capitals of names, knows diacritics and possessives, and gives
candidates with priors. Load time (CPU)
and memory are those of a fresh process for each, its libraries included.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.rows import Note, Row
from memcon.ingest import sources
from memcon.knowledge import KnowledgeBase, database
from memcon.knowledge.names import key_of
from memcon.knowledge.paths import BUILTIN
from memcon.knowledge.rows import AliasKind, Draft, EntityRow
from memcon.record import Article, EntityKind

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TABLE = "Names found in the same reports"
Finder = Callable[[str], int]
"""Looks through one text and says how many names are there."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names to look for: a folder for memcon and a list for the others."""

    folder: Path
    listed: Path

    def texts(self) -> list[str]:
        """All names, in lower case."""
        return self.listed.read_text("utf-8").split("\n")


def made(folder: Path, count: int) -> Names:
    """Writes so many names into ``folder``."""
    with sqlite3.connect(f"file:{BUILTIN}?mode=ro", uri=True) as base:
        known = [row[0] for row in base.execute("select distinct norm from alias order by norm")]
        places = [row[0] for row in base.execute("select name from place order by key")]
    added = {key_of(name): name for name in places}
    for key in known:
        added.pop(key, None)
    chosen = dict(list(added.items())[: max(count - len(known), 0)])
    rows = [
        EntityRow(id=f"own:{number}", name=name, kind=EntityKind.CITY, weight=1.0)
        for number, name in enumerate(chosen.values())
    ]
    draft = Draft(entities={row.id: row for row in rows})
    for row in rows:
        draft.name(row.id, (row.name,), AliasKind.NAME)
    database.write(folder / "own-towns.sqlite", draft)
    listed = folder / "names.txt"
    listed.write_text("\n".join([*known, *(name.lower() for name in chosen.values())]), "utf-8")
    return Names(folder, listed)


def memcon(names: Names) -> Finder:
    """Ours."""
    base = KnowledgeBase.open(names.folder)
    return lambda text: len(base.find(text))


def phrase_matcher(names: Names) -> Finder:
    """spaCy: the text has to be tokenised first."""
    import spacy
    from spacy.matcher import PhraseMatcher

    cutter = spacy.blank("en")
    matcher = PhraseMatcher(cutter.vocab, attr="LOWER")
    matcher.add("name", list(cutter.tokenizer.pipe(names.texts())))
    return lambda text: len(matcher(cutter.make_doc(text)))


def flashtext(names: Names) -> Finder:
    """flashtext: a trie of letters in dictionaries."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_list([name for name in names.texts() if name])
    return lambda text: len(processor.extract_keywords(text, span_info=True))


def ahocorasick(names: Names) -> Finder:
    """ahocorasick-rs: an automaton of bytes in Rust, and whole words only."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(names.texts(), matchkind=MatchKind.LeftmostLongest)

    def find(text: str) -> int:
        found = automaton.find_matches_as_indexes(text.lower())
        return sum(_is_whole(text, start, end) for _, start, end in found)

    return find


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


FINDERS = {
    "memcon": memcon,
    "spaCy PhraseMatcher": phrase_matcher,
    "flashtext": flashtext,
    "ahocorasick-rs": ahocorasick,
}


def load(name: str, names: Names) -> None:
    """Prints the seconds and megabytes that loading one finder takes, as JSON."""
    before, begin = _held(), time.process_time()
    find = FINDERS[name](names)
    find("Kyiv")
    print(json.dumps([time.process_time() - begin, _held() - before]))


def _held() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _loaded(name: str, names: Names) -> tuple[float, float]:
    code = (
        "import sys; from pathlib import Path; from benchmarks.names import Names, load; "
        "load(sys.argv[1], Names(Path(sys.argv[2]), Path(sys.argv[3])))"
    )
    command = [sys.executable, "-c", code, name, str(names.folder), str(names.listed)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, text=True)
    seconds, size = json.loads(done.stdout)
    return seconds, size


def compare(folder: Path | None, *, aliases: int, rounds: int) -> Iterator[Row | Note]:
    """Tokens a second, the ratio to our time, load time and memory of each."""
    import spacy

    read = sources([str(folder or EXAMPLES)])
    texts = [item.text for item in read if isinstance(item, Article)]
    tokens = sum(map(len, map(spacy.blank("en").make_doc, texts)))
    with tempfile.TemporaryDirectory() as place:
        names = made(Path(place), aliases)
        loads = {name: _loaded(name, names) for name in FINDERS}
        finders = {name: FINDERS[name](names) for name in FINDERS}
        first = {name: _seconds(find, texts) for name, find in finders.items()}
        turns = [
            {name: _seconds(find, texts) for name, find in finders.items()} for _ in range(rounds)
        ]
    for name, find in finders.items():
        cell = partial(Row, table=TABLE, subject=name)
        taken = median(turn[name] for turn in turns)
        ratio = median(turn[name] / turn["memcon"] for turn in turns)
        yield cell(measure="CPU", value=taken, unit="s", ratio=ratio)
        yield cell(measure="tokens a CPU second", value=tokens / taken)
        yield cell(measure="the first time", value=tokens / first[name])
        yield cell(measure="load, CPU", value=loads[name][0], unit="s")
        yield cell(measure="memory", value=loads[name][1], unit="MB")
        yield cell(measure="found", value=sum(map(find, texts)))
    yield Note(text=f"{len(texts)} reports, {tokens:,} tokens, {aliases:,} names, {rounds} rounds.")


def _seconds(find: Finder, texts: Iterable[str]) -> float:
    begin = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - begin


def opened(times: int = 5) -> Row:
    """How long opening the built-in base takes, its first name included."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        KnowledgeBase.open().candidates("Kyiv")
        found.append(1000 * (time.perf_counter() - begin))
    table = "The built-in base"
    return Row(
        table=table, subject="opened, a name found", measure="wall", value=median(found), unit="ms"
    )
