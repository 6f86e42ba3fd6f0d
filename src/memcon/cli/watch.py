"""``memcon watch``: looks at feeds again and again, adds what is new and tells what it changes."""

from __future__ import annotations

import inspect
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from memcon.cli.add import LineFormat
from memcon.cli.asking import StoreOption
from memcon.cli.shared import EXIT_SOME_FAILED, KbOption, chosen_format, complain, say
from memcon.errors import UsageError
from memcon.render.controls import printable

if TYPE_CHECKING:
    from memcon.app.lookout import Plan
    from memcon.app.watching import Told
    from memcon.config import Settings
    from memcon.watch.alerts import Alert


SHORTEST_S: Final = 60.0
"""Between two looks at a feed."""


def _option(form: Any, told: str, *names: str, metavar: str | None = None) -> Any:  # noqa: ANN401
    return Annotated[form, typer.Option(*names, metavar=metavar, help=told)]


FEEDS: Final = Annotated[list[str], typer.Argument(metavar="FEED", hidden=True)]
OPTIONS: Final = {
    "store": (StoreOption, None),
    "once": (_option(bool, "Do what there is to do now, and end.", "--once"), False),
    "every": (
        _option(str, "How often to look, such as 15m, 2h or 1d.", metavar="TIME"),
        "15m",
    ),
    "lasting": (_option(str | None, "End after so long.", "--for", metavar="TIME"), None),
    "who": (
        _option(str | None, "Alerts on this person, state or body alone.", metavar="NAME"),
        None,
    ),
    "issue": (
        _option(str | None, "Alerts on positions on this issue alone.", metavar="ISSUE"),
        None,
    ),
    "atom": (_option(Path | None, "Keep the newest alerts as a feed.", metavar="FILE"), None),
    "webhook": (_option(str | None, "Post each alert there as JSON.", metavar="URL"), None),
    "mail": (
        _option(
            Path | None,
            "Add each alert to this mailbox, or as an .eml file to this folder.",
            metavar="FILE",
        ),
        None,
    ),
    "allow_private": (
        _option(bool, "The feeds and the webhook may be on a private network.", "--allow-private"),
        False,
    ),
    "state": (
        _option(Path | None, "Where to remember. Default: beside the store.", metavar="FILE"),
        None,
    ),
    "format": (
        _option(
            LineFormat | None,
            f"Alerts as {' or '.join(LineFormat)}. Default: text on a terminal, jsonl in a pipe.",
            "--format",
            "-f",
            metavar="FORMAT",
        ),
        None,
    ),
    "kb": (KbOption, None),
    "quiet": (_option(bool, "Tell alerts and faults alone.", "--quiet"), False),
}
HELP: Final = """Watch feeds: add what is new in them to a store and tell what it changes.

A FEED is the address of an RSS, Atom or JSON feed, of a sitemap or of an OPML list, or a file with
such addresses, OPML or one a line. What is in a feed at the first look is added without alerts.
Alerts go to standard output: a changed position, first words on an issue, a meeting planned,
postponed, cancelled or held, the first mention of somebody, a contradiction. Ctrl-C ends the watch
after the report at hand; it goes on from there when it is started again.
"""


def add_watch(app: typer.Typer) -> None:
    """Put ``watch`` among the commands of ``app``."""

    def run(**given: Any) -> None:  # noqa: ANN401  # as the signature below has it
        form = given["format"] or LineFormat(chosen_format(None))
        settings, plan = _plan(given)
        seconds = _seconds("--for", given["lasting"]) if given["lasting"] else None
        _run(settings, plan, form, once=given["once"], seconds=seconds, quiet=given["quiet"])

    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("feeds", kind, annotation=FEEDS)]
    parameters += [
        inspect.Parameter(name, kind, annotation=annotation, default=default)
        for name, (annotation, default) in OPTIONS.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    app.command(name="watch", help=HELP)(run)


def _seconds(option: str, words: str) -> float:
    from memcon.watch.schedule import parse_period

    return parse_period(option, words)


def _plan(given: dict[str, Any]) -> tuple[Settings, Plan]:
    from memcon.app.alerting import Wanted
    from memcon.app.lookout import Plan
    from memcon.codebook.issues import load_issues
    from memcon.config import load_settings
    from memcon.watch.lists import read_names

    settings = load_settings(kb=given["kb"], store=given["store"])
    issue, webhook = given["issue"], given["webhook"]
    if issue is not None and issue not in load_issues(settings.issues).by_id:
        raise UsageError(f"--issue {issue!r} is not in the codebook")
    if webhook is not None and not webhook.startswith(("http://", "https://")):
        raise UsageError("--webhook needs an address that begins with https:// or http://")
    every = _seconds("--every", given["every"])
    if every < SHORTEST_S:
        raise UsageError(f"--every {given['every']}: once a minute is often enough")
    names = ("state", "atom", "mail", "webhook", "allow_private")
    return settings, Plan(
        feeds=read_names(given["feeds"]),
        every=every,
        wanted=Wanted(who=given["who"], issue=issue),
        **{name: given[name] for name in names},
    )


def _run(
    settings: Settings,
    plan: Plan,
    form: LineFormat,
    *,
    once: bool,
    seconds: float | None,
    quiet: bool,
) -> None:
    from memcon.app.alerting import Trouble
    from memcon.app.lookout import open_watch
    from memcon.watch.alerts import Alert
    from memcon.watch.clock import WallClock

    clock, failed = WallClock(), False
    with open_watch(settings, plan, clock) as watch, clock.stopping_on_signals():
        for told in watch.run(once=once, seconds=seconds):
            failed |= isinstance(told, Trouble)
            if isinstance(told, Alert):
                say(_as_json(told) if form is LineFormat.JSONL else _as_text(told))
            else:
                _tell(told, quiet=quiet)
    if once and failed:
        raise typer.Exit(EXIT_SOME_FAILED)


def _tell(told: Told, *, quiet: bool) -> None:
    """What is no alert, on standard error; faults even where the watch is to be quiet."""
    from memcon.app.alerting import Trouble

    if isinstance(told, Trouble):
        when = "given up" if told.again is None else f"again at {_time(told.again)}"
        complain(f"{told.source}: {told.reason} ({when})")
    elif not quiet:
        line = _line(told)
        if line:
            complain(line)


def _line(told: Told) -> str | None:
    from memcon.app.dossier import Kept
    from memcon.app.watching import Looked, Quiet

    if isinstance(told, Quiet):
        return f"{told.count:,} reports of the first look are kept, without alerts"
    if isinstance(told, Kept):
        return f"{told.source}: {told.outcome}"
    if isinstance(told, Looked):
        passed = f", {told.passed:,} older ones passed over" if told.passed else ""
        lists = f", {told.lists:,} lists" if told.lists else ""
        first = "first look: " if told.is_first else ""
        return f"{told.url}: {first}{told.new:,} new{passed}{lists}"
    return None


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _as_json(alert: Alert) -> str:
    return json.dumps(alert.to_dict(), ensure_ascii=False) + "\n"


def _as_text(alert: Alert) -> str:
    quoted = [
        f"    “{words}” ({source})"
        for words, source in zip(alert.quotes, alert.sources, strict=False)
    ]
    head = " ".join(part for part in (alert.date, alert.title) if part)
    lines = (head, f"    {alert.reason}", *quoted)
    return "\n".join("    " * (n > 0) + printable(line) for n, line in enumerate(lines)) + "\n"
