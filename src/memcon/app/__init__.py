"""Composition root: opens what the edges need; :mod:`memcon.app.dossier` opens the store."""

from memcon.app.reading import (
    Reader,
    Result,
    batches,
    build_pipeline,
    ingest_options,
    reader_for,
    text_article,
)

__all__ = [
    "Reader",
    "Result",
    "batches",
    "build_pipeline",
    "ingest_options",
    "reader_for",
    "text_article",
]
