"""A briefing with a line of every kind, plain or with hostile words in every place."""

from __future__ import annotations

from typing import Final

from memcon.render.briefing import Briefing, Gloss, Line, Part, Passage, Section, Source

URL: Final = "https://post.example/1"


def full(word: str = "plain", *, url: str | None = URL) -> Briefing:
    """A briefing in which ``word`` stands in every text."""
    passage = Passage(
        words=f"He {word} left.", article="a", start=0, glosses=(Gloss(2, f"Ana {word}"),)
    )
    told = Part(text=f"They {word} met", cites=("a", "b"))
    said = Part(label=f"Ana {word}", quote=passage, cites=("a",))
    return Briefing(
        title=f"Norland {word}",
        subtitle=f"Briefing {word}",
        as_of="2024-03-01",
        asked={"who": word},
        sections=(
            Section(
                title=f"The situation {word}",
                lines=(
                    Line(parts=(told,), day=f"1 Mar {word}", group=f"Held {word}"),
                    Line(parts=(said,), head=f"Ana {word}"),
                ),
                left_out=2,
                note=f"As of {word}.",
            ),
            Section(
                title=f"Who wants what {word}",
                lines=tuple(
                    Line(parts=(said,), day=f"2 Mar {word}", group=f"{issue} {word}")
                    for issue in ("Borders", "Borders", "Ceasefire")
                ),
                columns=(f"Issue {word}", "Date", "Words"),
            ),
        ),
        sources=(
            _source("a", 1, word, url),
            _source("b", 2, word, None, copy_of="a"),
        ),
        note=f"A note {word}",
    )


def _source(
    key: str, number: int, word: str, url: str | None, *, copy_of: str | None = None
) -> Source:
    return Source(
        key=key,
        number=number,
        outlet=f"Post {word}",
        title=f"Title {word}",
        date="2024-03-01",
        day="1 Mar 2024",
        url=url,
        copy_of=copy_of,
    )


def empty() -> Briefing:
    """A briefing that has nothing to say."""
    return Briefing(
        title="Norland", subtitle="Nothing fits.", as_of=None, asked={}, sections=(), sources=()
    )
