"""Where the output of ``memcon`` goes, and what happens where it cannot go there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.cli.output import write
from memcon.cli.resolve import read_phrases
from memcon.cli.shared import Format, say
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


@pytest.mark.parametrize("date", ['"2024-02-31"', '"nonsense"', "7"])
def test_a_phrase_line_has_a_date_that_exists(date: str) -> None:
    """The line with a date that is none is named."""
    with pytest.raises(SourceError, match=r"^x\.jsonl:1: "):
        list(read_phrases(f'{{"phrase": "the leader", "date": {date}}}', "x.jsonl", None))
