"""People, organisations and places that matter: by how many lines of the briefing they occur in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from memcon.app.briefing.material import Material, Report
from memcon.app.briefing.passages import names_in
from memcon.record import Card, Entity, EntityKind
from memcon.render.briefing import Line, Part
from memcon.text.sentences import find_sentences

LEAST: Final = 2
"""Lines in which somebody occurs who matters."""
SENTENCES: Final = 2
LONGEST: Final = 280
"""Code points of a card that are shown."""
BACKGROUND: Final = "background:"
"""What the keys of sources of cards begin with."""
PEOPLE, BODIES, PLACES = "People", "Organisations", "Places"
BETWEEN: Final = "\x1f"
"""Between the parts of such a key: the unit separator of ASCII."""
ORDER: Final = (PEOPLE, BODIES, PLACES)


def card_lines(lines: Iterable[Line], material: Material) -> list[tuple[float, Line]]:
    """A line for each card, with the number of lines in which its entity occurs."""
    counts = Counter(one for line in lines for one in occurring(line, material))
    known = _carded(material.reports.values())
    asked = {one for party in material.parties for one in party.ids}
    found = [
        (float(count), _line(known[one], count))
        for one, count in sorted(counts.items())
        if count >= LEAST and one in known and one not in asked
    ]
    return sorted(found, key=lambda pair: (ORDER.index(pair[1].group), -pair[0], pair[1].head))


def occurring(line: Line, material: Material) -> frozenset[str]:
    """Ids of those whom a line is about or its quotations speak of."""
    quoted = (names_in(material.reports[quote.article], quote) for quote in line.quotes)
    return frozenset(line.about).union(*quoted)


def _carded(reports: Iterable[Report]) -> Mapping[str, tuple[Entity, Card]]:
    """The newest card of each entity."""
    found: dict[str, tuple[Entity, Card]] = {}
    for report in reports:
        for entity in report.record.entities:
            card = entity.card
            if card is not None and _newer(card, found.get(entity.id)):
                found[entity.id] = (entity, card)
    return found


def _newer(card: Card, had: tuple[Entity, Card] | None) -> bool:
    return had is None or (card.as_of or "") > (had[1].as_of or "")


def key_of(card: Card) -> str:
    """The key of the source of a card."""
    return BACKGROUND + BETWEEN.join((card.source, card.as_of or "", card.url or ""))


def _line(carded: tuple[Entity, Card], count: int) -> Line:
    entity, card = carded
    text = _shortened(card.text)
    begins = text.startswith(f"{entity.name} ")
    rest = text.removeprefix(entity.name) if begins else text
    return Line(
        group=_group(entity),
        head=entity.name,
        head_stop="" if begins else ":",
        parts=(Part(text=rest.strip(), cites=(key_of(card),), stop=""),),
        about=(entity.id,),
        reasons=(f"in {count} lines",),
    )


def _group(entity: Entity) -> str:
    if entity.kind is EntityKind.PERSON:
        return PEOPLE
    return PLACES if entity.kind.is_place else BODIES


def _shortened(text: str) -> str:
    """The first sentences of a card; of a very long one its first clauses."""
    ends = [span.end for span in find_sentences(text)][:SENTENCES]
    fitting = [end for end in ends if end <= LONGEST]
    if fitting or not ends:
        return text[: fitting[-1]] if fitting else text
    clause = text.rfind(";", 0, LONGEST)
    return f"{text[:clause]}." if clause > 0 else text[: ends[0]]
