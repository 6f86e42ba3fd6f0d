"""Reports that are added while the desk runs: they wait in line, and one thread reads and writes.

Whoever hands one over gets a number and can look how far it is.
"""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import Final, Literal

from memcon.app.dossier import Kept, add_articles
from memcon.app.reading import Reader
from memcon.errors import MemconError, SourceError
from memcon.record import Article
from memcon.store import Writer
from memcon.web.rate import Rate

LOG: Final = logging.getLogger(__name__)
WAITING: Final = 8
"""Jobs that wait; each may hold a file."""
REMEMBERED: Final = 200
MOST_REPORTS: Final = 500
"""Reports of one file that are read; ``memcon add`` reads larger ones."""
A_MINUTE: Final = 30
"""Jobs that may be handed over in a minute."""
CUT: Final = f"only the first {MOST_REPORTS} reports were read; memcon add reads the rest"
PATIENCE_S: Final = 10.0
BROKEN: Final = "memcon broke on this report; what happened stands in the output of memcon serve"

Find = Callable[[], Iterable[Article | SourceError]]
State = Literal["waiting", "reading", "done"]


class BusyError(MemconError):
    """More is handed over than can be read now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something handed over: what became of it so far."""

    id: str
    what: str
    state: State = "waiting"
    kept: tuple[Kept, ...] = ()
    faults: tuple[str, ...] = ()


class Intake:
    """Takes reports and reads them one after another in a thread of its own."""

    def __init__(self, reader: Reader, store: str, *, rate: Rate | None = None) -> None:
        self._reader = reader
        self._store = store
        self._rate = rate or Rate(A_MINUTE, seconds=60)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: Queue[tuple[str, Find] | None] = Queue(WAITING)
        self._lock = Lock()
        self._thread: Thread | None = None

    def take(self, what: str, find: Find) -> str:
        """Put a job in line; gives its number. Raises ``BusyError`` where there are too many."""
        if not self._rate.allows():
            raise BusyError(f"more than {A_MINUTE} reports a minute; wait a little")
        job = Job(id=secrets.token_hex(8), what=what)
        with self._lock:
            try:
                self._queue.put_nowait((job.id, find))
            except Full:
                raise BusyError(f"{WAITING} reports wait already; try again soon") from None
            self._jobs[job.id] = job
            self._forget()
            self._start()
        return job.id

    def job(self, id: str) -> Job | None:
        """One job by its number; ``None`` where there is none, or not any more."""
        with self._lock:
            return self._jobs.get(id)

    def ahead(self, id: str) -> int:
        """How many unfinished jobs come before one."""
        with self._lock:
            before = list(self._jobs)[: list(self._jobs).index(id)] if id in self._jobs else []
            return sum(self._jobs[one].state != "done" for one in before)

    def close(self) -> None:
        """Read no more; what is being read is waited for, for a while."""
        thread = self._thread
        if thread is None:
            return
        while not self._queue.empty():
            with suppress(Empty):
                self._queue.get_nowait()
        self._queue.put(None)
        thread.join(PATIENCE_S)

    def _forget(self) -> None:
        while len(self._jobs) > REMEMBERED:
            self._jobs.popitem(last=False)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._run, name="memcon-intake", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            id, find = work
            self._note(id, state="reading")
            try:
                self._read(id, find)
            except MemconError as error:
                self._fault(id, str(error))
            except Exception:  # the next report must still be read
                LOG.exception("adding a report failed")
                self._fault(id, BROKEN)
            self._note(id, state="done")

    def _read(self, id: str, find: Find) -> None:
        with Writer.open(self._store) as writer:
            found = iter(find())
            for one in add_articles(self._reader, writer, islice(found, MOST_REPORTS)):
                if isinstance(one, MemconError):
                    self._fault(id, str(one))
                else:
                    self._keep(id, one)
            if next(found, None) is not None:
                self._fault(id, CUT)

    def _keep(self, id: str, kept: Kept) -> None:
        with self._lock:
            if job := self._jobs.get(id):
                self._jobs[id] = replace(job, kept=(*job.kept, kept))

    def _fault(self, id: str, said: str) -> None:
        with self._lock:
            if job := self._jobs.get(id):
                self._jobs[id] = replace(job, faults=(*job.faults, said))

    def _note(self, id: str, *, state: State) -> None:
        with self._lock:
            if job := self._jobs.get(id):
                self._jobs[id] = replace(job, state=state)
