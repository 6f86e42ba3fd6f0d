"""Language: the only room that imports spaCy or onnxruntime. Text in, ``record.Parse`` out."""

from memcon.nlp import lean  # noqa: F401  # before anything imports spaCy
from memcon.nlp.language import Language
from memcon.nlp.parser import Parser

__all__ = ["Language", "Parser"]
