"""Contexts shown: the templates, and the few words that they may use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_args
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from memcon.codebook.issues import OTHER, load_issues
from memcon.record.facts import EventStatus
from memcon.record.stance import SIDES
from memcon.render.controls import without_controls
from memcon.render.days import called
from memcon.render.happenings import IN_WORDS
from memcon.render.outline import WEB, shortened
from memcon.web.asking import FIELDS
from memcon.web.assets import load_assets
from memcon.web.drawing.projection import REGIONS

SPLIT: Final = re.compile(r"[/\\]")
HOST_END: Final = re.compile(r"[/?#]")
ENDING: Final = re.compile(r"\.(?:x?html?|txt|text|md|markdown|eml)$", re.IGNORECASE)
"""What says how a file is written, and tells readers nothing."""
PLAIN_ID: Final = ":"
WIKIDATA: Final = re.compile(r"Q\d+", re.ASCII)
MENU: Final = (
    ("/", "Today"),
    ("/reports", "Reports"),
    ("/entities", "Who"),
    ("/positions", "Positions"),
    ("/statements", "Statements"),
    ("/events", "Events"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/briefing", "Briefing"),
    ("/search", "Search"),
)
TYPES: Final[Mapping[str, str]] = {
    "AGREE": "agreement",
    "CONSULT": "talks",
    "SUPPORT": "support",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "withdrawal",
    "REQUEST": "demand",
    "ACCUSE": "accusation",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanctions",
    "MOBILIZE": "mobilisation",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}
"""PLOVER's types of events (Halterman and others 2023), and what readers call them."""
STATUSES: Final[Mapping[str, str]] = {one: IN_WORDS.get(one, one) for one in get_args(EventStatus)}
"""How far an event came, and what readers call it."""


def show(template: str, **values: Any) -> str:  # noqa: ANN401  # whatever the template shows
    """A template filled with ``values``: all of them text, nothing of them markup."""
    return without_controls(environment().get_template(template).render(**values))


@cache
def environment() -> Environment:
    """The templates; a name that is not there is an error, and everything is escaped."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("memcon.web"), PackageLoader("memcon.render")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        menu=MENU,
        fields=FIELDS,
        types=list(TYPES.items()),
        statuses=list(STATUSES.items()),
        regions=[(name, label) for name, (label, _) in REGIONS.items()],
        frames={name: frame for name, (_, frame) in REGIONS.items()},
        issues=_issues(),
        assets=load_assets(),
        entity_url=entity_url,
        history_url=history_url,
        issue_label=issue_label,
        side_of=lambda stance: SIDES.get(stance, "open"),
        choices=lambda names: [(name, name.lower()) for name in names],
        wikidata_url=wikidata_url,
        web_url=web_url,
    )
    made.filters.update(source=source_name, outlet=outlet, short=shortened, days=days)
    made.filters.update(status=status_name, type=type_name)
    return made


def entity_url(name: str) -> str:
    """The address of an entity by its id or name."""
    return f"/entity/{quote(name, safe=PLAIN_ID)}"


def history_url(holder: str, issue: str) -> str:
    """The address of one party's history on one issue."""
    return f"/positions/{quote(holder, safe=PLAIN_ID)}/{quote(issue, safe=PLAIN_ID)}"


def issue_label(issue: str) -> str:
    """An issue in words."""
    return "Other matters" if issue == OTHER else load_issues().label(issue)


def _issues() -> list[tuple[str, str]]:
    listed = [(one.id, one.label) for one in load_issues().by_id.values()]
    return [*sorted(listed, key=lambda one: one[1].casefold()), (OTHER, issue_label(OTHER))]


def wikidata_url(id: str | None) -> str | None:
    """The address of a Wikidata item; ``None`` for anything else."""
    return f"https://www.wikidata.org/wiki/{id}" if id and WIKIDATA.fullmatch(id) else None


def web_url(url: str | None) -> str | None:
    """``url`` where it is an address of the web; ``None`` for anything else, such as a script."""
    return url if url and url.startswith(WEB) else None


def source_name(source: str) -> str:
    """Where a report came from, short enough for a table: the site of an address, or the file."""
    if source.startswith(WEB):
        host = HOST_END.split(source.partition("//")[2])[0]
        return shortened(outlet(host.rpartition("@")[2]), 40)
    parts = [part for part in SPLIT.split(source) if part]
    return shortened(ENDING.sub("", parts[-1]) if parts else source, 40)


def outlet(site: str) -> str:
    """Who published a report, without the letters that say nothing of it."""
    return site.removeprefix("www.")


def status_name(status: str) -> str:
    """How readers call a status; other words stay as they are."""
    return STATUSES.get(status, status)


def type_name(type: str) -> str:
    """How readers call a PLOVER type."""
    return TYPES.get(type, type.lower())


def days(when: dict[str, str] | None) -> str:
    """A stretch of days as people write it: ``2025-10-20 to 26``, ``2025-08`` for a month."""
    return called(when["from"], when["to"]) if when else ""
