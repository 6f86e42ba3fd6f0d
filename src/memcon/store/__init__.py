"""The dossier kept: one writer, read-only views, SQLite or PostgreSQL. The only room with SQL."""

from memcon.store.filter import Filter
from memcon.store.projection import Kind
from memcon.store.reach import Reach
from memcon.store.rows import Comparing, Found, Grouping, Judged
from memcon.store.view import View
from memcon.store.writer import Outcome, Writer, utc_now

__all__ = [
    "Comparing",
    "Filter",
    "Found",
    "Grouping",
    "Judged",
    "Kind",
    "Outcome",
    "Reach",
    "View",
    "Writer",
    "utc_now",
]
