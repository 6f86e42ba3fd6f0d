"""Knowledge that ships with memcon as YAML files beside the code that interprets it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

import yaml

from memcon.errors import ResourceError

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast one, where PyYAML was built with libyaml."""


def load_packaged(package: str, *path: str) -> Any:  # noqa: ANN401  # as the file has it
    """The content of one file of ``package``.

    Raises ``ResourceError`` that names the file where it is missing or damaged.
    """
    try:
        text = files(package).joinpath(*path).read_text("utf-8")
        return yaml.load(text, Loader=_LOADER)  # noqa: S506  # both loaders are safe
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ResourceError(f"{'/'.join(path)} is damaged: {error}") from error
