"""``memcon`` as a user calls it, but in this process: parts that are slow to load stay loaded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Ran:
    """What one call of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs ``memcon`` in this process as its entry point does, outputs as in a pipe."""
    from memcon.cli import main

    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["memcon", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfdbinary.readouterr()
        code = left.value.code if isinstance(left.value.code, int) else int(bool(left.value.code))
        return Ran(code, out.decode(), err.decode())

    return call
