"""What a caller may set when reading sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """Limits and defaults of one reading run.

    ``published`` is the ISO date used where a source gives none. ``max_bytes`` bounds one
    article: a page, a mail, a text, or one line of a ``.jsonl`` file. Times are in seconds;
    ``total_seconds`` bounds one fetch with all its redirects. ``languages`` are ISO 639-1
    codes. ``allow_private`` lets URLs reach this machine and its network: for tests only.
    """

    published: str | None = None
    max_bytes: int = 20 * MEGABYTE
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    max_redirects: int = 5
    user_agent: str = "memcon/0.1 (+https://pypi.org/project/memcon/)"
    respect_robots: bool = True
    languages: tuple[str, ...] = ("en",)
    allow_private: bool = False
