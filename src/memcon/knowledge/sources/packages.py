"""Loads the packages of the extra ``memcon[kb]``, which only a build needs."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from pathlib import Path
from typing import Any

from memcon.errors import ResourceError


def load_package(name: str) -> Any:  # noqa: ANN401 - an untyped package
    """A package of the extra ``memcon[kb]``; raises ``ResourceError`` where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise _missing(name) from error


def version_of(distribution: str) -> str:
    """The installed version of a distribution; raises ``ResourceError`` where it is missing."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError as error:
        raise _missing(distribution) from error


def folder_of(name: str) -> Path:
    """Where a package lies, without running it; raises ``ResourceError`` where it is missing."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise _missing(name)
    return Path(spec.origin).parent


def _missing(name: str) -> ResourceError:
    return ResourceError(f"building the knowledge base needs {name}: pip install 'memcon[kb]'")
