"""What a user sees before anything is read: help, version, and how soon."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "onnxruntime", "jinja2", "rich", "httpx", "memcon.app")
PROBE = f"""
import sys
from memcon.cli import app
try:
    app(sys.argv[1:], prog_name="memcon")
finally:
    sys.stderr.write(" ".join(name for name in {HEAVY} if name in sys.modules))
"""


def _run(*arguments: str, width: int = 80) -> tuple[int, str, str]:
    """Exit code, output, and the heavy modules that were loaded for it."""
    command = [sys.executable, "-c", PROBE, *arguments]
    ran = subprocess.run(  # noqa: S603  # our own interpreter and program
        command, capture_output=True, check=False, env={"COLUMNS": str(width)}, text=True
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("read", "--help"), ("kb", "-h")])
def test_help_is_quick(arguments: tuple[str, ...]) -> None:
    """Help loads neither models nor templates nor the reader."""
    code, out, loaded = _run(*arguments)
    assert (code, loaded) == (0, "")
    assert out.startswith("Usage: memcon")


@pytest.mark.parametrize("width", [50, 80, 200])
def test_help_fits_and_is_plain(width: int) -> None:
    """Help keeps to the width, shows no types of the program, and tells what a source is."""
    _, out, _ = _run("read", "--help", width=width)
    assert max(len(line) for line in out.splitlines()) <= width
    words = " ".join(out.split())
    assert "<bool>" not in words
    assert "<list" not in words
    for part in ("A SOURCE is", ".warc.gz", "-f, --format FORMAT", "text, md, html, json, jsonl"):
        assert part in words


def test_a_missing_source_needs_no_model() -> None:
    """A source that is not there is told of before the language pipeline is loaded."""
    code, out, said = _run("read", "nosuchfile.txt", "--quiet")
    assert (code, out) == (1, "")
    assert "nosuchfile.txt: no such file or folder" in said
    assert not {"spacy", "onnxruntime"} & set(said.splitlines()[-1].split())


def test_the_version_needs_no_command() -> None:
    """``--version`` is answered at once and leaves with exit code 0."""
    code, out, loaded = _run("--version")
    assert (code, loaded) == (0, "")
    assert out.split()[0] == "memcon"
    assert len(out.splitlines()) == 1


def test_lines_are_not_documents() -> None:
    """A command that answers in lines refuses a format that it does not have."""
    code, out, _ = _run("kb", "resolve", "the Ukrainian leader", "--format", "html")
    assert (code, out) == (2, "")
