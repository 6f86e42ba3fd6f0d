"""What stands for spaCy's components gives what they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from memcon.ingest import sources
from memcon.nlp.kinds import Embedding
from memcon.nlp.pipeline import load_pipeline
from memcon.nlp.quick import Quick, Stock, quickest
from memcon.record import Article

EXAMPLES = Path(__file__).parents[2] / "examples"
EVERYTHING = (
    *("ORTH", "NORM", "IDX", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"),
    *("ENT_IOB", "ENT_TYPE"),
)
NEIGHBOURS = (
    "There is no deal. Let's go, y'all: I'm gonna sign it.",
    "There were talks in Oslo; it ain't over, and they got ta leave.",
)
WORDS = st.sampled_from(
    ["Oslo", "Anna", "Berg", "Berg's", "said", "that", "there", "is", "$", "5", "million", "on",
     "Monday", ".", ",", " ", "the", "United", "Nations", "“", "”", "\n", "gonna", "U.S.", "don't"]
)  # fmt: skip


@pytest.fixture(scope="module")
def bare() -> Language:
    """The pipeline as it was published."""
    return load_pipeline()


@pytest.fixture(scope="module")
def quick(bare: Language) -> Quick:
    """What stands for it."""
    found = quickest(bare, batch=64)
    assert isinstance(found, Quick)
    return found


def _same(found: Iterable[Doc], expected: Iterable[Doc]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one.text == other.text
        assert np.array_equal(one.to_array(list(EVERYTHING)), other.to_array(list(EVERYTHING)))


def _paragraphs(number: int) -> list[list[str]]:
    articles = [item for item in sources([str(EXAMPLES)]) if isinstance(item, Article)]
    return [
        [article.quote(block.span) for block in article.blocks if block.kind.is_reporting]
        for article in articles[:number]
    ]


def test_reports_are_annotated_as_by_the_pipeline(bare: Language, quick: Quick) -> None:
    """Every attribute of every token of real paragraphs is the same."""
    texts = _paragraphs(4)
    assert sum(map(len, texts)) > 40
    _same(quick.docs(texts), bare.pipe(piece for text in texts for piece in text))


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_rules_about_neighbours_hold(text: str, bare: Language, quick: Quick) -> None:
    """Words whose part of speech or lemma hangs on the word beside them are as they were."""
    _same(quick.docs([[text]]), [bare(text)])


@given(st.lists(WORDS, min_size=1, max_size=30).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_any_words_are_annotated_alike(bare: Language, quick: Quick, text: str) -> None:
    """Names that begin anywhere, white space and broken sentences make no difference."""
    _same(quick.docs([[text]]), [bare(text)])


def test_a_text_does_not_hang_on_its_neighbours(quick: Quick) -> None:
    """The vectors of a text are the same to the last bit alone and among others."""
    texts = _paragraphs(3)
    together = [doc.tensor for doc in quick.docs(texts)]
    alone = [doc.tensor for text in texts for doc in quick.docs([text])]
    assert all(map(np.array_equal, together, alone))


def test_what_is_forgotten_is_computed_again(bare: Language) -> None:
    """A memory too small for the words of a text gives the same vectors, and stays bounded."""
    model = bare.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    docs = [[bare.make_doc(text)] for text in (*NEIGHBOURS, *NEIGHBOURS)]
    expected = Embedding(model, bare.vocab).rows(docs)
    small = Embedding(model, bare.vocab, most=20)
    for one, wanted in zip(docs, expected, strict=True):
        assert np.array_equal(next(small.rows([one])), wanted)
        assert len(small._places) <= 20


def test_an_unknown_pipeline_runs_as_it_is() -> None:
    """A pipeline of other parts is not replaced."""
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    found = quickest(blank, batch=2)
    assert isinstance(found, Stock)
    texts: Sequence[Sequence[str]] = (("One. Two.", "Three."), (), ("Four.",))
    assert [doc.text for doc in found.docs(texts)] == ["One. Two.", "Three.", "Four."]
