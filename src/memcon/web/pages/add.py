"""Adding a report: the page with the forms, and how far a report is that was handed over."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from memcon.ingest.sniff import EXTENSIONS
from memcon.render.outline import title_of
from memcon.web.intake import Job
from memcon.web.page import Call, Desk, Json, Missing, Page

OUTCOMES: Final = {
    "added": "added",
    "changed": "read anew: it was there, and is now as memcon reads it today",
    "same": "there before, and left as it is",
}


@dataclass(frozen=True, slots=True)
class Add:
    """The forms."""

    title: str = "Add a report"
    endings: tuple[str, ...] = tuple(EXTENSIONS)

    def to_json(self) -> Json:
        """Where to send what."""
        return {
            "text": "/add/text.json",
            "address": "/add/address.json",
            "file": "/add/file.json",
            "files": list(self.endings),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is in the store now."""

    article: str
    title: str
    source: str
    outcome: str

    @property
    def told(self) -> str:
        """The outcome in words."""
        return OUTCOMES[self.outcome]


@dataclass(frozen=True, slots=True)
class Adding:
    """How far one job is."""

    job: Job
    ahead: int
    reports: tuple[Report, ...]

    @property
    def title(self) -> str:
        """What is being added."""
        return f"Adding {self.job.what}"

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to come."""
        return self.job.state == "done"

    def to_json(self) -> Json:
        """The same as data."""
        return {
            "id": self.job.id,
            "what": self.job.what,
            "state": self.job.state,
            "ahead": self.ahead,
            "reports": [asdict(one) for one in self.reports],
            "faults": list(self.job.faults),
        }


def make(desk: Desk, call: Call) -> Add:
    """The forms, the same for everybody."""
    return Add()


def make_job(desk: Desk, call: Call) -> Adding:
    """How far a job is."""
    intake = desk.editor.intake if desk.editor else None
    job = intake.job(call.path["job"]) if intake else None
    if intake is None or job is None:
        raise Missing("Nothing is being added under this number; it may be done long since.")
    reports = (
        Report(one.article, _title(desk, one.article), one.source, one.outcome) for one in job.kept
    )
    return Adding(job, intake.ahead(job.id), tuple(reports))


def _title(desk: Desk, article: str) -> str:
    record = desk.dossier.record(article)
    return title_of(record.article) if record else article


PAGE: Final = Page(
    path="/add",
    template="add.html.j2",
    tells="The forms by which a report is added.",
    make=make,
)
JOB: Final = Page(
    path="/adding/{job}",
    template="adding.html.j2",
    tells="How far a report is that was handed over, and where it can be read.",
    make=make_job,
)
