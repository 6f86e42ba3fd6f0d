"""Settings: the only reader of ``memcon.toml`` and of the environment.

Order of precedence: what a command line or caller gives, then ``MEMCON_…`` variables, then
``memcon.toml`` in the working directory, then the defaults below.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from memcon.errors import UsageError

FILE: Final = "memcon.toml"
ENV_PREFIX: Final = "MEMCON_"


class Settings(BaseSettings):
    """Everything a user can set; frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, toml_file=FILE, frozen=True, extra="forbid"
    )

    pipeline: str | None = Field(
        default=None,
        description="name of an installed spaCy pipeline (en_core_web_…) to use "
        "instead of the one memcon installs",
    )
    kb: Path | None = Field(
        default=None,
        description="folder of what you added to the built-in knowledge base, "
        "or a file to use instead of it",
    )
    issues: Path | None = Field(
        default=None, description="YAML file with issues of your own for positions"
    )
    store: str = Field(
        default="memcon.db",
        description="where the dossier is kept: a file, or a postgresql:// address",
    )
    author: str | None = Field(
        default=None, description="who signs corrections; by default the user of the machine"
    )
    batch_words: int = Field(
        default=20_000, ge=1, description="words parsed and read together; bounds memory"
    )
    jobs: int = Field(default=1, ge=1, description="processes that read side by side")
    threads: int = Field(
        default=2, ge=1, description="threads that the encoder uses; one in each of many processes"
    )
    max_bytes: int = Field(
        default=20_000_000, ge=1, description="largest source that is read, in bytes"
    )
    timeout_s: float = Field(
        default=20.0, gt=0, description="longest time to fetch one URL, in seconds"
    )
    user_agent: str = Field(
        default="memcon/0.1 (+https://pypi.org/project/memcon/)",
        description="how memcon names itself to web servers",
    )
    password_hash: str | None = Field(
        default=None,
        description="hash of the password of the desk, as memcon serve --hash-password prints it",
    )
    robots: bool = Field(default=True, description="honour robots.txt when fetching URLs")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Caller first, then environment, then ``memcon.toml``."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**given: Any) -> Settings:  # noqa: ANN401  # one keyword per field, checked below
    """The settings in force; values in ``given`` that are ``None`` are as if not given.

    Raises ``UsageError`` that names the field when a value does not fit, and the file when it
    cannot be read.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"setting {field}: {first['msg']}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{FILE} cannot be read: {error}") from error
