"""The one tree of errors.

::

    MemconError            anything memcon raises on purpose
    ├── UsageError         you: a wrong option, an unknown format, a bad date
    ├── SourceError        this source cannot be read (missing, empty, refused, not a report)
    ├── StageError         a step broke; carries source, article and stage
    ├── ResourceError      a part of the installation is missing or damaged (pipeline, model, KB)
    ├── StoreError         the store cannot be opened, read or written
    └── EngineError        a distributed engine failed

Foreign errors are translated where they enter; nothing below ``cli``, ``web`` and
``pipeline`` catches ``Exception``.
"""

from __future__ import annotations

from functools import partial


class MemconError(Exception):
    """Base of all errors that memcon raises on purpose; its text is written for people."""


class UsageError(MemconError):
    """The caller asked for something that does not exist or does not fit."""


class SourceError(MemconError):
    """One source cannot be read; the others can.

    ``source`` names it as the user did, ``reason`` says what is wrong and, where
    something can be done about it, what to do next.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.source, self.reason)


class StageError(MemconError):
    """A pipeline stage broke on an article, which came from ``source``."""

    def __init__(self, source: str, *, article_id: str, stage: str, reason: str) -> None:
        super().__init__(f"{source}: stage {stage} failed on article {article_id}: {reason}")
        self.source = source
        self.article_id = article_id
        self.stage = stage
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        named = {"article_id": self.article_id, "stage": self.stage, "reason": self.reason}
        return partial(type(self), **named), (self.source,)


class ResourceError(MemconError):
    """A language pipeline, model or knowledge base is missing or damaged."""


class StoreError(MemconError):
    """The store cannot be opened, read or written."""


class EngineError(MemconError):
    """A distributed engine failed as a whole."""
