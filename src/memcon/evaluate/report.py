"""``docs/accuracy.md``: one section per task, memcon's figures beside those of peers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from memcon.evaluate.suite import GoldSet, Peer, Section
from memcon.evaluate.task import Measurement, Subject, measure

INTRODUCTION: Final = """\
# Accuracy

Written by `make accuracy` (`memcon evaluate report GOLD_DIR`); do not edit. It holds no date: the
same code, knowledge base and gold give the same page.

The gold sets are research corpora that are not part of memcon; their texts are neither shipped
nor copied. Every set named here was open to memcon's developers, so **these are figures of
development**: each section says what a set was used for. The test halves of these sets and some
further sets are kept elsewhere; nothing was trained or tuned on them.

**How to read it.** *Precision* is the share of what memcon found that is right, *recall* the share
of what people annotated that memcon found, and *F1* their harmonic mean. All are between 0 and 1
and are counted over all texts of a set together. A text that could not be read counts as one
in which nothing was found. Peers stand beside memcon only where they were measured on the same
data; what they reach on other data is listed below each table. Their figures are those in the
notes that come with the gold sets ("gold notes"), which name measured and published ones.
"""


Measured = Mapping[tuple[str, str], Measurement]
"""Measurements by task and by the path of the set, which several tasks may share."""


def measure_sections(sections: Iterable[Section], folder: Path, subject: Subject) -> Measured:
    """The measurements of every set below ``folder``."""
    return {
        (section.task, chosen.gold): measure(section.task, folder / chosen.gold, subject)
        for section in sections
        for chosen in section.sets
    }


def to_markdown(sections: Sequence[Section], measured: Measured, peers: Sequence[Peer]) -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for section in sections:
        own = [peer for peer in peers if peer.task == section.task]
        parts.append("\n".join(_section(section, measured, own)))
    parts.append("\n".join(_made_by(measured.values())))
    return "\n".join(parts)


def _section(section: Section, measured: Measured, peers: Sequence[Peer]) -> Iterator[str]:
    yield f"## {section.title} (`memcon evaluate {section.task}`)\n"
    yield f"{section.about}\n"
    yield "| set | measure | memcon | peers on the same data |"
    yield "|---|---|---|---|"
    for chosen in section.sets:
        yield from _rows(section, chosen, measured[section.task, chosen.gold], peers)
    yield "\nWhat the measures mean:\n"
    yield from (f"- **{label}**: {means}" for label, means in section.measures.values())
    yield "\nThe sets:\n"
    yield from (_described(one, measured[section.task, one.gold]) for one in section.sets)
    elsewhere = [peer for peer in peers if peer.gold is None]
    if elsewhere:
        yield "\nPeers on other data, for orientation:\n"
        yield from (_elsewhere(peer, section) for peer in elsewhere)
    yield ""


def _rows(
    section: Section, chosen: GoldSet, measured: Measurement, peers: Sequence[Peer]
) -> Iterator[str]:
    """One row a measure; the set is named in the first."""
    called = chosen.name
    for name in chosen.shows:
        label, _ = section.measures[name]
        beside = "; ".join(
            f"{peer.who} {peer.figures[name]:.3f}"
            for peer in peers
            if peer.gold == chosen.gold and name in peer.figures
        )
        yield f"| {called} | {label} | {measured.score.figures[name]:.3f} | {beside or '–'} |"
        called = ""


def _described(chosen: GoldSet, measured: Measurement) -> str:
    """Size and use of a set."""
    gold = measured.score.counts["gold"]
    size = f"{measured.items:,} items" + (f", {gold:,} in gold" if gold != measured.items else "")
    unread = f"; {measured.unread} of them could not be read" if measured.unread else ""
    return f"- **{chosen.name}** (`{chosen.gold}`): {size}{unread}. {chosen.used}"


def _elsewhere(peer: Peer, section: Section) -> str:
    figures = ", ".join(
        f"{section.measures[name][0] if name in section.measures else name} {value:.3f}"
        for name, value in peer.figures.items()
    )
    return f"- {peer.who}, {peer.data} ({peer.source}): {figures}"


def _made_by(measurements: Iterable[Measurement]) -> Iterator[str]:
    """What read the texts; the same for every set that was read."""
    made_by = next((one.made_by for one in measurements if one.made_by), {})
    yield "## What was measured\n"
    yield from (f"- {name}: {version}" for name, version in sorted(made_by.items()))
    yield ""
