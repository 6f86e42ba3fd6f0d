"""Where the output of ``memcon`` goes, and what happens where it cannot go there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.cli.output import write
from memcon.cli.resolve import read_phrases
from memcon.cli.shared import Format, check_output, chosen_format, say
from memcon.errors import SourceError, UsageError
from memcon.record import Record
from tests import factories as make

FULL = Path("/dev/full")


def _record(text: str) -> Record:
    return make.record(make.article(text))


def test_a_source_may_be_replaced_by_its_record(tmp_path: Path) -> None:
    """The file written is still whole while records come, keeps its mode, and is left alone."""
    path = tmp_path / "same.txt"
    path.write_text("old", "utf-8")
    path.chmod(0o640)

    def records() -> Iterator[Record]:
        yield _record("one")
        yield _record(path.read_text("utf-8"))

    write(records(), Format.JSONL, path)
    first, second = path.read_text("utf-8").splitlines()
    assert '"one"' in first
    assert '"old"' in second
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", list(Format))
def test_no_record_replaces_nothing(form: Format, tmp_path: Path) -> None:
    """Where nothing was read, what an earlier call wrote stays."""
    path = tmp_path / "keep"
    path.write_text("old", "utf-8")
    write(iter([]), form, path)
    assert path.read_text("utf-8") == "old"


def test_a_break_replaces_nothing(tmp_path: Path) -> None:
    """Where writing ends early, the old file stays and nothing lies beside it."""
    path = tmp_path / "keep.jsonl"
    path.write_text("old", "utf-8")

    def records() -> Iterator[Record]:
        yield _record("one")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(records(), Format.JSONL, path)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a link writes the file that it names."""
    path, link = tmp_path / "file.jsonl", tmp_path / "link.jsonl"
    link.symlink_to(path)
    write(iter([_record("one")]), Format.JSONL, link)
    assert link.is_symlink()
    assert path.read_text("utf-8").count("\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_device_is_never_replaced() -> None:
    """A device is written to; that it takes nothing is told."""
    with pytest.raises(UsageError, match="--out /dev/full: No space left"):
        write(iter([_record("one")]), Format.JSONL, FULL)
    assert FULL.is_char_device()


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    """Output that cannot be written is one line and exit code 1, no traceback."""
    command = [sys.executable, "-m", "memcon", "--version"]
    with FULL.open("w") as full:
        ran = subprocess.run(  # noqa: S603  # our own interpreter and program
            command, stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert (ran.returncode, ran.stderr) == (1, "memcon: output: No space left on device\n")


def test_half_a_character_is_shown_as_a_question(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A lone surrogate, which no encoding holds, does not stop the output."""
    say("a\ud800b\n")
    assert capfdbinary.readouterr().out == b"a?b\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("read", "x.txt"), "memcon: standard output is closed; name a file with --out\n"),
        (
            ("read", "x.txt", "-f", "text"),
            "memcon: standard output is closed; name a file with --out\n",
        ),
        (("kb", "resolve", "the Ukrainian leader"), "memcon: standard output is closed\n"),
    ],
)
def test_closed_output_is_wrong_usage(
    arguments: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where the caller closed standard output, one line says so, before anything is read."""
    from memcon.cli import main

    monkeypatch.setattr(sys, "argv", ["memcon", *arguments])
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit, match="2"):
        main()
    assert capsys.readouterr().err == said


def test_closed_output_matters_not_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is written whether or not there is a standard output."""
    monkeypatch.setattr(sys, "stdout", None)
    check_output(tmp_path / "x.jsonl")
    assert chosen_format(None) is Format.JSONL


def test_closed_complaints_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody listens on standard error, what would be said there is not, and no more."""
    from memcon.cli import main

    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "argv", ["memcon", "read", "nosuchfile"])
    with pytest.raises(SystemExit, match="1"):
        main()


def test_no_standard_input_is_a_source_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the caller closed standard input, ``-`` is named as a source that cannot be read."""
    from memcon.cli import main

    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "argv", ["memcon", "read", "-"])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert capsys.readouterr().err == "memcon: <stdin>: there is no standard input\n"


@pytest.mark.parametrize(
    "line", ["{", "[1]", "{}", '{"phrase": 7}', '{"phrase": "x", "context": 7}']
)
def test_a_broken_phrase_line_is_named(line: str) -> None:
    """What is no object with a phrase is one error that says where."""
    with pytest.raises(SourceError, match=r"^x\.jsonl:2: line "):
        list(read_phrases(f"\n{line}\n", "x.jsonl", None))


def test_only_line_feeds_part_lines_of_phrases() -> None:
    """A line separator inside a string, which JSON allows, is a part of it."""
    (phrase,) = read_phrases('{"phrase": "the leader", "context": "a\u2028b"}', "x.jsonl", None)
    assert (phrase.text, phrase.context) == ("the leader", "a\u2028b")


@pytest.mark.parametrize("date", ['"2024-02-31"', '"nonsense"', "7"])
def test_a_phrase_line_has_a_date_that_exists(date: str) -> None:
    """The line with a date that is none is named."""
    with pytest.raises(SourceError, match=r"^x\.jsonl:1: "):
        list(read_phrases(f'{{"phrase": "the leader", "date": {date}}}', "x.jsonl", None))
