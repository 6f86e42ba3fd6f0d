"""spaCy without its command line.

Importing spaCy imports its commands, and with them what downloads and trains pipelines: a third of
the time, for what reading never does. They are loaded when somebody asks for them.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Final

STANDING_IN: Final = ("spacy.cli", "spacy.cli.info")


def info(*args: Any, **options: Any) -> Any:  # noqa: ANN401  # whatever spaCy's own takes and gives
    """``spacy.info``, from the command line of spaCy that is loaded for it."""
    from spacy.cli.info import info as asked

    return asked(*args, **options)


def import_spacy() -> None:
    """Imports spaCy, unless somebody has, with a stand-in for its commands while it loads."""
    if "spacy" in sys.modules:
        return
    for name in STANDING_IN:
        module = ModuleType(name)
        module.info = info  # type: ignore[attr-defined]
        sys.modules[name] = module
    try:
        import spacy  # noqa: F401
    finally:
        for name in STANDING_IN:
            sys.modules.pop(name, None)


import_spacy()
