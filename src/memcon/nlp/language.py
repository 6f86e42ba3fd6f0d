"""Both networks over articles: the language pipeline's parse and the encoder's signals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from memcon.nlp.encoder import Encoder
from memcon.nlp.parser import Parser
from memcon.nlp.signals import add_signals
from memcon.record import Article, Reading


class Language:
    """Turns articles into readings without facts; built once per worker with `load`."""

    def __init__(self, parser: Parser, encoder: Encoder) -> None:
        self._parser = parser
        self._encoder = encoder

    @classmethod
    def load(cls, pipeline: str | None = None, *, threads: int = 2) -> Self:
        """The shipped networks, or another spaCy ``pipeline`` beside the encoder.

        The encoder computes on so many ``threads``.

        Raises ``ResourceError`` when one of them is missing or damaged.
        """
        return cls(Parser(pipeline), Encoder.load(threads=threads))

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """What read, for provenance."""
        return ("pipeline", self._parser.version), ("encoder", self._encoder.version)

    def read(self, articles: Sequence[Article]) -> tuple[Reading, ...]:
        """One reading without facts per article, in order."""
        return add_signals(self._parser.parse(articles), self._encoder)
