"""``memcon serve``: the desk in the browser."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.shared import complain
from memcon.errors import ResourceError, UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from memcon.config import Settings
    from memcon.web.page import Desk
    from memcon.web.password import Hashed

DEFAULT_PORT: Final = 8470
ALONE: Final = ("127.0.0.1", "localhost", "::1")
"""Addresses that nobody else can reach."""
MOST_CALLS: Final = 200
"""Connections at once; more are told to come back."""
IDLE_S: Final = 10


def serve(
    store: Annotated[
        str | None, typer.Option(metavar="STORE", help="A file or a postgresql:// address.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", help="Let reports be added and facts be corrected.")
    ] = False,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen: an address of this machine.")
    ] = ALONE[0],
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="Port to listen on; 0: any.")
    ] = DEFAULT_PORT,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A name of this machine to answer to; may be repeated."),
    ] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Let in by password only; it is asked for now.")
    ] = False,
    hash_password: Annotated[
        bool, typer.Option("--hash-password", help="Print the setting for a password, and stop.")
    ] = False,
) -> None:
    """Show a store in the browser: reports, positions, statements, events, who is who.

    The desk shows and changes nothing, unless --edit is given. It listens on this machine alone,
    unless it has a password: one typed for --password (or on standard input), or the setting
    password_hash.
    """
    _check_parts()
    from memcon.config import load_settings

    if hash_password:
        typer.echo(f'password_hash = "{_ask()}"')
        return
    settings = load_settings(store=store)
    hashed = _password(settings, is_asked=password)
    if hashed is None and host not in ALONE:
        raise UsageError(
            f"--host {host}: a desk without a password listens on this machine alone "
            f"({', '.join(ALONE)}); give it one with --password, or let ssh forward the port"
        )
    with _desk(settings, edit=edit) as desk, listen(host, port) as listening:
        _show(desk, listening, names=name or [], hashed=hashed)


def _show(
    desk: Desk, listening: socket.socket, *, names: Sequence[str], hashed: Hashed | None
) -> None:
    from memcon.web.desk import make_desk
    from memcon.web.guard import LOOPBACK

    is_alone = ipaddress.ip_address(listening.getsockname()[0]).is_loopback
    app = make_desk(desk, hosts=LOOPBACK.union(names), any_address=not is_alone, hashed=hashed)
    complain_at("the desk is at", listening)
    run(app, listening)


def complain_at(said: str, listening: socket.socket, *, path: str = "") -> None:
    """Say on standard error at which address something answers, and how to end it."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    complain(f"{said} http://{shown}:{port}/{path} (Ctrl+C ends it)")


@contextmanager
def _desk(settings: Settings, *, edit: bool) -> Iterator[Desk]:
    from memcon.app.careers import Careers
    from memcon.app.dossier import open_dossier
    from memcon.store import Writer
    from memcon.web.editing import editing
    from memcon.web.page import Desk

    with ExitStack() as stack:
        if edit:
            Writer.open(settings.store).close()  # made where there is none
        dossier = stack.enter_context(open_dossier(settings.store))
        editor = stack.enter_context(editing(settings)) if edit else None
        yield Desk(dossier, Careers.open(settings.kb), editor)


def _password(settings: Settings, *, is_asked: bool) -> Hashed | None:
    from memcon.web.password import Hashed

    if is_asked:
        return _ask()
    return Hashed.read(settings.password_hash) if settings.password_hash else None


def _ask() -> Hashed:
    """A new password, typed twice, or the first line of standard input."""
    from memcon.web.password import Hashed

    if sys.stdin is None:
        raise UsageError("standard input is closed: there is nobody to ask for the password")
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password of the desk", hide_input=True, confirmation_prompt=True)
        return Hashed.of(typed)
    return Hashed.of(sys.stdin.readline().rstrip("\r\n"))


def _check_parts() -> None:
    """Raises ``ResourceError`` where the parts of the extra are not installed."""
    try:
        import python_multipart  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ModuleNotFoundError as error:
        raise ResourceError(
            "the desk needs starlette and uvicorn; install them with: pip install 'memcon[web]'"
        ) from error


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises ``UsageError`` where that is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]
        raise UsageError(f"--port {port}: {why}; choose another") from error
    # Calls inherit it. Without it the second part of an answer waits 40 ms for the first to be
    # acknowledged: asyncio sets it only where a socket was made with its protocol named.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Answer calls until Ctrl+C."""
    import uvicorn

    gc.collect()
    gc.freeze()  # what is loaded by now stays: it need not be looked through again and again
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CALLS,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=IDLE_S,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
