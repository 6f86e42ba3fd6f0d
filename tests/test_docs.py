"""The documents keep their word: what they show runs, what they name exists, links lead there."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from typer.main import get_command

import memcon
from memcon.cli import app, main
from memcon.cli.manual import to_markdown
from memcon.config import Settings
from memcon.record import EntityKind, Event, Participant, Position
from memcon.record.codec import schema
from memcon.store import Writer
from tests import factories as make

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
SHOWING: Final = tuple(page for page in PAGES if page.name not in ("CHANGELOG.md", "cli.md"))
"""Pages whose commands are meant to be typed; the manual shows forms, not examples."""

FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
NEEDS_MORE: Final = re.compile(
    r"https?://|^memcon (?:evaluate|watch|kb (?:build|add|update)) "
    r"|^memcon (?:add|read|serve|watch|export)$|^memcon (?:bulk|mcp|serve)\b| [A-Z]{2,}( |$)"
)
"""Commands that need a network, gold data or large sources, or that stand for many (``NAME``),
or run until they are stopped: their words are checked, no more."""

REPORT: Final = (
    "Talks go on in Geneva\n\nRussian Foreign Minister Sergey Lavrov said on October 21, 2025 "
    "that the talks would go on.\n"
)


@dataclass(frozen=True, slots=True)
class Example:
    """Something a page shows, and the page."""

    page: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.text[:60]}"


def _fences(language: str) -> Iterator[Example]:
    for page in SHOWING:
        for found in FENCE.finditer(page.read_text("utf-8")):
            if found[1] == language:
                yield Example(page.name, found[2])


def _commands() -> Iterator[Example]:
    """Every line that begins with the name of a program, in a block or within a line."""
    for page in SHOWING:
        text = page.read_text("utf-8")
        blocks = "\n".join(found[2] for found in FENCE.finditer(text)).splitlines()
        inline = INLINE.findall(FENCE.sub("", text))
        for line in (*blocks, *inline):
            if re.match(r"(?:memcon|make|cat) ", line):
                yield Example(page.name, line.partition("  #")[0].strip())


COMMANDS: Final = tuple(dict.fromkeys(_commands()))
RUNNABLE: Final = tuple(
    one for one in COMMANDS if not one.text.startswith("make") and not NEEDS_MORE.search(one.text)
)


def _words(line: str) -> list[str]:
    """The words of memcon's own part of a shell line."""
    part = next(part for part in line.split("|") if part.strip().startswith("memcon"))
    return shlex.split(part.partition(">")[0])


def _find_command(words: list[str]) -> tuple[Any, list[str]]:
    """The command that ``words`` name, and the words after its name."""
    command: Any = get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    return command, words


