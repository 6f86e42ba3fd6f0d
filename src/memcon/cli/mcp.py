"""``memcon mcp``: the dossier as tools for assistants, over the Model Context Protocol."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from memcon.cli.asking import StoreOption
from memcon.cli.serve import ALONE, complain_at, listen, run
from memcon.cli.shared import KbOption
from memcon.errors import UsageError

DEFAULT_PORT: Final = 8471
MOST_BYTES: Final = 2_000_000


def mcp(
    store: StoreOption = None,
    http: Annotated[
        bool, typer.Option("--http", help="Answer over HTTP, on this machine alone.")
    ] = False,
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="Port for --http; 0: any.")
    ] = DEFAULT_PORT,
    kb: KbOption = None,
) -> None:
    """Let an assistant program ask the store: search, timeline, positions, briefings and more.

    It speaks the Model Context Protocol over standard input and output, as a client starts it.
    Nothing is changed, and every row of an answer has its passage and its source.
    """
    _check_parts()
    from memcon.app.dossier import open_dossier
    from memcon.app.reading import Reader
    from memcon.config import load_settings
    from memcon.web.assistant import make_server
    from memcon.web.guard import Guard

    settings = load_settings(store=store, kb=kb)
    with open_dossier(settings.store) as dossier:
        server = make_server(dossier, Reader(settings), settings)
        if not http:
            server.run("stdio")
            return
        with listen(ALONE[0], port) as listening:
            app = server.streamable_http_app(json_response=True, stateless_http=True)
            complain_at("the tools are at", listening, path="mcp")
            run(Guard(app, most_bytes=MOST_BYTES), listening)


def _check_parts() -> None:
    """Raises ``UsageError`` where the parts of the extra are not installed."""
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(
            "memcon mcp needs the protocol's own library; install it with: "
            "pip install 'memcon[mcp]'"
        ) from error
