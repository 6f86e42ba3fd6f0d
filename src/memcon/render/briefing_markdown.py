"""A briefing as Markdown, ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from memcon.render.briefing import Briefing, Line, Section, Source, sentence
from memcon.render.markdown import UNRESERVED, escaped


def to_markdown(briefing: Briefing) -> str:
    """The briefing as one document that ends in a line break."""
    lines = [f"# {escaped(briefing.title)}", "", escaped(briefing.subtitle), ""]
    if briefing.note:
        lines += [f"*{escaped(briefing.note)}*", ""]
    for section in briefing.sections:
        lines += [f"## {escaped(section.title)}", "", *_section(briefing, section)]
    if briefing.sources:
        lines += ["## Sources", "", *(_source(briefing, one) for one in briefing.sources)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(briefing: Briefing, section: Section) -> Iterator[str]:
    if section.note:
        yield from (f"*{escaped(section.note)}*", "")
    for group, lines in section.groups:
        if group:
            yield from (f"**{escaped(group)}**", "")
        yield from (f"- {_line(briefing, line)}" for line in lines)
        yield ""
    if section.rest:
        yield from (f"*{section.rest}*", "")


def _line(briefing: Briefing, line: Line) -> str:
    """Source numbers stay as they are: an escaped bracket would be pasted with its backslash."""
    text = ""
    for run in briefing.runs(line):
        shown = run.text if run.kind == "cites" else escaped(sentence((run,)))
        shown = f"**{shown}**" if run.kind in ("day", "head") else shown
        text += ("" if not text or run.clings else " ") + shown
    return text


def _source(briefing: Briefing, one: Source) -> str:
    """One source; its number is the line's, so that a list may begin anywhere."""
    copy = f" Text of [{briefing.number(one.copy_of)}]." if one.copy_of else ""
    url = f" <{quote(one.url, safe=UNRESERVED)}>" if one.url else ""
    told = f"{escaped(one.outlet)}, {escaped(one.title)}, {one.day}."
    return f"- [{one.number}] {told}{url}{copy}"
