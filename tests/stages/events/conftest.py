"""Short reports read by the pipeline that ships, up to their events."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from memcon.config import load_settings
from memcon.ingest import IngestOptions, article_of_text
from memcon.knowledge.base import KnowledgeBase
from memcon.pipeline import Pipeline
from memcon.record import Record
from memcon.stages import STAGES, Tools

PUBLISHED = "2025-10-22"
Read = Callable[[Sequence[str]], list[Record]]


@pytest.fixture(scope="session")
def read(knowledge: KnowledgeBase) -> Read:
    """Reads texts published on one day."""
    from memcon.nlp import Language

    pipeline = Pipeline(
        Language.load(load_settings().pipeline).read, STAGES, Tools(knowledge=knowledge)
    )
    options = IngestOptions(published=PUBLISHED)

    def read_all(texts: Sequence[str]) -> list[Record]:
        articles = [article_of_text(text, options=options) for text in texts]
        records = [one for one in pipeline.read(articles) if isinstance(one, Record)]
        assert len(records) == len(texts)
        return records

    return read_all
