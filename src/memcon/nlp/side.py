"""What the encoder says of each word beside statements: the columns of its `side` output.

`metonym`  log-odds that a place's name at this word means who acts there, not the place
`place`    scores of O, B and I: the word is none of, begins or goes on a place's name
`role`     scores of O, B and I of the actor and the recipient of the sentence's event
`class`    scores of a cue's class (speech, writing, thought, intention, act)
`weight`   how much the word says of the sentence's event; a softmax over the sentence weighs
`event`    the word's scores of the event types, to be so weighed and summed
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from memcon.record.facts import StatementClass

Floats = npt.NDArray[np.float32]

PLACES: Final = ("O", "B", "I")
ROLES: Final = ("O", "B-actor", "I-actor", "B-recipient", "I-recipient")
CLASSES: Final[tuple[StatementClass, ...]] = ("speech", "writing", "thought", "intention", "act")
QUADS: Final = {
    "none": "none",
    "AGREE": "verbal-coop",
    "CONSULT": "verbal-coop",
    "SUPPORT": "verbal-coop",
    "COOPERATE": "material-coop",
    "AID": "material-coop",
    "YIELD": "material-coop",
    "REQUEST": "verbal-conflict",
    "ACCUSE": "verbal-conflict",
    "REJECT": "verbal-conflict",
    "THREATEN": "verbal-conflict",
    "PROTEST": "material-conflict",
    "SANCTION": "material-conflict",
    "MOBILIZE": "material-conflict",
    "COERCE": "material-conflict",
    "ASSAULT": "material-conflict",
}
"""PLOVER types as the training data has them (YIELD: CONCEDE or RETREAT) and their quad class."""
EVENTS: Final = tuple(QUADS)

SIDE: Final = {
    "metonym": 1,
    "place": len(PLACES),
    "role": len(ROLES),
    "class": len(CLASSES),
    "weight": 1,
    "event": len(EVENTS),
}
"""Name and width of each group of columns, in order."""
WIDTH: Final = sum(SIDE.values())


def columns(name: str) -> slice:
    """Where the columns of a group lie."""
    names = list(SIDE)
    begin = sum(SIDE[other] for other in names[: names.index(name)])
    return slice(begin, begin + SIDE[name])


def pool_event(side: Floats) -> Floats:
    """Log-probabilities of `EVENTS` for the words [n, WIDTH] of one sentence."""
    weight = side[:, columns("weight")]
    share = np.exp(weight - weight.max())
    scores = (share / share.sum() * side[:, columns("event")]).sum(axis=0)
    high = scores.max()
    return np.asarray(scores - high - np.log(np.exp(scores - high).sum()), np.float32)


def to_probabilities(scores: Floats) -> Floats:
    """A softmax over the last axis."""
    high = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(high / high.sum(axis=-1, keepdims=True), np.float32)
