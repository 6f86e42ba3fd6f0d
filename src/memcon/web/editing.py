"""What changes a store from the desk: corrections, and reports that are handed over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from memcon.app.correcting import Corrector, Signature
from memcon.app.reading import Reader, ingest_options
from memcon.config import Settings
from memcon.ingest.options import IngestOptions
from memcon.knowledge.base import KnowledgeBase
from memcon.record import Entity
from memcon.web.intake import Intake

ANONYMOUS: Final = "somebody at the desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """What actions work with."""

    settings: Settings
    options: IngestOptions
    intake: Intake
    knowledge: KnowledgeBase

    def corrector(self, author: str | None, *, note: str | None = None) -> Corrector:
        """A corrector that signs with a name."""
        return Corrector(self.settings, Signature(author or ANONYMOUS, note))

    def known(self, name: str) -> tuple[Entity, ...]:
        """Whom the knowledge base knows by a name or id, likeliest first."""
        if name in self.knowledge:
            return (self.knowledge.entity(name),)
        found = (one.entity_id for one in self.knowledge.candidates(name))
        return tuple(self.knowledge.entity(one) for one in dict.fromkeys(found))


@contextmanager
def editing(settings: Settings, *, reader: Reader | None = None) -> Iterator[Editor]:
    """An editor of the store that ``settings`` name; in the end its thread is ended."""
    intake = Intake(reader or Reader(settings), settings.store)
    try:
        yield Editor(
            settings=settings,
            options=ingest_options(settings, published=None),
            intake=intake,
            knowledge=KnowledgeBase.open(settings.kb),
        )
    finally:
        intake.close()
