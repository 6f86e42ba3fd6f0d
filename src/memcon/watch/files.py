"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from memcon.errors import UsageError


def check_folder(option: str, path: Path) -> None:
    """Raises ``UsageError`` that names ``option`` where the folder of a file is missing."""
    if not path.parent.is_dir():
        raise UsageError(f"{option} {path}: there is no folder {path.parent}")


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in the place of ``path`` at once; raises ``OSError``."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as writing:
        writing.write(data)
        writing.flush()
        os.fsync(writing.fileno())
    fresh.replace(path)


def append_whole(path: Path, data: bytes) -> None:
    """Add to the end of a file by one call, which a crash does not cut; raises ``OSError``."""
    number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(number, data)
        os.fsync(number)
    finally:
        os.close(number)
