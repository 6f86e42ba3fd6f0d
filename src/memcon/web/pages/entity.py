"""Whom and what reports speak of: the list, and all that is known of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from memcon.app.careers import Term
from memcon.errors import UsageError
from memcon.record import Entity as Known
from memcon.record import EntityKind
from memcon.record.codec import entity_to_dict
from memcon.web.asking import Asking
from memcon.web.page import Call, Desk, Json, Missing, Page
from memcon.web.pages.corrections import Row, find_entity_rows

LIMIT: Final = 100
FEW: Final = 20
"""Rows of each kind on the page of one entity; a link leads to the rest."""
NAMED: Final = 60
"""What has the name, best first, of which statements of others are shown."""
MET: Final = 60
"""Happenings of which it is counted who took part, the latest."""
MOST_MET: Final = 12


@dataclass(frozen=True, slots=True)
class Entities:
    """Those that most reports speak of."""

    asking: Asking
    rows: tuple[Json, ...]
    limit: int
    title: str = "Who is who"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that there are."""
        return tuple(EntityKind)

    def to_json(self) -> Json:
        """The rows."""
        return {"entities": list(self.rows)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity: who it is, what it wants, what it said and did, and who speaks of it."""

    asking: Asking
    about: Json
    terms: tuple[Term, ...]
    in_store: frozenset[str]
    """Those of the terms' people whom reports speak of."""
    others: tuple[Known, ...]
    """Others that go by the same name."""
    said: tuple[Json, ...]
    told: tuple[Json, ...]
    """What others say in which it is named."""
    events: tuple[Json, ...]
    reports: tuple[Json, ...]
    corrections: tuple[Row, ...]
    """Those in force that say whether it is one with another."""

    @property
    def title(self) -> str:
        """The name."""
        return str(self.about["name"])

    @property
    def is_career(self) -> bool:
        """Whether the terms are the entity's own, not those of who leads it."""
        return any(term.person == self.about["id"] for term in self.terms)

    @property
    def met(self) -> tuple[tuple[Json, int], ...]:
        """Who took part in the same events, the most frequent first."""
        return count_company(self.about["id"], self.events)

    def to_json(self) -> Json:
        """The answer of ``memcon entity``, with offices, what others say, and reports."""
        return {
            **self.about,
            "offices": [asdict(term) for term in self.terms],
            "others": [entity_to_dict(one) for one in self.others],
            "statements": list(self.said),
            "named_in": list(self.told),
            "events": list(self.events),
            "in_reports": list(self.reports),
        }


def count_company(id: str, events: Iterable[Json]) -> tuple[tuple[Json, int], ...]:
    """Who takes part in ``events`` beside the entity ``id``, with the number of them."""
    parties = {
        party["entity"]: party
        for row in events
        for party in row["participants"]
        if party["entity"] not in (None, id)
    }
    counted = Counter(
        entity
        for row in events
        for entity in {party["entity"] for party in row["participants"]}
        if entity in parties
    )
    ranked = sorted(counted.items(), key=lambda one: (-one[1], parties[one[0]]["name"]))
    return tuple((parties[entity], count) for entity, count in ranked[:MOST_MET])


def make_list(desk: Desk, call: Call) -> Entities:
    """The list, perhaps of one kind."""
    kind, limit = call.asking.kind, call.asking.limit or LIMIT
    if kind is not None and kind not in tuple(EntityKind):
        raise UsageError(f"kind {kind!r} is none of {', '.join(EntityKind)}")
    return Entities(call.asking, tuple(desk.dossier.entities(kind=kind, limit=limit)), limit)


def make(desk: Desk, call: Call) -> Entity:
    """The page of the entity that a name or id means, the likeliest of several."""
    ask, name = desk.dossier, call.path["name"]
    known = ask.known(name)
    if not known:
        raise Missing(f"Nobody and nothing in the store is called “{name}”.")
    id = known[0].id
    said, events = ask.statements(who=id, limit=FEW), ask.events(who=id, limit=MET)
    about = {
        **ask.spoken_of(id),
        "statements": said,
        "positions": ask.positions(who=id, limit=LIMIT),
        "events": events,
    }
    reports = ask.reports(who=id, limit=FEW)
    terms = desk.careers.of(id, on=reports[0]["published"] if reports else None)
    return Entity(
        asking=call.asking,
        about=about,
        terms=terms,
        in_store=frozenset(term.person for term in terms if ask.known(term.person)),
        others=tuple(known[1:]),
        said=tuple(reversed(said)),
        told=_told(desk, known[0]),
        events=tuple(reversed(events)),
        reports=tuple(reports),
        corrections=find_entity_rows(id, ask.corrections(about=id)),
    )


def _told(desk: Desk, entity: Known) -> tuple[Json, ...]:
    """Statements of others in which the name stands."""
    words = entity.name.replace('"', " ")
    try:
        found = desk.dossier.search(f'"{words}"', limit=NAMED, facts_only=True)
    except UsageError:  # a name without a letter or digit
        return ()
    said = [row for row in found if row["kind"] == "statement"]
    own = desk.dossier.acted(entity.id, [row["id"] for row in said])
    return tuple(row for row in said if row["id"] not in own)[:FEW]


LIST: Final = Page(
    path="/entities",
    template="entities.html.j2",
    tells="The people, places and bodies that most reports speak of.",
    make=make_list,
    asks=("kind", "limit"),
)
PAGE: Final = Page(
    path="/entity/{name:path}",
    template="entity.html.j2",
    tells="One entity: card, offices, positions, statements by and about it, events, reports.",
    make=make,
)
