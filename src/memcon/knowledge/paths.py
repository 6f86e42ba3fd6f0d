"""Where the built-in knowledge base lies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

BUILTIN: Final = Path(__file__).parent / "builtin.sqlite"
"""The file that ships with the package, built by ``build``."""
