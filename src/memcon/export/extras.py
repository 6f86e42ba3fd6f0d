"""Libraries that not every installation has."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from memcon.errors import UsageError


def load_extra(module: str, *, extra: str) -> Any:  # noqa: ANN401  # a module without types
    """A library of an optional part; raises ``UsageError`` that says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise UsageError(f"this needs {name}: pip install 'memcon[{extra}]'") from error
