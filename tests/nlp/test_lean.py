"""spaCy's command line is loaded by those who ask for it."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import sys
import memcon.nlp
assert "spacy" in sys.modules
assert not [name for name in sys.modules if name.startswith(("spacy.cli", "weasel"))]
import spacy, spacy.cli
assert callable(spacy.cli.download)
print(spacy.info(silent=True)["spacy_version"])
"""


def test_the_command_line_of_spacy_comes_when_asked_for() -> None:
    """Importing the language room leaves spaCy's commands out; they can be imported afterwards."""
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", ASKED], check=True, capture_output=True, text=True, timeout=300
    )
    assert done.stdout.strip().startswith("3.8")
