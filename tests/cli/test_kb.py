"""``memcon kb add`` and ``update`` as a user types them, and where an entity comes from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from tests.knowledge.adding.test_live import ROWS, answer
from tests.knowledge.adding.test_wikidata import items
from tests.knowledge.adding.wikidata_items import write_dump

CSV = "name,kind,country,card\nRiver Desk,organisation,UKR,Our own desk.\nBad,persn,,\n"


def memcon(*words: object, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as a user does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MEMCON_KB")}
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "memcon", *map(str, words)],
        cwd=folder,
        env=kept | more,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with a stylebook and a dump."""
    (tmp_path / "style.csv").write_text(CSV, "utf-8")
    write_dump(tmp_path / "dump.json.gz", items())
    return tmp_path


def test_sources_are_added_and_faults_told(sources: Path) -> None:
    """What came in on standard output, each bad row on standard error, and exit code 1."""
    done = memcon("kb", "add", "style.csv", "dump.json.gz", "--kb", "own", folder=sources)
    assert done.returncode == 1
    told = done.stdout.splitlines()
    assert [line.split(" -> ")[0] for line in told] == ["style.csv", "dump.json.gz"]
    assert "1 entities" in told[0]
    assert "style.csv: row 3: kind 'persn'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_info_find_and_resolve_say_where_from(sources: Path) -> None:
    """Each shows the sources of what it shows."""
    memcon("kb", "add", "style.csv", "dump.json.gz", "--kb", "own", folder=sources)
    info = memcon("kb", "info", "--kb", "own", folder=sources).stdout
    assert "built-in" in info
    assert "Wikidata dump of 2026-05-04" in info
    assert "(CC0-1.0)" in info
    found = memcon("kb", "find", "River Desk", folder=sources, MEMCON_KB="own").stdout
    assert "own:river-desk" in found
    assert "from style.csv" in found
    words = ("kb", "resolve", "the Ukrainian president", "--date", "2026-06-01", "--kb", "own")
    row = json.loads(memcon(*words, "--format", "jsonl", folder=sources).stdout)
    assert row["name"] == "Olena Testova"
    assert row["sources"] == ["Wikidata dump of 2026-05-04"]
    line = memcon(*words, "--format", "text", folder=sources).stdout
    assert "[from Wikidata dump of 2026-05-04]" in line


def test_the_base_is_named_once_in_settings(sources: Path) -> None:
    """With ``kb`` in memcon.toml no option is needed, for adding and for reading."""
    (sources / "memcon.toml").write_text('kb = "own"\n', "utf-8")
    assert memcon("kb", "add", "dump.json.gz", folder=sources).returncode == 0
    assert "Q9002" in memcon("kb", "find", "Testopil", folder=sources).stdout


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("style.csv",), 2, "--kb FOLDER"),
        (("nothing.csv", "--kb", "own"), 1, "nothing.csv: is not a file"),
        (("style.txt", "--kb", "own"), 1, "of no kind that can be added"),
        (("style.csv", "--kb", "style.txt"), 2, "one finished base"),
    ],
)
def test_wrong_use_is_told(sources: Path, words: tuple[str, ...], code: int, reason: str) -> None:
    """With what to do, and without leaving a folder behind."""
    (sources / "style.txt").write_text("x", "utf-8")
    done = memcon("kb", "add", *words, folder=sources)
    assert (done.returncode, done.stdout) == (code, "")
    assert reason in done.stderr
    assert not (sources / "own").exists()


def test_a_bad_source_leaves_the_others(sources: Path) -> None:
    """Those after it are still added."""
    (sources / "cut.json.gz").write_bytes((sources / "dump.json.gz").read_bytes()[:-9])
    done = memcon("kb", "add", "cut.json.gz", "style.csv", "--kb", "own", folder=sources)
    assert done.returncode == 1
    assert "cut.json.gz: ends too early" in done.stderr
    assert "River Desk" in memcon("kb", "find", "River Desk", "--kb", "own", folder=sources).stdout


class _Handler(BaseHTTPRequestHandler):
    """The query service on this machine."""

    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)["query"][0]
        self.server.agents.append(self.headers["User-Agent"])  # type: ignore[attr-defined]
        rows = ROWS if "wd:Q212 " in query and "altLabel" not in query else []
        body = answer(rows)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A running service."""
    found = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    found.agents = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


def test_update_asks_a_service_and_names_itself(
    tmp_path: Path, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers come into the base by way of HTTP."""
    from memcon.cli import adding
    from memcon.config import Settings

    monkeypatch.setattr(adding.time, "sleep", lambda seconds: None)
    settings = Settings(kb=tmp_path / "own")
    endpoint = f"http://127.0.0.1:{server.server_port}/sparql"
    adding.update_live(settings, endpoint=endpoint, quiet=True)
    found = memcon(
        "kb",
        "resolve",
        "Ukraine's foreign minister",
        "--date",
        "2026-04-01",
        "--kb",
        "own",
        "--format",
        "jsonl",
        folder=tmp_path,
    )
    assert json.loads(found.stdout)["name"] == "Anna Kovalenko"
    assert set(server.agents) == {settings.user_agent}  # type: ignore[attr-defined]


def test_update_offline_is_one_line(tmp_path: Path) -> None:
    """A service that is not there: one line, exit code 1, nothing left behind."""
    done = memcon(
        *("kb", "update", "--kb", "own", "--endpoint", "http://127.0.0.1:9/sparql"), folder=tmp_path
    )
    assert done.returncode == 1
    assert "online" in done.stderr
    assert "as it was" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "own").exists()
