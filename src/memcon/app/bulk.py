"""Large corpora: the bulk room with a reader in each worker."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from memcon.app.reading import DIED, Result, ingest_options, reader_for
from memcon.bulk import (
    Engine,
    Form,
    Input,
    Outcome,
    Output,
    Shard,
    cut_shards,
    find_inputs,
    open_engine,
    open_output,
    read_inputs,
    run,
)
from memcon.bulk.output import Note
from memcon.bulk.shards import Item
from memcon.config import Settings
from memcon.errors import EngineError, MemconError, SourceError, StageError, UsageError
from memcon.ingest.raw import article_of
from memcon.record import Record
from memcon.record.codec import to_json


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bulk run reads, with what, and where it writes."""

    inputs: tuple[str, ...]
    out: str
    form: Form = Form.JSONL
    engine: str = "local"
    workers: int = 1
    scheduler: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: reports so far, of which failed or were there before, and bytes."""

    reports: int = 0
    failed: int = 0
    before: int = 0
    bytes_read: int = 0
    bytes_all: int = 0

    def grown(self, note: Note, *, was_there: bool, bytes_read: int) -> Progress:
        """The same with one more shard."""
        failed = len(note["failures"])
        reports = note["records"] + failed
        return replace(
            self,
            reports=self.reports + reports,
            failed=self.failed + failed,
            before=self.before + (reports if was_there else 0),
            bytes_read=bytes_read,
        )


def run_bulk(settings: Settings, plan: Plan) -> Iterator[Progress]:
    """Read all reports of the inputs and write their records; tells of each shard that is done.

    Shards that are there already are not read again. Raises ``UsageError`` for what cannot be
    meant, ``SourceError`` where no input can be found, and ``EngineError`` where the engine fails;
    what was written stays and the same run again goes on from there.
    """
    found = list(find_inputs(plan.inputs))
    inputs = [one for one in found if isinstance(one, Input)]
    if not inputs:
        raise next((one for one in found if isinstance(one, SourceError)), _nothing(plan))
    output = open_output(plan.out, plan.form)
    made_by = reader_for(settings).made_by
    with open_engine(plan.engine, workers=plan.workers, scheduler=plan.scheduler) as engine:
        yield from _Run(settings, plan, output, made_by).over(found, engine)


class _Run:
    """One run: what it has planned, what is there, and what is still to be written."""

    def __init__(
        self, settings: Settings, plan: Plan, output: Output, made_by: Mapping[str, str]
    ) -> None:
        self._settings = settings
        self._plan = plan
        self._output = output
        self._made_by = made_by
        self._notes: dict[int, Note] = {}
        self._numbers: list[int] = []
        self._keys: dict[int, str] = {}
        self._waiting: deque[Note] = deque()
        self._read = 0

    def over(self, found: Sequence[Input | SourceError], engine: Engine) -> Iterator[Progress]:
        inputs = [one for one in found if isinstance(one, Input)]
        progress = Progress(bytes_all=sum(one.size for one in inputs))
        work = partial(
            _read_items,
            settings=self._settings.model_copy(update={"threads": 1}),
            published=self._plan.published,
            made_by=self._made_by,
        )
        for number, outcomes in run(self._missing(found), work, engine, lost=_lost):
            place = self._numbers[number]
            self._notes[place] = note = self._output.write(self._keys.pop(place), outcomes)
            for old in self._taken():
                progress = progress.grown(old, was_there=True, bytes_read=self._read)
            progress = progress.grown(note, was_there=False, bytes_read=self._read)
            yield progress
        for old in self._taken():
            progress = progress.grown(old, was_there=True, bytes_read=self._read)
        notes = [self._notes[place] for place in sorted(self._notes)]
        self._output.finish(notes, self._made_by)
        yield replace(progress, bytes_read=progress.bytes_all)

    def _missing(self, found: Sequence[Input | SourceError]) -> Iterator[Sequence[Item]]:
        """The items of the shards that are not there yet; the notes of the others are kept."""
        for place, shard in enumerate(self._shards(found)):
            note = self._output.note(shard.key)
            if note is not None:
                self._notes[place] = note
                self._waiting.append(note)
                continue
            self._numbers.append(place)
            self._keys[place] = shard.key
            yield shard.items

    def _shards(self, found: Sequence[Input | SourceError]) -> Iterator[Shard]:
        options = {"published": self._plan.published or "", "limit": str(self._settings.max_bytes)}
        return cut_shards(self._items(found), fingerprint={**self._made_by, **options})

    def _items(self, found: Sequence[Input | SourceError]) -> Iterator[Item]:
        for one in found:
            if isinstance(one, SourceError):
                yield one
            else:
                limit = self._settings.max_bytes
                yield from read_inputs([one], max_bytes=limit, seen=self._seen)

    def _seen(self, more: int) -> None:
        self._read += more

    def _taken(self) -> Iterator[Note]:
        while self._waiting:
            yield self._waiting.popleft()


def _read_items(
    items: Sequence[Item],
    *,
    settings: Settings,
    published: str | None,
    made_by: Mapping[str, str],
) -> list[Outcome]:
    """What a worker does: one outcome for each item, in order."""
    reader = reader_for(settings)
    if dict(reader.made_by) != dict(made_by):
        raise EngineError(
            f"a worker reads with {dict(reader.made_by)}, and the run was begun with "
            f"{dict(made_by)}: install the same memcon everywhere"
        )
    options = ingest_options(settings, published=published)
    articles = (one if isinstance(one, SourceError) else article_of(one, options) for one in items)
    return [_outcome(result) for result in reader.read_articles(articles)]


def _outcome(result: Result) -> Outcome:
    if isinstance(result, Record):
        return Outcome(to_json(result), failed=False)
    error = result if isinstance(result, SourceError) else result.error
    return _failed(error.source, error)


def _failed(source: str, error: SourceError | StageError) -> Outcome:
    stage = error.stage if isinstance(error, StageError) else "ingest"
    row = {"source": source, "stage": stage, "reason": error.reason}
    return Outcome(json.dumps(row, ensure_ascii=False), failed=True)


def _lost(item: Item) -> Outcome:
    return _failed(item.source, SourceError(item.source, DIED))


def _nothing(plan: Plan) -> MemconError:
    return UsageError(f"there is nothing to read in {' '.join(plan.inputs) or 'no input'}")


__all__ = ["Form", "Plan", "Progress", "run_bulk"]
