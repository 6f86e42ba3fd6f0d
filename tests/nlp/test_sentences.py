from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.nlp.sentences import join_sentences

# Words, with | where the parser would begin a sentence; then the same with what readers keep.
ROWS: tuple[tuple[str, str, str], ...] = (
    ("two sentences", "Talks failed . | He left .", "Talks failed . | He left ."),
    ("U.S. and low case", "The U.S. | envoy left .", "The U.S. envoy left ."),
    ("U.S. at the end", "He left the U.S. | Talks go on .", "He left the U.S. | Talks go on ."),
    ("D.C. and low case", "In D.C. | and Oslo .", "In D.C. and Oslo ."),
    ("initial", "George W. | Bush spoke .", "George W. Bush spoke ."),
    ("title", "Then Mr. | Rubio spoke .", "Then Mr. Rubio spoke ."),
    ("military title", "So Gen. | Lee spoke .", "So Gen. Lee spoke ."),
    ("number sign", "It was No. | 5 of ten .", "It was No. 5 of ten ."),
    ("closing mark alone", "“ We agree . | ” | He left .", "“ We agree . ” | He left ."),
    ("mark and low case", "“ Do we agree ? ” | he asked .", "“ Do we agree ? ” he asked ."),
    ("mark and capital", "“ We agree . ” | Talks go on .", "“ We agree . ” | Talks go on ."),
    ("bracket alone", "( He left . | )", "( He left . )"),
    ("bracket and low case", "( Oslo ) | was chosen .", "( Oslo ) was chosen ."),
    ("blank alone", "Talks failed . | \u00a0", "Talks failed . \u00a0"),
    ("low case after a stop", "Talks failed . | they said .", "Talks failed . | they said ."),
    ("joined twice", "The U.S. | and D.C. | too .", "The U.S. and D.C. too ."),
    ("one", "Talks", "Talks"),
)


def _read(row: str) -> tuple[list[str], list[int]]:
    words: list[str] = []
    starts = [0]
    for word in row.split(" "):
        if word == "|":
            starts.append(len(words))
        else:
            words.append(word)
    return words, starts


@pytest.mark.parametrize(
    ("proposed", "kept"), [pytest.param(before, after, id=name) for name, before, after in ROWS]
)
def test_boundaries_readers_would_keep(proposed: str, kept: str) -> None:
    """Boundaries after abbreviations, initials and closing marks are taken back, others stay."""
    words, starts = _read(proposed)
    assert list(join_sentences(words, starts)) == _read(kept)[1]


def test_no_words_have_no_sentences() -> None:
    """A block without tokens has no sentence."""
    assert join_sentences([], []) == ()


@given(st.lists(st.sampled_from(["a", "B", "”", ".", "U.S.", "W.", "Mr.", " "]), max_size=20),
       st.data())  # fmt: skip
def test_boundaries_are_only_ever_taken_back(words: list[str], data: st.DataObject) -> None:
    """What is kept is a part of what was proposed, in order, with the first always there."""
    later = st.integers(1, max(1, len(words) - 1))
    drawn = data.draw(st.sets(later)) if len(words) > 1 else set()
    starts = [0, *sorted(drawn)] if words else []
    kept = join_sentences(words, starts)
    assert [start for start in starts if start in kept] == list(kept)
    assert kept[:1] == tuple(starts[:1])
