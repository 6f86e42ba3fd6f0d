"""Contexts shown: the templates, and the few words that they may use."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, get_args
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from memcon.codebook.issues import OTHER, load_issues
from memcon.record.facts import EventStatus
from memcon.record.stance import SIDES
from memcon.render.controls import without_controls
from memcon.render.outline import WEB, shortened
from memcon.web.asking import FIELDS
from memcon.web.assets import load_assets
from memcon.web.drawing.projection import REGIONS

SPLIT: Final = re.compile(r"[/\\]")
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
TYPES: Final = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""PLOVER's types of events (Halterman and others 2023)."""


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
        types=TYPES,
        statuses=get_args(EventStatus),
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
    made.filters.update(source=source_name, short=shortened, days=days)
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
    """The last part of where a report came from, short enough for a table."""
    parts = [part for part in SPLIT.split(source) if part]
    return shortened(parts[-1] if parts else source, 40)


def days(when: dict[str, str] | None) -> str:
    """A stretch of days as people write it."""
    if when is None:
        return ""
    begin, end = when["from"], when["to"]
    return begin if begin == end else f"{begin} to {end}"
