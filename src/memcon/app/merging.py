"""What a bulk run has written, taken into a store by one merger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from memcon.app.dossier import Kept, add_sources
from memcon.app.reading import Reader
from memcon.bulk.output import is_bulk_output, read_output
from memcon.errors import MemconError, SourceError
from memcon.record.decode import from_dict
from memcon.store import Writer, utc_now


def add_named(
    reader: Reader,
    writer: Writer,
    names: Sequence[str],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Kept | MemconError]:
    """As :func:`memcon.app.dossier.add_sources`, and folders of bulk runs give their records."""
    written = [name for name in names if is_bulk_output(name)]
    for name in written:
        yield from add_output(writer, name)
    if others := [name for name in names if name not in written]:
        yield from add_sources(reader, writer, others, published=published, stdin=stdin)


def add_output(writer: Writer, address: str) -> Iterator[Kept | MemconError]:
    """Take the records of a finished bulk run into a store; one result for each, once it is safe.

    Raises ``StoreError`` where the store cannot be written; an output that is not whole is a
    result, not a raise.
    """
    started, counts = utc_now(), Counter[str]()
    made_by: Mapping[str, str] | None = None
    try:
        for values in read_output(address):
            record = from_dict(dict(values))
            made_by = record.made_by
            (outcome,) = writer.add([record])
            counts[outcome] += 1
            yield Kept(record.article.source, record.article.id, outcome)
    except SourceError as error:
        counts["failed"] += 1
        yield error
    writer.note_run(made_by=made_by, started=started, counts=counts)
