"""The dossier kept: one writer, read-only views, SQLite or PostgreSQL. The only room with SQL."""

from memcon.store.filter import Filter
from memcon.store.projection import Kind
from memcon.store.rows import Found
from memcon.store.searches import KeptSearch
from memcon.store.standing import Standing
from memcon.store.view import View
from memcon.store.writer import Outcome, Writer, utc_now

__all__ = [
    "Filter",
    "Found",
    "KeptSearch",
    "Kind",
    "Outcome",
    "Standing",
    "View",
    "Writer",
    "utc_now",
]
