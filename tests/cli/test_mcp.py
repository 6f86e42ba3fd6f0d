"""``memcon mcp`` says what is wrong before it speaks, and listens on this machine alone."""

from __future__ import annotations

import socket
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

HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "0"},
    },
}


def test_a_store_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """Without a store there is nothing to ask."""
    ran = run("mcp", "--store", tmp_path / "none.db")
    assert (ran.code, ran.out) == (1, "")
    assert "memcon add" in ran.err


def test_without_its_parts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the message says how to install it."""
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    ran = run("mcp", "--store", tmp_path / "none.db")
    assert ran.code == 2
    assert "memcon[mcp]" in ran.err


def test_over_http(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTP it answers on this machine alone, to its own names."""
    store = str(tmp_path / "memcon.db")
    with Writer.open(store) as writer:
        list(writer.add(list(dossier.records(2))))
    seen: dict[str, Any] = {}

    def look(server: uvicorn.Server, sockets: Sequence[socket.socket]) -> None:
        seen["host"], seen["port"] = sockets[0].getsockname()
        headers = {"Accept": "application/json, text/event-stream"}
        with TestClient(server.config.app, base_url=f"http://127.0.0.1:{seen['port']}") as desk:
            seen["hello"] = desk.post("/mcp", json=HELLO, headers=headers)
            seen["foreign"] = desk.post(
                "/mcp", json=HELLO, headers={**headers, "Host": "evil.example"}
            )
            seen["page"] = desk.post(
                "/mcp", json=HELLO, headers={**headers, "Origin": "https://evil.example"}
            )

    monkeypatch.setattr(uvicorn.Server, "run", look)
    ran = run("mcp", "--store", store, "--http", "--port", "0")
    assert (ran.code, seen["host"]) == (0, "127.0.0.1")
    assert f"http://127.0.0.1:{seen['port']}/mcp" in ran.err
    assert seen["hello"].json()["result"]["serverInfo"]["name"] == "memcon"
    assert seen["foreign"].status_code == 421
    assert seen["page"].status_code == 403
