"""What happened: events with a type, a status, parties, time and place."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.codebook.event_weights import load_weights
from memcon.record import Entity, Event, Fact, Link, Mention, Reading, Statement, Time
from memcon.stage import Finder, Stage, each
from memcon.stages.events.candidates import find_candidates
from memcon.stages.events.describe import describe
from memcon.stages.events.learned import weigh
from memcon.stages.events.merging import merge
from memcon.stages.events.scene import Scene
from memcon.stages.events.untold import find_untold

__all__ = ["EVENTS", "find_events"]


def find_events(reading: Reading) -> Iterable[Fact]:
    """The events of one reading, in order of the text."""
    scene = Scene.of(reading)
    weights = load_weights()
    weighed = weigh(scene, find_candidates(scene), weights)
    candidates = (*weighed, *find_untold(scene, weighed, weights))
    return [describe(scene, one) for one in merge(scene, candidates)]


def _build(_: object) -> Finder:
    return each(find_events)


EVENTS: Stage[object] = Stage(
    name="events",
    version=5,
    reads=(Entity, Mention, Link, Time, Statement),
    writes=(Event,),
    build=_build,
)
