"""What is said of a knowledge base that cannot be read, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from memcon.errors import ResourceError
from memcon.knowledge.paths import BUILTIN


def missing(path: Path) -> ResourceError:
    """There is nothing at ``path``."""
    return ResourceError(
        f"there is no knowledge base at {path}: no such file or folder. {_remedy(path)}"
    )


def damaged(path: Path, reason: str) -> ResourceError:
    """What is at ``path`` cannot be read."""
    return ResourceError(f"no knowledge base, or damaged: {path} ({reason}). {_remedy(path)}")


def _remedy(path: Path) -> str:
    if path == BUILTIN:
        return "Reinstall memcon, or build one with: memcon kb build --builtin"
    return (
        "Give the folder that `memcon kb add` wrote, or a file that "
        "`memcon kb build --builtin --out FILE` wrote"
    )
