"""memcon reads news reports on diplomacy and conflict and keeps the diplomatic record.

>>> import memcon
>>> record = memcon.read("page.html")                      # doctest: +SKIP
>>> record.statements[0].content.quote                     # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memcon.app.dossier import Dossier
    from memcon.record import Record

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "open_store", "read", "read_text"]


def read(source: str, *, published: str | None = None, **settings: object) -> Record:
    """Read one report and return its record.

    ``source`` is a URL or the path of a file (HTML, text, Markdown, e-mail). ``published``
    is an ISO date, used where the source gives none; ``settings`` are fields of
    ``memcon.config.Settings``. Where a source holds several reports (a folder, a JSONL
    file), use ``memcon.app.Reader.read``; here the first one is returned.

    Raises ``SourceError`` when the source cannot be read, ``UsageError`` for a bad setting
    or date, ``StageError`` where a step of reading breaks on it
    and ``ResourceError`` when a part of the installation is missing.
    """
    from memcon.app import reader_for
    from memcon.config import load_settings
    from memcon.errors import SourceError
    from memcon.record import Record

    reader = reader_for(load_settings(**settings))
    for result in reader.read([source], published=published):
        if isinstance(result, Record):
            return result
        raise result if isinstance(result, SourceError) else result.error
    raise SourceError(source, "nothing to read in it")


def read_text(text: str, *, published: str | None = None, **settings: object) -> Record:
    """Read a report given as plain text, which is taken as it is.

    Offsets in the record are code points of ``text``. Errors as for :func:`read`.
    """
    from memcon.app import reader_for, text_article
    from memcon.config import load_settings

    loaded = load_settings(**settings)
    article = text_article(text, settings=loaded, published=published)
    return reader_for(loaded).read_article(article)


def open_store(store: str | None = None) -> Dossier:
    """Open a store to ask it: a path or a ``postgresql://`` address, else that of the settings.

    >>> with memcon.open_store("memcon.db") as dossier:            # doctest: +SKIP
    ...     rows = dossier.positions(who="Russia", issue="ceasefire")

    Raises ``StoreError`` where there is none, ``UsageError`` where it is no address.
    """
    from memcon.app.dossier import open_dossier
    from memcon.config import load_settings

    return open_dossier(load_settings(store=store).store)


def __getattr__(name: str) -> Any:  # noqa: ANN401  # PEP 562: the type of a lazy attribute
    """Load ``Record`` when it is first asked for; keeps ``import memcon`` fast."""
    if name == "Record":
        from memcon.record import Record

        return Record
    raise AttributeError(f"module 'memcon' has no attribute {name!r}")
