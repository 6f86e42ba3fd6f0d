"""``memcon serve`` says what is wrong before it listens, and shows the store that it is given."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from memcon.store import Writer
from tests import dossier
from tests.cli.conftest import Run


def test_a_store_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """Without a store there is nothing to show; the message says what makes one."""
    ran = run("serve", "--store", tmp_path / "none.db")
    assert ran.code == 1
    assert len(ran.complaints) == 1
    assert "memcon add" in ran.err


def test_other_machines_are_kept_out(run: Run, tmp_path: Path) -> None:
    """Without a password the desk does not listen to others."""
    ran = run("serve", "--store", tmp_path / "none.db", "--host", "0.0.0.0")  # noqa: S104
    assert ran.code == 2
    assert "this machine alone" in ran.err


def test_without_its_parts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the message says how to install it."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ran = run("serve", "--store", tmp_path / "none.db")
    assert ran.code == 1
    assert "memcon[web]" in ran.err


@pytest.mark.usefixtures("knowledge")
def test_the_store_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """The desk that is served has the reports of the store, on this machine alone."""
    store = _fill(tmp_path)
    served: dict[str, Any] = {}

    def look(server: uvicorn.Server, sockets: Sequence[socket.socket]) -> None:
        desk = TestClient(server.config.app, base_url="http://localhost")
        served["reports"] = desk.get("/reports.json").json()["reports"]
        (served["host"], served["port"]) = sockets[0].getsockname()

    monkeypatch.setattr(uvicorn.Server, "run", look)
    ran = run("serve", "--store", store, "--port", "0")
    assert (ran.code, served["host"], len(served["reports"])) == (0, "127.0.0.1", 2)
    assert f"http://127.0.0.1:{served['port']}/" in ran.err


def test_a_port_that_is_taken(run: Run, tmp_path: Path) -> None:
    """A port that another program listens on is named."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = run("serve", "--store", _fill(tmp_path), "--port", port)
    assert ran.code == 2
    assert port in ran.err


def _fill(folder: Path) -> str:
    store = str(folder / "memcon.db")
    with Writer.open(store) as writer:
        list(writer.add(list(dossier.records(2))))
    return store


def test_other_commands_load_no_server() -> None:
    """The command line starts without the parts of the desk."""
    parts = {"starlette", "uvicorn", "memcon.web"}
    code = f"import sys, memcon.cli; print(sorted({parts!r} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"
