"""``memcon serve``: the desk in the browser."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.shared import complain
from memcon.errors import ResourceError, UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

DEFAULT_PORT: Final = 8470
ALONE: Final = ("127.0.0.1", "localhost", "::1")
"""Addresses that nobody else can reach."""


def serve(
    store: Annotated[
        str | None, typer.Option(metavar="STORE", help="A file or a postgresql:// address.")
    ] = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen: an address of this machine.")
    ] = ALONE[0],
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="Port to listen on; 0: any.")
    ] = DEFAULT_PORT,
) -> None:
    """Show a store in the browser: reports, positions, statements, events, who is who.

    The desk only shows and changes nothing. It asks for no password, so it listens on this
    machine alone.
    """
    if host not in ALONE:
        raise UsageError(
            f"--host {host}: the desk asks for no password and so listens on this machine alone "
            f"({', '.join(ALONE)}); to reach it from elsewhere, let ssh forward the port"
        )
    _check_parts()
    from memcon.app.careers import Careers
    from memcon.app.dossier import open_dossier
    from memcon.config import load_settings
    from memcon.web.desk import make_desk
    from memcon.web.page import Desk

    settings = load_settings(store=store)
    with open_dossier(settings.store) as dossier, _listen(host, port) as listening:
        app = make_desk(Desk(dossier, Careers.open(settings.kb)))
        name, found = (f"[{host}]" if ":" in host else host), listening.getsockname()[1]
        complain(f"the desk is at http://{name}:{found}/ (Ctrl+C ends it)")
        _run(app, listening)


def _check_parts() -> None:
    """Raises ``ResourceError`` where the parts of the extra are not installed."""
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ModuleNotFoundError as error:
        raise ResourceError(
            "the desk needs starlette and uvicorn; install them with: pip install 'memcon[web]'"
        ) from error


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises ``UsageError`` where that is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]
        raise UsageError(f"--port {port}: {why}; choose another") from error


def _run(app: ASGIApp, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