def _fill_store(store: Path) -> None:
    """A store that has an answer to each question that a page asks."""
    words = "Ethiopia and the African Union said peace talks go on in Mekelle."
    report = make.article(words, published="2022-11-02")
    state = make.entity("Ethiopia", EntityKind.COUNTRY)
    union = make.entity("African Union", EntityKind.ORGANISATION)
    said = make.statement(report, "peace talks go on", cue="said", speaker=union.id)
    evidence = make.passage(report, "peace talks go on in Mekelle")
    claim = {"toward": None, "change": None, "when": None, "score": 0.9, "reason": "by hand"}
    party = Participant(state.id, make.passage(report, "Ethiopia"), "actor")
    common: dict[str, Any] = {"evidence": evidence, "score": 0.9, "reason": "by hand"}
    facts = (
        state,
        union,
        *make.linked(report, "Ethiopia", state.id),
        *make.linked(report, "African Union", union.id),
        said,
        Event(
            id="event-1",
            type="CONSULT",
            code="CONSULT",
            what="peace talks",
            status="held",
            participants=(party,),
            where=None,
            when=None,
            **common,
        ),
        Position(
            id="position-1",
            holder=state.id,
            issue="peace-talks",
            stance="supports",
            claim="peace talks",
            because=(said.id,),
            **{**common, **claim},
        ),
    )
    with Writer.open(str(store)) as writer:
        writer.add([make.record(report, facts)])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the examples name."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "inbox").mkdir()
    _fill_store(tmp_path / "memcon.db")
    for name in ("report.txt", "inbox/one.txt"):
        (tmp_path / name).write_text(REPORT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("example", COMMANDS, ids=str)
def test_commands_exist(example: Example) -> None:
    """What a page tells to type names a command and options that there are, or a target."""
    if example.text.startswith("make "):
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert example.text.split()[-1] in targets
        return
    command, rest = _find_command(_words(example.text)[1:])
    assert not getattr(command, "commands", {}), "a group is no command"
    known = command.params
    options = {name for one in known for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in rest if word.startswith("--")} <= options


@pytest.mark.usefixtures("knowledge")
@pytest.mark.parametrize("example", RUNNABLE, ids=str)
def test_commands_run(
    example: Example,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """What needs no network and no gold data runs as it stands and says something."""
    if example.text.startswith("cat "):
        data = (place / shlex.split(example.text)[1]).read_bytes()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    monkeypatch.setattr(sys, "argv", _words(example.text))
    with pytest.raises(SystemExit) as left:
        main()
    out, err = capfdbinary.readouterr()
    assert (left.value.code or 0, err) == (0, b"")
    assert out


@pytest.mark.usefixtures("knowledge", "place")
@pytest.mark.parametrize("example", tuple(_fences("python")), ids=str)
def test_python_runs(example: Example, capsys: pytest.CaptureFixture[str]) -> None:
    """Python that a page shows runs as it stands and prints what it says it prints."""
    exec(compile(example.text, example.page, "exec"), {})  # noqa: S102  # our own page
    assert bool(capsys.readouterr().out) is ("print(" in example.text)


@pytest.mark.parametrize("language", ["json", "toml"])
def test_data_can_be_read(language: str) -> None:
    """Data that a page shows is well formed."""
    for example in _fences(language):
        assert (json.loads if language == "json" else tomllib.loads)(example.text)


def test_there_is_something_to_run() -> None:
    """The tests above are not empty: the README shows commands and Python."""
    assert {one.page for one in RUNNABLE} >= {"README.md"}
    assert len(RUNNABLE) > 5
    assert list(_fences("python"))


def test_the_manual_is_current() -> None:
    """``docs/cli.md`` is what ``make docs`` writes."""
    assert (ROOT / "docs/cli.md").read_text("utf-8") == to_markdown()


def test_every_command_and_option_is_in_the_manual() -> None:
    """Nothing that can be typed is left out."""
    manual = to_markdown()
    for line in ("memcon read", "memcon kb find", "memcon evaluate report", "--published DATE"):
        assert line in manual
    assert all(f"`{name}`" in manual for name in Settings.model_fields)


def test_every_public_name_is_documented() -> None:
    """What ``import memcon`` gives is named on a page for users."""
    shown = "\n".join(page.read_text("utf-8") for page in SHOWING)
    missing = [name for name in memcon.__all__ if f"memcon.{name}" not in shown]
    assert missing == []


def _fields(node: object) -> Iterator[str]:
    """The names of all fields of a JSON Schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for inner in node.values():
            yield from _fields(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _fields(inner)


def test_every_field_of_a_record_is_documented() -> None:
    """What the schema allows, ``docs/record.md`` names."""
    named = set(
        re.findall(r"\w+", " ".join(INLINE.findall((ROOT / "docs/record.md").read_text("utf-8"))))
    )
    assert set(_fields(schema())) - named == set()


def test_the_source_archive_holds_what_the_pages_name() -> None:
    """Whoever has the source archive can run every target and every script that is told of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packed = set(project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])
    text = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "Makefile"))
    here = (path.name for path in ROOT.iterdir() if path.name[0] != ".")
    named = {name for name in here if f"{name}/" in text and name != "demo"}  # demo/ is made
    assert {"benchmarks", "docs", "examples"} <= named
    assert {"Makefile", "training", "tests", "src", *named} - packed == set()


def _anchor(heading: str) -> str:
    """The anchor that a heading has on the web, by GitHub's rule."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Links between pages name files and headings that there are."""
    text = FENCE.sub("", page.read_text("utf-8"))
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        other = page.parent / path if path else page
        assert other.exists(), target
        if anchor:
            assert anchor in map(_anchor, HEADING.findall(other.read_text("utf-8"))), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    """Paths into the repository that a page names are there."""
    text = page.read_text("utf-8")
    for name in re.findall(r"`((?:docs|benchmarks|training|examples|tests)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name
