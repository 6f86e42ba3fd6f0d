"""A second sentence for the cards of people: who held the office before and after them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from memcon.knowledge.dates import first_day, last_day, shifted
from memcon.knowledge.rows import Draft, EntityRow, HoldingRow

GAP: Final = 45
"""Days for which an office may stand empty between two people who follow each other."""
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)")


def complete_cards(draft: Draft) -> None:
    """Adds to each card of one sentence, on one office, the neighbours in that office."""
    held_by: dict[str, list[HoldingRow]] = defaultdict(list)
    holders: dict[str, list[HoldingRow]] = defaultdict(list)
    for held in draft.holdings:
        held_by[held.person].append(held)
        holders[held.office].append(held)
    for id, offices in held_by.items():
        person = draft.entities.get(id)
        if person is None or len(offices) != 1 or not _is_short(person, draft, offices[0]):
            continue
        own = offices[0]
        sentence = _sentence(draft, own, holders[own.office])
        if sentence:
            sources = dict.fromkeys(filter(None, (person.card_source, _new(person, own))))
            draft.entities[id] = replace(
                person, card=f"{person.card} {sentence}", card_source="; ".join(sources)
            )


def _is_short(person: EntityRow, draft: Draft, held: HoldingRow) -> bool:
    """Whether the card is one sentence that speaks of this office and of no other."""
    card = person.card or ""
    word = draft.offices[held.office].title.split(" ")[0].lower()
    alone = len(_SENTENCE_END.findall(card)) == 1 and ";" not in card
    return alone and bool(word) and word in card.lower()


def _new(person: EntityRow, held: HoldingRow) -> str:
    return "" if held.source in (person.card_source or "") else held.source


def _sentence(draft: Draft, own: HoldingRow, holders: Sequence[HoldingRow]) -> str:
    others = [held for held in holders if held.person != own.person]
    before = _only(draft, [held for held in others if _follows(held, own)])
    after = _only(draft, [held for held in others if _follows(own, held)])
    if before and after and before != after:
        return f"{before} held the office before and {after} after."
    if before and not after:
        return f"{before} held the office before."
    return f"{after} held the office next." if after and not before else ""


def _only(draft: Draft, found: Sequence[HoldingRow]) -> str:
    """The name of the one person found; no name where there are several."""
    people = {held.person for held in found}
    entity = draft.entities.get(people.pop()) if len(people) == 1 else None
    return entity.name if entity else ""


def _follows(first: HoldingRow, second: HoldingRow) -> bool:
    """Whether ``second`` took the office over; dates by year alone do not tell."""
    if first.end is None or len(first.end) < 7 or len(second.begin) < 7:
        return False
    earliest, latest = first_day(first.end), shifted(last_day(first.end), GAP)
    in_order = first_day(first.begin) < first_day(second.begin)
    return in_order and earliest <= last_day(second.begin) and first_day(second.begin) <= latest
