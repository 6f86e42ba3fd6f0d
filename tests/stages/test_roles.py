"""Role phrases in running text: by office and date, by what was named before, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pytest

from memcon.knowledge.base import KnowledgeBase
from memcon.nlp import Parser
from memcon.record import Entity, Link, Mention
from memcon.stages.mentions import MENTIONS
from memcon.stages.tools import Tools
from tests import factories as make

NOBODY: Final = None


@dataclass(frozen=True, slots=True)
class Case:
    """A text at a date, a phrase in it, and whom the phrase means."""

    on: str
    text: str
    phrase: str
    name: str | None


CASES: Final = (
    Case("2019-05-03", "The Estonian leader met the Polish president.", "the Polish president",
         "Andrzej Duda"),
    Case("2021-06-09", "Talks went on. The UN chief was not there.", "The UN chief",
         "António Guterres"),
    Case("2024-03-05", "Morocco's king met the Egyptian president. The kingdom's foreign minister "
         "took part.", "The kingdom's foreign minister", "Nasser Bourita"),
    Case("2024-03-05", "Norway closed a port. The country's prime minister was abroad.",
         "The country's prime minister", "Jonas Gahr Støre"),
    Case("2022-02-01", "NATO sent ships. The alliance's chief spoke of a pause.",
         "The alliance's chief", "Jens Stoltenberg"),
    Case("2024-03-05", "Slovakia voted. The prime minister said little.", "The prime minister",
         "Robert Fico"),
    Case("2024-03-05", "Slovakia and Austria voted. The prime minister said little.",
         "The prime minister", NOBODY),
    Case("2024-03-05", "Slovakia voted. The chairman said little.", "The chairman", NOBODY),
    Case("2024-03-05", "Slovakia voted. The president of the chess club resigned.",
         "The president", NOBODY),
    Case("2023-03-01", "Chancellor Olaf Scholz flew to Delhi. The chancellor smiled.",
         "The chancellor", "Olaf Scholz"),
    Case("2022-06-10", "French President Emmanuel Macron called his German counterpart.",
         "his German counterpart", "Olaf Scholz"),
    Case("2022-06-10", "French President Emmanuel Macron called his Turkish counterpart.",
         "his Turkish counterpart", "Recep Tayyip Erdoğan"),
    Case("2024-03-05", "Spanish Foreign Minister José Manuel Albares met his counterpart from "
         "Morocco in Rabat.", "his counterpart from Morocco", "Nasser Bourita"),
    Case("2023-05-01", "Former president Donald Trump spoke. The former president left early.",
         "The former president", "Donald Trump"),
    Case("2023-05-01", "The former Ukrainian president left early.",
         "The former Ukrainian president", NOBODY),
    Case("2018-09-10", "The acting president of Armenia spoke.", "The acting president of Armenia",
         NOBODY),
    Case("2023-05-01", "The then Irish prime minister had signed it.",
         "The then Irish prime minister", NOBODY),
    Case("2023-05-01", "A Kremlin spokesman would not comment.", "A Kremlin spokesman", NOBODY),
    Case("2021-02-03", "Myanmar's ousted leader was charged.", "Myanmar's ousted leader", NOBODY),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.phrase}, {case.on[:4]}")
def test_role_phrases_mean_people(case: Case, parser: Parser, knowledge: KnowledgeBase) -> None:
    """A phrase means the holder of the office that the text shows, with a reason, or nobody."""
    article = make.article(case.text, published=case.on)
    readings = parser.parse([article])
    (facts,) = MENTIONS.build(Tools(knowledge=knowledge))(readings)
    spans = {fact.id: fact.span for fact in facts if isinstance(fact, Mention)}
    names = {fact.id: fact.name for fact in facts if isinstance(fact, Entity)}
    meant = {
        article.quote(spans[link.mention]): (names.get(link.entity or ""), link.reason)
        for link in facts
        if isinstance(link, Link)
    }
    name, reason = meant.get(case.phrase, (None, ""))
    assert name == case.name
    assert (name is None) == (reason == "")
