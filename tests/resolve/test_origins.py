"""For which state a person acts whom only the reports know."""

from __future__ import annotations

import pytest

from memcon.record import EntityKind
from memcon.resolve.origins import origins_of
from tests import factories as make

TOLD = [
    ("Chadian President Ana Lima spoke.", "Chadian", "TCD"),
    ("Chad's foreign minister, Ana Lima, spoke.", "Chad", "TCD"),
    ("Ana Lima, Chad's deputy minister, spoke.", "Chad", "TCD"),
    ("Ana Lima, the envoy of the Republic of Chad, spoke.", "Chad", "TCD"),
    ("Ana Lima of Chad spoke.", "Chad", "TCD"),
    ("The envoy for Chad, Ana Lima, spoke.", "Chad", None),
    ("Chad thanked Ana Lima.", "Chad", None),
    ("Ana Lima spoke of war in Chad.", "Chad", None),
]
"""Sentences, the words in them that name the state, and its code where she acts for it."""


@pytest.mark.parametrize(("text", "state", "code"), TOLD)
def test_titles_say_for_which_state_a_person_acts(text: str, state: str, code: str | None) -> None:
    """A title joins a state and a name; what stands between them else does not."""
    article = make.article(text)
    chad = make.entity("Chad", id="Q657", kind=EntityKind.COUNTRY, country="TCD")
    lima = make.entity("Ana Lima", id="lima", kind=EntityKind.PERSON)
    facts = [
        chad,
        lima,
        *make.linked(article, state, chad.id),
        *make.linked(article, "Ana Lima", lima.id),
    ]
    assert origins_of(make.record(article, facts)).get("lima") == code
