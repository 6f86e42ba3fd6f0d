"""Who takes part, when and where; what is one happening, and what is none."""

from __future__ import annotations

from memcon.record import Event, Record
from tests.stages.events.conftest import Read


def names(record: Record, event: Event, *roles: str) -> set[str]:
    """Names of the parties with one of ``roles``; their words where nobody is known."""
    found = set()
    for party in event.participants:
        if party.role in roles:
            entity = record.entity(party.entity)
            found.add(entity.name if entity else party.passage.quote)
    return found


def one(record: Record, type: str) -> Event:
    """The one event of a type."""
    (event,) = [event for event in record.events if event.type == type]
    return event


def test_subjects_act_and_objects_are_acted_on(read: Read) -> None:
    """Also in the passive, and for whose a thing is."""
    active, passive, owned = read(
        [
            "Chad accused Sudan of arming rebels.",
            "A Polish journalist was arrested by Belarus on Monday.",
            "Hamas rejected Israel's proposal.",
        ]
    )
    event = one(active, "ACCUSE")
    assert names(active, event, "actor") == {"Chad"}
    assert names(active, event, "recipient") == {"Sudan"}
    assert names(passive, one(passive, "COERCE"), "actor") == {"Belarus"}
    assert names(owned, one(owned, "REJECT"), "recipient") == {"Israel"}


def test_those_who_meet_are_together(read: Read) -> None:
    """Joined subjects, "between", and "with"."""
    joined, between, met = read(
        [
            "Marco Rubio and Sergey Lavrov spoke on Monday.",
            "Talks between Armenia and Azerbaijan took place in Tbilisi on Monday.",
            "Emmanuel Macron met Friedrich Merz in Berlin.",
        ]
    )
    assert names(joined, one(joined, "CONSULT"), "actor") == {"Marco Rubio", "Sergey Lavrov"}
    assert names(between, one(between, "CONSULT"), "actor") == {"Armenia", "Azerbaijan"}
    assert names(met, one(met, "CONSULT"), "actor", "recipient") == {
        "Emmanuel Macron",
        "Friedrich Merz",
    }


def test_hosts_and_mediators(read: Read) -> None:
    """Who brings others together has a part of his own."""
    (record,) = read(["A ceasefire between Israel and Hamas was announced, brokered by Qatar."])
    assert "CONSULT" not in {event.type for event in record.events}
    mediated, hosted = read(
        [
            "Egypt brokered a truce between Israel and Hamas.",
            "Jordan's king hosted the Iraqi prime minister in Amman.",
        ]
    )
    assert names(mediated, one(mediated, "AGREE"), "mediator") == {"Egypt"}
    assert names(mediated, one(mediated, "AGREE"), "actor") == {"Israel", "Hamas"}
    assert len(names(hosted, one(hosted, "CONSULT"), "host")) == 1


def test_day_and_place_of_the_happening(read: Read) -> None:
    """Those that belong to the trigger; a date of saying is none of what is said."""
    here, said = read(
        [
            "The foreign ministers of Chile and Peru met in Lima on October 20.",
            "Japan said on October 20 that Kenya had arrested a Japanese journalist.",
        ]
    )
    event = one(here, "CONSULT")
    assert event.when is not None
    assert (event.when.begin, event.when.end) == ("2025-10-20", "2025-10-20")
    place = here.entity(event.where)
    assert place is not None
    assert place.name == "Lima"
    assert one(said, "COERCE").when is None


def test_mentions_of_one_happening_are_one_event(read: Read) -> None:
    """A later sentence adds its evidence; the first meeting years ago is another event."""
    text = (
        "Vladimir Putin and Donald Trump met in Alaska on August 15, 2025. The summit was their "
        "first since Putin and Trump met in Osaka in June 2019."
    )
    (record,) = read([text])
    days = sorted(event.when.begin for event in record.events if event.when)
    assert days == ["2019-06-01", "2025-08-15"]


def test_one_that_was_called_off_is_not_one_that_was_held(read: Read) -> None:
    """Two meetings of the same two with different ends stay two."""
    text = (
        "Donald Trump and Vladimir Putin met in Anchorage on August 15. "
        "Their second summit in Budapest has been called off."
    )
    (record,) = read([text])
    assert {event.status for event in record.events} >= {"held"}
    assert all(
        event.status != "held" for event in record.events if "Budapest" in event.evidence.quote
    )


