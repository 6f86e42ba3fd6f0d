"""Records as JSON lines, as ``memcon read`` writes them."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.export.material import Material
from memcon.record.codec import to_json


def lines(material: Material) -> Iterator[str]:
    """Each record whole, by the id of its article."""
    for record in material.read():
        yield to_json(record) + "\n"
