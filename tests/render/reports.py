"""A record with one of everything that a page shows, plain or with hostile words in every place."""

from __future__ import annotations

from dataclasses import replace

from memcon.record import BlockKind, Card, EntityKind, Fact, Record
from tests import factories as make

HOSTILE = (
    '"><script>alert(\'x\')</script><img src=http://e.example/x onerror="y">'
    "{{ 7*7 }}&lt;[b]x[/b] *y* [z](http://e.example)"
)


def full(word: str = "plain", **over: str | None) -> Record:
    """A report in which ``word`` stands in the text and in every string beside it."""
    paragraphs = (
        f"Talks {word} end",
        f"Ana {word} Ruiz told Oslo on Monday: “We {word} go on until June.”",
        f"A heading {word}",
        f"Nobody {word} has left, the ministry said.",
        "Logo",
        f"Glossary {word}",
    )
    report = make.article(
        "\n\n".join(paragraphs),
        BlockKind.HEADLINE,
        BlockKind.LEAD,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.BACKGROUND,
        title=f"Talks {word} end",
        site=f"The {word} Example",
        authors=(f"A. {word} Writer",),
        source=f"reports/{word}.txt",
        published="2025-10-22",
        published_from="given",
        **{"url": "https://example.org/report", **over},
    )
    report = replace(report, blocks=(*report.blocks[:4], report.blocks[5]))
    card = Card(f"A {word} envoy.", f"source {word}", None, "2025-10")
    name = f"Ana {word} Ruiz"
    person = make.entity(name, id=f"mc:{word}", description=f"envoy {word}", card=card)
    place = make.entity(f"Oslo {word}", EntityKind.CITY, id="Q585", card=card)
    first, second = (
        make.statement(
            report,
            f"“We {word} go on until June.”",
            source=name,
            cue="told",
            speaker=person.id,
            addressee=place.id,
            mode="direct",
            when="2025-10-20",
        ),
        make.statement(
            report,
            f"Nobody {word} has left",
            source="the ministry",
            cue="said",
            sourcing="anonymous",
        ),
    )
    facts: list[Fact] = [
        *(person, place, *make.linked(report, name, person.id)),
        *make.linked(report, "Oslo", "mc:norway", named=place.id),
        *(make.time(report, "Monday", "2025-10-20"), first, second),
    ]
    return make.record(report, facts)
