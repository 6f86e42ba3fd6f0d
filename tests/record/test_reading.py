from __future__ import annotations

from memcon.record import Entity, Mention, Time
from tests import factories as make

REPORT = make.article("Lavrov met Rubio on Monday.")


def test_adding_leaves_the_old_reading_alone() -> None:
    """A reading that grows is a new one; the old keeps what it had."""
    before = make.reading(REPORT)
    after = before.adding([make.mention(REPORT, "Lavrov")])
    assert before.all(Mention) == ()
    assert len(after.all(Mention)) == 1
    assert after.article is before.article


def test_facts_come_in_the_order_found() -> None:
    """Facts of a kind stay in the order in which the stages added them."""
    first, second = make.mention(REPORT, "Rubio"), make.mention(REPORT, "Lavrov")
    grown = make.reading(REPORT, [first]).adding([second])
    assert grown.all(Mention) == (first, second)


def test_kinds_are_kept_apart() -> None:
    """Each kind is asked for by its type; what was never added is empty."""
    grown = make.reading(REPORT, [make.mention(REPORT, "Rubio"), make.entity("Marco Rubio")])
    assert len(grown.all(Mention)) == len(grown.all(Entity)) == 1
    assert grown.all(Time) == ()


def test_adding_nothing_changes_nothing() -> None:
    """A stage that finds nothing leaves an equal reading."""
    grown = make.reading(REPORT, [make.mention(REPORT, "Rubio")])
    assert grown.adding([]) == grown
