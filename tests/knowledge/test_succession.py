from memcon.knowledge.rows import Draft, EntityRow, HoldingRow, OfficeRow
from memcon.knowledge.succession import complete_cards
from memcon.record import EntityKind

OFFICE = OfficeRow(
    id="mc:office/jor/prime-minister",
    title="Prime Minister",
    titles=(),
    of="Q810",
    role="head_of_government",
    leads=True,
    as_of="2026-01",
)


def completed(*holdings: tuple[str, str, str | None], card: str) -> str:
    """The card of Ben, with the holders of the office given by name."""
    draft = Draft(offices={OFFICE.id: OFFICE})
    for name, begin, end in holdings:
        draft.entities[name] = EntityRow(
            id=name, name=name, kind=EntityKind.PERSON, weight=1.0, card=card, card_source="x"
        )
        draft.holdings.append(
            HoldingRow(
                office=OFFICE.id, person=name, begin=begin, end=end, acting=False, source="x"
            )
        )
    complete_cards(draft)
    return draft.entities["Ben"].card or ""


def test_neighbours_in_office_are_told() -> None:
    """A card of one sentence gets the people before and after."""
    card = "Prime minister of Jordan from 2016 to 2018."
    before = ("Ann", "2012-10-11", "2016-05-29")
    own = ("Ben", "2016-06-01", "2018-06-14")
    after = ("Cid", "2018-06", "2020-10")
    assert completed(before, own, after, card=card).endswith(
        "Ann held the office before and Cid after."
    )
    assert completed(own, after, card=card).endswith("Cid held the office next.")
    assert completed(before, own, card=card).endswith("Ann held the office before.")


def test_nothing_is_said_that_the_dates_do_not_tell() -> None:
    """A gap, a date by year alone, two at once: no sentence."""
    card = "Prime minister of Jordan from 2016 to 2018."
    own = ("Ben", "2016-06-01", "2018-06-14")
    assert completed(("Ann", "2012-10-11", "2016-03-01"), own, card=card) == card
    assert completed(own, ("Cid", "2018", "2020-10"), card=card) == card
    two = (("Cid", "2018-06-14", None), ("Dan", "2018-07-01", None))
    assert completed(own, *two, card=card) == card


def test_a_card_on_another_matter_stays() -> None:
    """Two sentences are enough, and "the office" must be the one named."""
    before = ("Ann", "2012-10-11", "2016-05-29")
    own = ("Ben", "2016-06-01", "2018-06-14")
    for card in (
        "Prime minister of Jordan. He is old.",
        "Envoy of Jordan.",
        "Prime minister; king.",
    ):
        assert completed(before, own, card=card) == card
