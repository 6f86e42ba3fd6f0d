"""The dossier as tools of the Model Context Protocol (revision of 2025-11-25), for assistants.

Every answer is rows with the exact words of a report and where they stand; nothing is changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, Final, ParamSpec

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import AfterValidator, Field

from memcon import __version__
from memcon.app.briefing import Scope, brief
from memcon.app.dossier import Dossier
from memcon.app.reading import Reader, text_article
from memcon.config import Settings
from memcon.errors import MemconError
from memcon.record import Record
from memcon.render.briefing_markdown import to_markdown
from memcon.render.outline import CardRow, Outline, outline
from memcon.text.calendar import is_date

Json = dict[str, Any]
P = ParamSpec("P")
FEW: Final = 20
MOST: Final = 100
"""Rows of one answer."""
ROOM: Final = 60_000
"""Characters of one answer: what an assistant can still read with profit."""
LONGEST_TEXT: Final = 100_000
LONGEST_VALUE: Final = 300
INSTRUCTIONS: Final = (
    "What reports say on diplomacy and conflict, kept as a dossier: who said what to whom and "
    "when, who wants what, what happened and is planned. All of it is as reported, not as true: "
    "name the source of each line, and quote its passage. Names may be those of people, states "
    "or bodies; dates are ISO 8601 and may be shortened to a month or a year."
)


def _date(value: str) -> str:
    """``value``; raises ``ValueError``, as pydantic wants it, where that is no date."""
    if not is_date(value):
        raise ValueError(f"{value!r} is not a date; write it as 2025-10-21")
    return value


Day = Annotated[str, AfterValidator(_date)]
Words = Annotated[str, Field(max_length=LONGEST_VALUE, min_length=1)]
Name = Annotated[
    str | None,
    Field(max_length=LONGEST_VALUE, description="A person, state or body: its name or id."),
]
Issue = Annotated[
    str | None,
    Field(max_length=LONGEST_VALUE, description="An issue of the codebook, such as ceasefire."),
]
Type = Annotated[
    str | None, Field(max_length=20, description="A PLOVER type of events, such as CONSULT.")
]
Place = Annotated[
    str | None, Field(max_length=LONGEST_VALUE, description="What was said or happened there.")
]
Since = Annotated[Day | None, Field(description="Nothing before this date.")]
Until = Annotated[Day | None, Field(description="Nothing after this date.")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="So many rows, the latest.")]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, min_length=1, description="A news report.")]


def make_server(dossier: Dossier, reader: Reader, settings: Settings) -> MCPServer[Any]:
    """A server of the tools on a dossier; ``reader`` reads texts that are not kept."""
    server: MCPServer[Any] = MCPServer(
        "memcon", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR"
    )
    tools = Tools(dossier, reader, settings)
    listed: Sequence[Callable[..., Json]] = (
        tools.search,
        tools.timeline,
        tools.statements,
        tools.events,
        tools.positions,
        tools.entity,
        tools.attention,
        tools.brief,
        tools.read_text,
    )
    hints = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for one in listed:
        server.tool(annotations=hints)(_told(one))
    return server


def _told(tool: Callable[P, Json]) -> Callable[P, Json]:
    """``tool`` whose faults are told to the assistant in plain words."""

    @wraps(tool)
    def call(*args: P.args, **kwargs: P.kwargs) -> Json:
        try:
            return tool(*args, **kwargs)
        except MemconError as error:
            raise ToolError(str(error)) from error

    return call


class Tools:
    """The tools; each gives ``rows`` with passages and sources, or one row."""

    def __init__(self, dossier: Dossier, reader: Reader, settings: Settings) -> None:
        self._dossier = dossier
        self._reader = reader
        self._settings = settings

    def search(
        self,
        words: Words,
        who: Name = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = FEW,
    ) -> Json:
        """Reports and facts that have all the words, best first; "in quotes" words together."""
        rows = self._dossier.search(words, who=who, since=since, until=until, limit=limit)
        return answer(rows)

    def timeline(
        self,
        who: Name = None,
        place: Place = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = FEW,
    ) -> Json:
        """What was said, wanted and done, day by day; of many lines the latest."""
        asked = {"who": who, "place": place, "since": since, "until": until, "limit": limit}
        return answer(self._dossier.timeline(**asked))  # type: ignore[arg-type]  # fields of Asked

    def statements(
        self,
        who: Name = None,
        place: Place = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = FEW,
    ) -> Json:
        """Who said what, to whom and when, in exact words."""
        asked = {"who": who, "place": place, "since": since, "until": until, "limit": limit}
        return answer(self._dossier.statements(**asked))  # type: ignore[arg-type]  # as above

    def events(
        self,
        who: Name = None,
        type: Type = None,
        place: Place = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = FEW,
    ) -> Json:
        """What happened and is planned: each happening with the history of its status."""
        asked = {"who": who, "type": type, "place": place, "since": since, "until": until}
        rows = self._dossier.events(**asked, limit=limit)
        return answer(rows)

    def positions(
        self,
        who: Name = None,
        issue: Issue = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = FEW,
    ) -> Json:
        """What each party wants on each issue, and what changed, with the passages."""
        asked = {"who": who, "issue": issue, "since": since, "until": until, "limit": limit}
        return answer(self._dossier.positions(**asked))  # type: ignore[arg-type]  # as above

    def entity(self, name: Words) -> Json:
        """Who or what goes by a name, and what the dossier knows of it."""
        return fit(self._dossier.entity(name))

    def attention(
        self, who: Name = None, since: Since = None, until: Until = None, limit: Limit = FEW
    ) -> Json:
        """What deserves a look: changed positions, what is overdue, contradictions, copies."""
        asked = {"who": who, "since": since, "until": until, "limit": limit}
        return answer(self._dossier.attention(**asked))  # type: ignore[arg-type]  # as above

    def brief(
        self,
        who: Name = None,
        other: Annotated[
            str | None, Field(max_length=LONGEST_VALUE, description="The other party of a pair.")
        ] = None,
        issue: Issue = None,
        since: Since = None,
        until: Until = None,
        lines: Annotated[int, Field(ge=5, le=MOST, description="About so many lines.")] = 48,
    ) -> Json:
        """A briefing in Markdown on a party, a pair of parties or an issue, with its sources."""
        scope = Scope(who=who, with_=other, issue=issue, since=since, until=until)
        return {"markdown": to_markdown(brief(self._dossier, scope, lines=lines))[:ROOM]}

    def read_text(
        self,
        text: Text,
        published: Annotated[
            Day | None, Field(description="Its day, where the text does not say.")
        ] = None,
    ) -> Json:
        """Reads a news report that is given as text, and keeps nothing of it."""
        article = text_article(text, settings=self._settings, published=published)
        return fit(told(self._reader.read_article(article)))


def answer(rows: Sequence[Json]) -> Json:
    """Rows as far as there is room, and what has to be known of them."""
    kept, room = [], ROOM
    for row in rows:
        room -= len(json.dumps(row, ensure_ascii=False))
        if room < 0:
            break
        kept.append(row)
    left = len(rows) - len(kept)
    cut = f"{left} more did not fit: ask for less at once" if left else None
    notes = [one for one in (getattr(rows, "note", None), cut) if one]
    return {"rows": kept, "note": "; ".join(notes) or None}


def fit(row: Json) -> Json:
    """A row whose lists are halved until there is room for it; ``cut`` says that they were."""
    while len(json.dumps(row, ensure_ascii=False)) > ROOM:
        longest = max(row, key=lambda name: len(json.dumps(row[name])))
        if not isinstance(row[longest], list) or len(row[longest]) < 2:
            break
        row = {**row, longest: row[longest][: len(row[longest]) // 2], "cut": True}
    return row


def told(record: Record) -> Json:
    """What was read in one report: each fact with its exact words."""
    shown = outline(record)
    return {
        "title": shown.title,
        "published": record.article.published,
        "people_and_places": [_card(row) for row in shown.cards],
        "statements": _statements(shown),
        "events": [
            {
                "what": row.event.what,
                "type": row.event.type,
                "status": row.event.status,
                "when": row.day,
                "where": row.where,
                "parties": list(row.parties),
                "quote": row.event.evidence.quote,
            }
            for row in shown.events
        ],
        "positions": [
            {
                "who": row.who,
                "issue": row.issue,
                "stance": row.position.stance,
                "claim": row.position.claim,
                "toward": row.toward,
                "when": row.when,
                "quote": row.position.evidence.quote,
            }
            for row in shown.positions
        ],
    }


def _card(row: CardRow) -> Json:
    return {
        "name": row.entity.name,
        "id": row.entity.id,
        "what": row.what,
        "card": row.card.text,
        "source": row.origin,
    }


def _statements(shown: Outline) -> list[Json]:
    return [
        {
            "who": row.who,
            "source": row.statement.source.quote,
            "cue": row.statement.cue.quote,
            "mode": row.statement.mode,
            "quote": row.statement.content.quote,
            "to": row.to,
            "when": row.statement.when,
            "where": row.where,
        }
        for row in shown.statements
    ]
