"""A PostgreSQL server of our own: made in a folder, on a socket there, gone when it is left."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

BINARIES: Final = "usr/lib/postgresql/*/bin/initdb"
"""Where Debian and its kin put the programs of a server."""

ACCOUNTS: Final = ("postgres", "nobody")


@contextmanager
def serving() -> Iterator[str | None]:
    """The address of a new server, or ``None`` where its programs are not installed."""
    folder = _binaries()
    if folder is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="memcon-pg-") as place:
        yield from _serve(folder, Path(place))


def _binaries() -> Path | None:
    found = sorted(Path("/").glob(BINARIES))
    on_path = shutil.which("initdb")
    return Path(on_path or found[-1]).parent if on_path or found else None


def _serve(binaries: Path, place: Path) -> Iterator[str]:
    """A server on a socket in ``place``, run by an account that is not root."""
    account = _account()
    data = place / "data"
    if account:
        shutil.chown(place, user=account)
    options = f"-k {place} -c listen_addresses='' -c fsync=off"
    _run(
        account,
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "memcon",
        "-A",
        "trust",
        "-E",
        "UTF8",
    )
    control = (str(binaries / "pg_ctl"), "-D", str(data), "-w")
    _run(account, *control, "-l", str(place / "log"), "-o", options, "start")
    try:
        yield f"postgresql://memcon@/postgres?host={place}"
    finally:
        _run(account, *control, "-m", "immediate", "stop")


def _account() -> str | None:
    """Who runs the server: PostgreSQL refuses root, so somebody else where we are root."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _run(account: str | None, *command: str) -> None:
    """Run a command from a folder that every account may enter; shows what it said if it fails."""
    given = ("setpriv", f"--reuid={account}", "--clear-groups", "--") if account else ()
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(  # noqa: S603  # the server's own programs
        [*given, *command],
        cwd="/",
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout.decode(errors="replace")
