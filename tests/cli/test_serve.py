"""``memcon serve`` says what is wrong before it listens, and shows the store that it is given."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from memcon.cli.serve import listen
from memcon.store import Writer
from memcon.web.password import Hashed
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


def _type(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{words}\n"))


def test_a_password_becomes_a_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of a password is printed as the line of a settings file, not the password."""
    _type(monkeypatch, "correct horse battery")
    ran = run("serve", "--hash-password")
    assert ran.code == 0
    assert "horse" not in ran.out
    hashed = tomllib.loads(ran.out)["password_hash"]
    assert Hashed.read(hashed).fits("correct horse battery")


@pytest.mark.parametrize("words", ["", "short"])
def test_weak_passwords_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """A password that is too short opens no desk."""
    _type(monkeypatch, words)
    ran = run("serve", "--password")
    assert ran.code == 2
    assert "characters" in ran.err


def _serve(monkeypatch: pytest.MonkeyPatch, seen: dict[str, Any]) -> None:
    """Instead of serving, keep a browser at the desk, and where it listens, in ``seen``."""

    def look(server: uvicorn.Server, sockets: Sequence[socket.socket]) -> None:
        seen["host"], seen["port"] = sockets[0].getsockname()
        app = server.config.app
        desk = TestClient(app, base_url="http://localhost", follow_redirects=False)
        seen["first"] = desk.get("/")
        seen["add"] = desk.get("/add").status_code
        hosts = ("192.0.2.7:8470", "desk.example", "evil.example")
        seen["hosts"] = [desk.get("/", headers={"Host": one}).status_code for one in hosts]

    monkeypatch.setattr(uvicorn.Server, "run", look)


@pytest.mark.usefixtures("knowledge")
def test_with_a_password_others_may_ask(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a password the desk listens where it is told to, and answers to addresses and names."""
    seen: dict[str, Any] = {}
    _serve(monkeypatch, seen)
    _type(monkeypatch, "correct horse battery")
    arguments = ("--host", "0.0.0.0", "--port", "0", "--password", "--name", "desk.example")  # noqa: S104
    ran = run("serve", "--store", _fill(tmp_path), *arguments)
    assert (ran.code, seen["host"]) == (0, "0.0.0.0")  # noqa: S104
    assert seen["first"].headers["location"] == "/login?to=%2F"
    assert seen["hosts"] == [303, 303, 421]


@pytest.mark.usefixtures("knowledge")
def test_the_password_may_be_a_setting(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash in the settings is asked for as well; what is no hash is told."""
    seen: dict[str, Any] = {}
    _serve(monkeypatch, seen)
    monkeypatch.setenv("MEMCON_PASSWORD_HASH", str(Hashed.of("correct horse battery")))
    assert run("serve", "--store", _fill(tmp_path), "--port", "0").code == 0
    assert seen["first"].status_code == 303
    monkeypatch.setenv("MEMCON_PASSWORD_HASH", "correct horse battery")
    ran = run("serve", "--store", _fill(tmp_path), "--port", "0")
    assert ran.code == 2
    assert "--hash-password" in ran.err
    assert "horse" not in ran.err


@pytest.mark.usefixtures("knowledge")
def test_a_desk_to_write_at(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --edit the store is made where there is none, and reports can be added."""
    seen: dict[str, Any] = {}
    _serve(monkeypatch, seen)
    ran = run("serve", "--store", tmp_path / "new.db", "--port", "0", "--edit")
    assert (ran.code, seen["first"].status_code, seen["add"]) == (0, 200, 200)
    assert (tmp_path / "new.db").exists()
    run("serve", "--store", tmp_path / "new.db", "--port", "0")
    assert seen["add"] == 404


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


def test_no_part_of_an_answer_is_held_back() -> None:
    """Calls send what they have at once, not when the part before it is acknowledged."""
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        call, _ = listening.accept()
        with call:
            assert call.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
