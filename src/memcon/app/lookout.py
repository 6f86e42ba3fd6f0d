"""A lookout: a watch with all its parts, opened and closed together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from memcon.app.alerting import Alerting, Outlet, Wanted
from memcon.app.reading import Reader, ingest_options, reader_for
from memcon.app.watching import Parts, Watch
from memcon.config import Settings
from memcon.ingest.address import Resolve, resolve
from memcon.store import Writer
from memcon.store.location import is_file, locate, path_of
from memcon.watch.atom import AtomFile
from memcon.watch.book import Book
from memcon.watch.clock import Clock
from memcon.watch.mail import MailFile
from memcon.watch.politeness import GAP_S, Gates, host_of
from memcon.watch.schedule import MINUTE
from memcon.watch.visiting import Visitor
from memcon.watch.webhook import Webhook

EVERY_S: Final = 15 * MINUTE
STATE: Final = "memcon.watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a watch is to do: how often to look, where to remember, which alerts go where.

    ``every`` and ``gap`` are in seconds; ``state`` is by default a file beside the store.
    ``allow_private`` lets the webhook and the hosts of the feeds given be on a private network.
    """

    feeds: Sequence[str]
    every: float = EVERY_S
    gap: float = GAP_S
    state: Path | None = None
    wanted: Wanted = field(default_factory=Wanted)
    atom: Path | None = None
    mail: Path | None = None
    webhook: str | None = None
    allow_private: bool = False


@contextmanager
def open_watch(
    settings: Settings,
    plan: Plan,
    clock: Clock,
    *,
    reader: Reader | None = None,
    resolver: Resolve = resolve,
) -> Iterator[Watch]:
    """The watch that ``plan`` describes, over the store of ``settings``.

    ``reader`` and ``resolver`` stand in for the language pipeline and the network in tests.
    Raises ``StoreError`` where the store or its state cannot be opened, ``UsageError`` where a
    file for alerts is another one.
    """
    files = list(_files(plan))
    options = ingest_options(settings, published=None)
    gates = Gates(gap=plan.gap)
    trusted = map(host_of, plan.feeds) if plan.allow_private else ()
    webhook = Webhook(plan.webhook, options, plan.allow_private, resolver) if plan.webhook else None
    with ExitStack() as stack:
        book = stack.enter_context(Book.open(plan.state or state_file(settings.store)))
        writer = stack.enter_context(Writer.open(settings.store))
        alerting = Alerting(
            settings.store, book, clock, wanted=plan.wanted, files=files, webhook=webhook
        )
        parts = Parts(
            book=book,
            reader=reader or reader_for(settings),
            writer=writer,
            visitor=Visitor(
                options, clock, gates=gates, trusted=frozenset(trusted), resolver=resolver
            ),
            gates=gates,
            clock=clock,
            options=options,
            alerting=alerting,
        )
        yield Watch(plan.feeds, parts, every=plan.every)


def state_file(store: str) -> Path:
    """Where the watch of a store remembers: beside its file, else in the working directory."""
    url = locate(store)
    if not is_file(url):
        return Path(STATE)
    path = path_of(url)
    return path.with_name(f"{path.name}.watch")


def _files(plan: Plan) -> Iterator[Outlet]:
    atom = AtomFile(plan.atom) if plan.atom is not None else None
    mail = MailFile(plan.mail) if plan.mail is not None else None
    for file in (atom, mail):
        if file is not None:
            file.check()
            yield file
