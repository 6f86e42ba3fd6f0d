"""The published pipeline's own components, or what gives the same in less time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler, DependencyParser, Lemmatizer, Tagger, Tok2Vec
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from memcon.nlp.kinds import Classes, Floats
from memcon.nlp.names import Names, can_stand_for
from memcon.nlp.vectors import WordVectors, is_known

Text = Sequence[str]
"""The pieces of one text that are computed together."""
STAND_FOR: tuple[tuple[str, type], ...] = (
    ("tok2vec", Tok2Vec),
    ("tagger", Tagger),
    ("parser", DependencyParser),
    ("attribute_ruler", AttributeRuler),
    ("lemmatizer", Lemmatizer),
)


class Stock:
    """A pipeline as it is."""

    def __init__(self, pipeline: Language, *, batch: int) -> None:
        self._pipeline, self._batch = pipeline, batch

    def docs(self, texts: Sequence[Text]) -> Iterator[Doc]:
        """A document for each piece of the texts, in order."""
        return self._pipeline.pipe(chain.from_iterable(texts), batch_size=self._batch)


class Quick:
    """A pipeline of which only tokeniser, tagger and parser run as they are.

    The documents are those of the pipeline. What a text gives hangs on its own pieces alone.
    """

    def __init__(self, pipeline: Language) -> None:
        parts: dict[str, Any] = dict(pipeline.pipeline)
        self._make = pipeline.make_doc
        self._vectors = WordVectors(parts["tok2vec"].model, pipeline.vocab)
        self._trees = (parts["tagger"], parts["parser"])
        self._classes = Classes(parts["attribute_ruler"], parts["lemmatizer"])
        self._names = Names(parts["ner"])
        self._libraries = ThreadpoolController()

    def docs(self, texts: Sequence[Text]) -> Iterator[Doc]:
        """A document for each piece of the texts, in order."""
        with self._libraries.limit(limits=1, user_api="blas"):
            return iter(self._annotated([[self._make(piece) for piece in text] for text in texts]))

    def _annotated(self, texts: Sequence[Sequence[Doc]]) -> list[Doc]:
        for docs, vectors in zip(texts, self._vectors.rows(texts), strict=True):
            _set_vectors(docs, vectors)
        listed = list(chain.from_iterable(texts))
        for part in self._trees:
            part.set_annotations(listed, part.predict(listed))
        self._classes.annotate(listed)
        self._names.annotate(texts)
        return listed


def _set_vectors(docs: Sequence[Doc], rows: Floats) -> None:
    """Where tagger and parser look for them."""
    first = 0
    for doc in docs:
        doc.tensor = rows[first : first + len(doc)]  # type: ignore[assignment]  # any array
        first += len(doc)


def quickest(pipeline: Language, *, batch: int) -> Stock | Quick:
    """What gives the documents of a pipeline in the least time."""
    parts: list[tuple[str, Any]] = pipeline.pipeline
    known = len(parts) == len(STAND_FOR) + 1 and all(
        name == wanted and isinstance(part, kind)
        for (name, part), (wanted, kind) in zip(parts, STAND_FOR, strict=False)
    )
    if known and is_known(parts[0][1].model) and can_stand_for(parts[-1][1]):
        return Quick(pipeline)
    return Stock(pipeline, batch=batch)
