"""A linear-chain conditional random field in numpy: best paths and marginals of many texts.

Method: Lafferty, McCallum & Pereira, "Conditional Random Fields", ICML 2001.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
NEVER = -1e4


def make_mask() -> Floats:
    """[from, to], 0 where a label may follow another and `NEVER` where it may not.

    I of a role follows only B or I of the same role.
    """
    mask = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for column in (2, 4, 6):
        mask[:, column] = NEVER
        mask[column - 1 : column + 1, column] = 0.0
    return mask


def decode(emissions: Sequence[Floats], transitions: Floats) -> list[tuple[Ints, Floats]]:
    """The best labels [n] and the log marginals [n, 7] for each text's emissions [n, 7].

    `transitions` [from, to] must hold the mask already; a text never begins with I.
    """
    out: list[tuple[Ints, Floats]] = []
    for begin in range(0, len(emissions), 32):
        out.extend(_decode_batch(emissions[begin : begin + 32], transitions))
    return out


def _decode_batch(emissions: Sequence[Floats], transitions: Floats) -> list[tuple[Ints, Floats]]:
    lengths = [len(one) for one in emissions]
    longest = max(lengths, default=0)
    if longest == 0:
        return [(np.zeros(0, np.int64), np.zeros((0, len(LABELS)), np.float32)) for _ in emissions]
    padded = np.zeros((longest, len(emissions), len(LABELS)), np.float32)
    for column, one in enumerate(emissions):
        padded[: len(one), column] = one
        if len(one):
            padded[0, column, 2::2] += NEVER
    best, back = _run_viterbi(padded, transitions)
    forward, backward = _run_sums(padded, transitions, lengths)
    out = []
    for column, length in enumerate(lengths):
        path = _trace(best[:, column], back[:, column], length)
        total = forward[:length, column] + backward[:length, column]
        high = total.max(axis=-1, keepdims=True) if length else total
        norm = high + np.log(np.exp(total - high).sum(axis=-1, keepdims=True)) if length else total
        out.append((path, (total - norm).astype(np.float32)))
    return out


def _run_viterbi(padded: Floats, transitions: Floats) -> tuple[Floats, Ints]:
    best = np.empty_like(padded)
    back = np.zeros(padded.shape, np.int64)
    best[0] = padded[0]
    for step in range(1, len(padded)):
        scores = best[step - 1][:, :, None] + transitions
        back[step] = scores.argmax(axis=1)
        best[step] = scores.max(axis=1) + padded[step]
    return best, back


def _trace(best: Floats, back: Ints, length: int) -> Ints:
    path = np.zeros(length, np.int64)
    if length:
        path[-1] = int(best[length - 1].argmax())
    for step in range(length - 1, 0, -1):
        path[step - 1] = back[step, path[step]]
    return path


def _run_sums(padded: Floats, transitions: Floats, lengths: Sequence[int]) -> tuple[Floats, Floats]:
    """Log sums over all paths that end (with the emission) or go on (without it) at each label."""
    weights = np.exp(transitions)
    forward = np.empty_like(padded)
    backward = np.zeros_like(padded)
    forward[0] = padded[0]
    for step in range(1, len(padded)):
        high = forward[step - 1].max(axis=1, keepdims=True)
        sums = np.exp(forward[step - 1] - high) @ weights
        forward[step] = np.log(np.maximum(sums, 1e-30)) + high + padded[step]
    ends = np.asarray(lengths)
    for step in range(len(padded) - 2, -1, -1):
        after = backward[step + 1] + padded[step + 1]
        high = after.max(axis=1, keepdims=True)
        sums = np.log(np.maximum(np.exp(after - high) @ weights.T, 1e-30)) + high
        backward[step] = np.where((ends > step + 1)[:, None], sums, 0.0)
    return forward, backward


def find_spans(labels: Ints, role: str) -> list[tuple[int, int]]:
    """Half-open word ranges of one role in a label sequence."""
    begin = 2 * ROLES.index(role) + 1
    spans: list[tuple[int, int]] = []
    for place in np.flatnonzero((labels == begin) | (labels == begin + 1)).tolist():
        if labels[place] == begin or not spans or spans[-1][1] != place:
            spans.append((place, place + 1))
        else:
            spans[-1] = (spans[-1][0], place + 1)
    return spans
