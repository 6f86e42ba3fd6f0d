"""Loads the packages of the extra ``memcon[kb]``, which only a build needs."""

from __future__ import annotations

import importlib
import importlib.metadata
from typing import Any

from memcon.errors import ResourceError


def load_package(name: str) -> Any:  # noqa: ANN401 - an untyped package
    """A package of the extra ``memcon[kb]``; raises ``ResourceError`` where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ResourceError(
            f"building the knowledge base needs {name}: pip install 'memcon[kb]'"
        ) from error


def version_of(distribution: str) -> str:
    """The installed version of a distribution; raises ``ResourceError`` where it is missing."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError as error:
        raise ResourceError(
            f"building the knowledge base needs {distribution}: pip install 'memcon[kb]'"
        ) from error
