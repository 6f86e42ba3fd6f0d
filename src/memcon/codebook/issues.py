"""The codebook of issues (``issues/*.yaml``): what negotiations are about.

A user's own file has the same form; its issues are tried beside the packaged ones, and one with
the id of a packaged issue takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

import yaml

from memcon.codebook.packaged import load_packaged
from memcon.codebook.patterns import Phrase, Phrases, parse_phrase
from memcon.errors import UsageError
from memcon.record.facts import Stance

FILES: Final = ("war", "arms", "people", "rule", "economy", "climate")
OTHER: Final = "other"
"""The issue of a position on nothing that the codebook knows."""
KEYS: Final = frozenset(
    {"id", "label", "definition", "cues", "hints", "not", "example", "ends", "broad"}
)
STANCES: Final = frozenset(get_args(Stance))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows an issue: who holds what stance on it."""

    text: str
    holder: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue: what it is called, what it is, and the words that show it.

    ``cues`` show the issue by themselves; ``hints`` only where nothing speaks louder; words in a
    phrase of ``misses`` show nothing of it, as they speak of something else (its value). ``ends``
    says that the issue names what goes on or comes about: who demands its end is against it. Issues
    that are ``broad`` (a forum, a text, a war) yield to those that say what it is about.
    """

    id: str
    label: str
    definition: str
    cues: tuple[Phrase, ...]
    hints: tuple[Phrase, ...] = ()
    misses: Mapping[Phrase, str] = field(default_factory=dict)
    ends: bool = False
    broad: bool = False
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a phrase says of an issue: that it is a cue, a hint or a near miss."""

    issue: str
    kind: str


class Issues:
    """The issues by id, and their phrases in one index."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.by_id: Mapping[str, Issue] = {issue.id: issue for issue in issues}
        self.shows: dict[str, list[Shown]] = {}
        phrases: dict[str, Phrase] = {}
        for issue in self.by_id.values():
            kinds = (("cue", issue.cues), ("hint", issue.hints), ("miss", tuple(issue.misses)))
            for kind, listed in kinds:
                for phrase in listed:
                    phrases[phrase.text] = phrase
                    self.shows.setdefault(phrase.text, []).append(Shown(issue.id, kind))
        self.phrases = Phrases(phrases.values())

    def label(self, id: str) -> str:
        """The label of an issue; the id where the codebook does not have it."""
        issue = self.by_id.get(id)
        return issue.label if issue else id


@cache
def load_issues(own: Path | None = None) -> Issues:
    """The packaged issues, and those of the file ``own``.

    Raises ``UsageError`` that names the file, the entry and what is wrong with it.
    """
    packaged = [
        parse_issue(row, name)
        for name in FILES
        for row in load_packaged("memcon.codebook", "issues", f"{name}.yaml")
    ]
    added = tuple(_read(own)) if own else ()
    return Issues((*packaged, *added))


def _read(path: Path) -> Iterator[Issue]:
    try:
        rows = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{path} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path}: issues are a list of entries with id, label and cues")
    seen: set[str] = set()
    for row in rows:
        issue = parse_issue(row, str(path))
        if issue.id in seen:
            raise UsageError(f"{path}: issue {issue.id} stands there twice")
        seen.add(issue.id)
        yield issue


def parse_issue(row: Mapping[str, Any], file: str) -> Issue:
    """One entry; raises ``UsageError`` that names the file, the entry and the field."""
    where = f"{file}: issue {row.get('id') or '?'}"
    unknown = sorted(set(row) - KEYS)
    if unknown:
        raise UsageError(f"{where} has {unknown[0]!r}; known are {', '.join(sorted(KEYS))}")
    texts = {name: _text(row, name, where) for name in ("id", "label", "definition")}
    misses = row.get("not") or {}
    if not isinstance(misses, dict):
        raise UsageError(f"{where}: not is a list of phrase: what it is instead")
    return Issue(
        **texts,
        cues=_phrases(row.get("cues"), "cues", where),
        hints=_phrases(row.get("hints") or [], "hints", where),
        misses={_phrase(text, "not", where): str(what) for text, what in misses.items()},
        ends=_flag(row, "ends", where),
        broad=_flag(row, "broad", where),
        example=_example(row.get("example"), where),
    )


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name, "" if name == "definition" else None)
    if not isinstance(value, str) or (not value and name != "definition"):
        raise UsageError(f"{where} has no {name}")
    return value


def _flag(row: Mapping[str, Any], name: str, where: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise UsageError(f"{where}: {name} is true or false")
    return value


def _phrases(listed: object, name: str, where: str) -> tuple[Phrase, ...]:
    if not isinstance(listed, list) or (not listed and name == "cues"):
        raise UsageError(f"{where}: {name} is a list of phrases")
    return tuple(_phrase(text, name, where) for text in listed)


def _phrase(text: object, name: str, where: str) -> Phrase:
    try:
        return parse_phrase(str(text))
    except ValueError as error:
        raise UsageError(f"{where}: {name}: {error}") from error


def _example(row: object, where: str) -> Example | None:
    if row is None:
        return None
    if not isinstance(row, dict) or {"text", "holder", "stance"} - set(row):
        raise UsageError(f"{where}: an example has text, holder and stance")
    if row["stance"] not in STANCES:
        raise UsageError(f"{where}: {row['stance']!r} is no stance; known are {sorted(STANCES)}")
    return Example(str(row["text"]), str(row["holder"]), row["stance"])
