"""Times: a TIMEX3 tagger and normaliser. Rules are data (``codebook/times``); this interprets."""

from __future__ import annotations

from memcon.record import Time
from memcon.stage import Finder, Stage, each
from memcon.stages.times.finder import find_times


def _build(_: object) -> Finder:
    return each(find_times)


TIMES: Stage[object] = Stage(name="times", version=6, reads=(), writes=(Time,), build=_build)

__all__ = ["TIMES", "find_times"]
