"""Reading sources: HTML, addresses, plain text, Markdown, JSON lines, e-mail -> ``Article``."""

from memcon.ingest.options import IngestOptions
from memcon.ingest.source import article_of_text, sources

__all__ = ["IngestOptions", "article_of_text", "sources"]
