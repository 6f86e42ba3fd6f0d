from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from memcon.errors import ResourceError
from memcon.nlp.encoder import (
    LINKER_FILE,
    MODEL_FILE,
    MODEL_FOLDER,
    TOKENIZER_FILE,
    Decoder,
    Encoder,
    Found,
)
from memcon.nlp.pieces import WINDOW
from memcon.nlp.side import WIDTH

FILES: Final = (MODEL_FILE, TOKENIZER_FILE, LINKER_FILE)
REPORT: Final = (
    "The envoys met in Oslo on Friday. “The talks go on until June,” Ana Ruiz, the envoy of Peru, "
    "said. “Nobody has left the table.”\n\nHaddad said that the border would stay closed."
)
OTHERS: Final = (
    "Berg left.",
    "“No,” she said.\n\n“We have waited for years,” said the minister, “and nobody came.”",
    "According to two diplomats, the plan was dead. " * 40,
    "",
)
MARKS: Final = "ab Ruiz said that “”„«»‹›‘’'\"`—-:,.?!()\n\t\u00a0\u200b🕊é"
ANY: Final = st.text(alphabet=MARKS, max_size=300) | st.text(max_size=60)


@pytest.fixture(scope="module")
def model() -> Encoder:
    """The model that ships with memcon."""
    return Encoder.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model's files that a test may spoil."""
    for name in FILES:
        shutil.copy(MODEL_FOLDER / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    """Each file is needed; the error says which is missing and what to do."""
    (folder / name).unlink()
    with pytest.raises(ResourceError, match=rf"{name} cannot be read .*install memcon again"):
        Encoder.load(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """Without its folder the model is missing, not damaged."""
    with pytest.raises(ResourceError, match=r"nowhere.* cannot be read .*install memcon again"):
        Encoder.load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_one_changed_byte_is_found(name: str, folder: Path) -> None:
    """A file that is not the one that was trained is refused before it is used."""
    path = folder / name
    spoiled = bytearray(path.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    path.write_bytes(spoiled)
    with pytest.raises(ResourceError, match=rf"{name} is damaged: its sha256 is \w+…, not \w+…"):
        Encoder.load(folder)


@pytest.mark.parametrize("words", ["", "{", "{}", '{"sha256": {}}', "\x00"])
def test_a_damaged_linker_is_refused(words: str, folder: Path) -> None:
    """The file of sums must be JSON, and hold the sums."""
    (folder / LINKER_FILE).write_text(words, "utf-8")
    with pytest.raises(ResourceError, match=r"linker\.json is damaged"):
        Encoder.load(folder)


def test_a_linker_that_is_no_object_is_refused(folder: Path) -> None:
    """JSON of another shape is damage as well."""
    (folder / LINKER_FILE).write_text("[]", "utf-8")
    with pytest.raises(ResourceError, match=r"linker\.json is damaged"):
        Encoder.load(folder)


def test_a_linker_of_another_version_is_refused(folder: Path) -> None:
    """Right sums do not help where a table is wanting."""
    path = folder / LINKER_FILE
    data = json.loads(path.read_text("utf-8"))
    del data["transitions"]
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ResourceError, match=r"linker\.json is damaged|cannot be loaded"):
        Encoder.load(folder)


def test_a_copy_reads_like_the_original(folder: Path, model: Encoder) -> None:
    """Where the files lie makes no difference."""
    assert Encoder.load(folder).find([REPORT]) == model.find([REPORT])


def _quotes(text: str, found: Sequence[Found]) -> list[tuple[str, str, str]]:
    parts = ([text[s:e] for s, e in part] for one in found for part in _parts(one))
    joined = [" … ".join(part) for part in parts]
    return list(zip(joined[::3], joined[1::3], joined[2::3], strict=True))


def _parts(found: Found) -> tuple[tuple[tuple[int, int], ...], ...]:
    return (found.source, found.cue, found.content)


def test_it_finds_who_said_what(model: Encoder) -> None:
    """A plain report is read as readers would."""
    (found,) = model.find([REPORT])
    ruiz, haddad = _quotes(REPORT, found)
    assert (ruiz[0].rstrip(","), ruiz[1]) == ("Ana Ruiz, the envoy of Peru", "said")
    assert "The talks go on until June" in ruiz[2]
    assert (haddad[0], haddad[1]) == ("Haddad", "said")
    assert "the border would stay closed" in haddad[2]


def test_no_texts(model: Encoder) -> None:
    """Nothing in, nothing out."""
    assert model.find([]) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\u00a0\u200b", "“", "”", "“”" * 40, "\"'‘’«»„", "…—:"]
)
def test_texts_without_words(text: str, model: Encoder) -> None:
    """A text without words is read without an error, and nobody says anything in it."""
    assert model.find([text]) == [()]
    first, second, third = model.find([text, REPORT, text])
    assert (first, third) == ((), ())
    assert [one.cue for one in second] == [one.cue for one in model.find([REPORT])[0]]


