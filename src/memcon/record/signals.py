"""What the trained encoder saw, as plain columns (see ``nlp.encoder``)."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.record.facts import StatementClass
from memcon.record.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """An attribution as the trained encoder finds it, in code points of the article.

    ``source`` is empty where the text does not say; ``score`` is how sure it is, from 0 to 1;
    ``kind`` is the likeliest class of the cue with its probability.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float
    kind: tuple[StatementClass, float] | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A stretch of the text that the trained encoder labels, and how sure it is, from 0 to 1."""

    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the trained encoder says of an article beside what the language pipeline says.

    ``acting`` holds, for each token, the probability that a place's name there means who acts,
    not the place; ``happening``, for each sentence, types of event (PLOVER; YIELD is CONCEDE or
    RETREAT) with their probabilities, likeliest first. ``roles`` are actors and recipients.
    """

    attributed: tuple[Attributed, ...] = ()
    acting: tuple[float | None, ...] = ()
    places: tuple[Scored, ...] = ()
    happening: tuple[tuple[tuple[str, float], ...], ...] = ()
    roles: tuple[Scored, ...] = ()


NO_SIGNALS = Signals()