def test_what_is_said_is_marked_as_reported(read: Read) -> None:
    """An event inside a statement names the statement; one told by the report does not."""
    said, told = read(
        [
            "Russia's defence ministry said that Ukraine had attacked a Russian refinery.",
            "Ukraine attacked a Russian refinery.",
        ]
    )
    event = one(said, "ASSAULT")
    assert event.reported
    assert set(event.because) <= {statement.id for statement in said.statements}
    assert event.because
    assert not one(told, "ASSAULT").reported


def test_what_is_no_event_gives_none(read: Read) -> None:
    """Opinions, general statements, conditions, things without parties."""
    texts = [
        "The weather was mild and the shops were open.",
        "If Russia withdraws its troops from Syria, the war may end.",
        "Talks are always better than war.",
        "The attack on the idea of progress is an old one.",
        "Diplomats often meet in Geneva.",
        "A ceasefire would be welcome.",
    ]
    assert [[event.what for event in record.events] for record in read(texts)] == [[]] * len(texts)


def test_every_event_has_words_score_and_reason(read: Read) -> None:
    """Quotes are the text at the spans; types and codes are PLOVER's."""
    (record,) = read(["Japan called off talks with China. Kenya sent food to Sudan on Friday."])
    assert len(record.events) == 2
    for event in record.events:
        assert event.what
        assert event.reason
        assert 0 < event.score < 1
        for part in event.evidence.parts:
            assert record.article.quote(part.span) == part.quote
    assert (record.events[0].type, record.events[0].code) == ("CONSULT", "REJECT")


def test_reading_twice_gives_the_same_events(read: Read) -> None:
    """Ids and order come from the text alone."""
    text = "Turkey and Greece held talks in Athens on Monday. Egypt condemned Ethiopia."
    first, second = read([text, text])
    assert first.events == second.events


def test_reports_of_sport_and_business_tell_no_events(read: Read) -> None:
    """Players rally and beat, companies sign and give: none of it is of the record."""
    sport, business = read(
        [
            "Norland's players rallied to beat the visitors in the cup. The striker fired a shot "
            "past the goalkeeper, and the coach gave the team a day off. Fans stormed the pitch "
            "after the match.",
            "Acme Tools said its profit rose. The retailer signed a contract with Bolt Logistics, "
            "and shareholders approved the merger. The company gave no details of the deal.",
        ]
    )
    assert [event.what for event in (*sport.events, *business.events)] == []


def test_both_sides_may_be_of_one_state(read: Read) -> None:
    """Police who arrest their own people act, and the people are acted on."""
    (record,) = read(["Turkish police arrested Turkish students in Ankara on Monday."])
    event = one(record, "COERCE")
    assert [party.role for party in event.participants] == ["actor", "recipient"]


def test_datelines_and_talk_of_places_are_no_setting(read: Read) -> None:
    """The day of a dateline is not the event's, nor what talks are about their place."""
    (record,) = read(
        ["OSLO, Oct 21 (Agency) - Turkey and Greece held talks on the war in Ukraine on Monday."]
    )
    event = one(record, "CONSULT")
    assert event.when is not None
    assert event.when.begin == "2025-10-20"
    assert event.where is None


def test_things_that_mean_something_else(read: Read) -> None:
    """Trade wars, exchanges for something, refusals to comment, and what is asked of nobody."""
    records = read(
        [
            "The trade war between Japan and China weighed on growth.",
            "In exchange, Kenya and Somalia got loans.",
            "The Chilean minister declined to comment.",
            "Hungary's minister insisted that the work was done.",
            "Poland's premier warned that winter was near.",
        ]
    )
    assert [event.what for record in records for event in record.events] == []


def test_what_a_party_must_do_is_demanded_of_it(read: Read) -> None:
    """Who says that another state must do something makes a demand."""
    (record,) = read(["Russia said on Tuesday that Sudan must return the helicopter."])
    event = one(record, "REQUEST")
    assert names(record, event, "actor") == {"Russia"}
    assert names(record, event, "recipient") == {"Sudan"}