def test_a_word_without_end(model: Encoder) -> None:
    """One "word" of a hundred thousand letters is cut short for the encoder, not refused."""
    assert len(model.find(["a" * 100_000, "“" + "b" * 5000 + "” said Ruiz."])) == 2


@given(st.lists(ANY, max_size=3))
@settings(max_examples=25)
def test_offsets_lie_in_the_text(model: Encoder, texts: list[str]) -> None:
    """Whatever the text: parts lie in it, are not empty, in order, and hold words' own edges."""
    for text, found in zip(texts, model.find(texts, least=0.0), strict=True):
        for one in found:
            assert 0 <= one.score <= 1
            assert one.content
            assert one.cue
            for part in _parts(one):
                assert all(0 <= start < end <= len(text) for start, end in part)
                assert list(part) == sorted(part)
                assert all(text[start:end] == text[start:end].strip() for start, end in part)


def test_a_text_alone_and_among_others(model: Encoder) -> None:
    """What is read out of a text does not hang on what is read beside it."""
    alone = [model.find([text])[0] for text in (*OTHERS, REPORT)]
    assert model.find([*OTHERS, REPORT]) == alone
    assert model.find([REPORT, *reversed(OTHERS)]) == [alone[-1], *reversed(alone[:-1])]


def test_twice_the_same(model: Encoder) -> None:
    """Two runs, and two loads, give the same to the digit."""
    assert model.find([REPORT]) == model.find([REPORT]) == Encoder.load().find([REPORT])


def test_the_least_score_only_filters(model: Encoder) -> None:
    """A lower bound of the score leaves out what is below it, and changes nothing else."""
    (every,) = model.find([REPORT + OTHERS[1]], least=0.0)
    (some,) = model.find([REPORT + OTHERS[1]], least=0.8)
    assert some == tuple(found for found in every if found.score >= 0.8)
    assert model.find([REPORT], least=1.1) == [()]


class _Silent:
    """A session that sees nothing, and remembers the shapes that it was given."""

    def __init__(self, decoder: Decoder) -> None:
        self.shapes: list[tuple[int, ...]] = []
        self._labels = len(decoder.bias)

    def run(
        self, names: None, inputs: Mapping[str, npt.NDArray[np.int64]]
    ) -> Sequence[npt.NDArray[np.float32]]:
        """Outputs of zeros."""
        self.shapes.append(inputs["ids"].shape)
        shape = (1, len(inputs["kept"]))
        return [np.zeros((*shape, size), np.float32) for size in (self._labels, 96, 96, WIDTH)]


def test_a_long_text_goes_through_window_by_window() -> None:
    """However long the text, the encoder sees no more than a window at once."""
    data: dict[str, Any] = json.loads((MODEL_FOLDER / LINKER_FILE).read_text("utf-8"))
    decoder = Decoder.from_json(data)
    silent = _Silent(decoder)
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = Encoder(silent, tokenizer, decoder)
    (outputs,) = model.read_outputs(["Ruiz said that the talks go on until June. " * 20_000])
    assert len(outputs.words) == 200_000
    assert {rows for rows, _ in silent.shapes} == {1}
    assert max(width for _, width in silent.shapes) <= WINDOW + 2
    assert sum(rows for rows, _ in silent.shapes) < 200_000 / 100


def test_a_long_text_is_read_to_its_end(model: Encoder) -> None:
    """Windows leave no gap: the last of many statements is found like the first."""
    filler = "The hall was empty and the rain fell on the roofs of the town. "
    text = f"“The talks go on,” Ruiz said. {filler * 300}\n\n“The border is shut,” Haddad said."
    (found,) = model.find([text])
    first, *_, last = _quotes(text, found)
    assert first[0] == "Ruiz"
    assert last[0] == "Haddad"
