"""What gives an expression its value: the words alone, a date of the text, or publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from memcon.stages.times.scene import Scene

Read = Callable[[Scene], object]
"""An expression waiting for a scene."""


def find_anchor(read: Read, scene: Scene) -> str | None:
    """The first of what ``scene`` holds that gives the same value alone, in words.

    ``None`` where it takes the date of publication. Found by trying rather than by keeping
    account, so that no rule can name an anchor that it did not use.
    """
    value = read(scene)
    return next((words for words, alone in _alone(scene) if read(alone) == value), None)


def _alone(scene: Scene) -> Iterator[tuple[str, Scene]]:
    bare = Scene(None, direction=scene.direction)
    yield "as written", bare
    if scene.near:
        yield f"on {scene.near}", replace(bare, near=scene.near)
    for value in dict.fromkeys((scene.last, *scene.lasts.values())):
        if value:
            units = {unit: last for unit, last in scene.lasts.items() if last == value}
            yield f"counted from {value}", replace(bare, last=value, lasts=units)
