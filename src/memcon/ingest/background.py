"""Explanatory matter after the report: glossaries, "who's who", fact boxes.

Two signs: a heading that says so ("Glossary"), or at least two sections at the end of the
text, each a short name as heading and a paragraph that begins by defining it ("Budapest is
the capital …"). Sections right before those that describe what their heading names without
naming it ("A military base beside …") belong to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from memcon.record import BlockKind
from memcon.record.record import entry_name
from memcon.text.sentences import sentence_ends
from memcon.text.spacing import letters_of

MIN_SECTIONS: Final = 2
MAX_NAME_WORDS: Final = 8
SUBJECT_WORDS: Final = 14
"""A definition names its subject within so many words."""

SIGNPOST: Final = re.compile(
    r"(?i)(?:(?:the |a |some |brief |quick |key |in )?(?:"
    r"background(?:er)?(?: notes?| information)?|explainer|glossary(?: of \w+(?: \w+)?)?|"
    r"who[’']?s who(?: in .{1,40})?|"
    r"who is who(?: in .{1,40})?|key terms|terms explained|fact ?box|key players|"
    r"about the (?:places|people|organi[sz]ations|parties)(?: named)?(?: .{1,30})?|"
    r"places and organi[sz]ations.{0,30}|people and places.{0,30}))\s*:?"
)
DEFINES: Final = re.compile(
    r"\b(?:is|are|was|were|refers to|stands for|has been|also known as|short for|comprises|"
    r"consists of)\b|\((?:[A-Z][\w.&-]{1,9})\)|, or (?:the )?[A-Z]"
)
ACRONYM: Final = re.compile(r"[A-Z]{2,8}")
SMALL: Final = frozenset({"of", "the", "and", "de", "la", "al", "for", "on", "in"})
OPENS: Final = re.compile(r"(?:A|An|The|One of) \w")
REPORTS: Final = re.compile(r"[“”\"]|\b(?:said|says|told|added|according to|announced|today)\b")
WORD: Final = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (index of its piece) and the paragraphs under it, up to the next heading."""

    heading: int
    paragraphs: tuple[int, ...]


def find_background(texts: Sequence[str], kinds: Sequence[BlockKind | None]) -> int | None:
    """Index of the piece where background matter begins, ``None`` where there is none.

    Background reaches from there to the end of the text.
    """
    sections = _find_sections(kinds)
    starts = (_find_signpost(texts, sections), _find_definitions(texts, sections))
    return min((start for start in starts if start is not None), default=None)


def defines(name: str, paragraph: str) -> bool:
    """Whether ``paragraph`` begins by defining what ``name`` names.

    True too where the paragraph spells out the name ("EU": "The European Union (EU) is …").
    """
    first = paragraph[: next(sentence_ends(paragraph), None)]
    opening = " ".join(first.split()[:SUBJECT_WORDS])
    subject = letters_of(entry_name(name))
    named = subject in letters_of(opening) or _spells_out(name, opening)
    return bool(subject) and named and bool(DEFINES.search(first))


def _spells_out(name: str, opening: str) -> bool:
    """Whether capitals in ``opening`` are the letters of the acronym ``name``, in order."""
    if not ACRONYM.fullmatch(name):
        return False
    return name in "".join(word[0] for word in WORD.findall(opening) if word[0].isupper())


def describes(name: str, paragraph: str) -> bool:
    """Whether ``paragraph`` could describe what ``name`` names without naming it.

    Told by shape: a proper name over a text that opens with an article and quotes nobody.
    """
    proper = all(word[0].isupper() or word in SMALL for word in WORD.findall(name))
    return proper and bool(OPENS.match(paragraph)) and not REPORTS.search(paragraph)


def is_signpost(text: str) -> bool:
    """Whether a heading announces background matter."""
    return SIGNPOST.fullmatch(text.strip()) is not None


def _find_sections(kinds: Sequence[BlockKind | None]) -> list[Section]:
    heads = [index for index, kind in enumerate(kinds) if kind is BlockKind.HEADING]
    ends = [*heads[1:], len(kinds)]
    return [
        Section(head, tuple(index for index in range(head + 1, end) if kinds[index]))
        for head, end in zip(heads, ends, strict=False)
    ]


def _find_signpost(texts: Sequence[str], sections: Sequence[Section]) -> int | None:
    """The first signpost after which no section is reporting again.

    A bare "Background" over two paragraphs in the middle of a report is reporting.
    """
    for number, section in enumerate(sections):
        rest = sections[number + 1 :]
        if is_signpost(texts[section.heading]) and all(
            _is_definition(texts, later) or not later.paragraphs for later in rest
        ):
            return section.heading
    return None


def _find_definitions(texts: Sequence[str], sections: Sequence[Section]) -> int | None:
    count = strict = 0
    for section in reversed(sections):
        if _is_definition(texts, section):
            strict += 1
        elif strict < MIN_SECTIONS or not _is_description(texts, section):
            break
        count += 1
    return sections[-count].heading if strict >= MIN_SECTIONS else None


def _is_description(texts: Sequence[str], section: Section) -> bool:
    name = texts[section.heading]
    if len(section.paragraphs) != 1 or len(WORD.findall(name)) > MAX_NAME_WORDS:
        return False
    return describes(name, texts[section.paragraphs[0]])


def _is_definition(texts: Sequence[str], section: Section) -> bool:
    name = texts[section.heading]
    if not section.paragraphs or len(WORD.findall(name)) > MAX_NAME_WORDS:
        return False
    return defines(name, texts[section.paragraphs[0]])
