"""Questions to a web service: one answer to one address, with its status, never a redirect."""

from __future__ import annotations

import httpcore
import httpx

from memcon.errors import SourceError
from memcon.ingest.options import MEGABYTE, IngestOptions
from memcon.ingest.transport import Deadline, GuardedTransport


def get(url: str, *, accept: str, options: IngestOptions) -> tuple[int, str | None, bytes]:
    """Status, ``Retry-After`` and body of the answer, whatever the status is.

    Goes to public addresses only unless ``options`` allow others. Raises ``SourceError`` where
    there is no answer within the limits of time and size.
    """
    source = url.partition("?")[0]
    deadline = Deadline.after(options.total_seconds)
    transport = GuardedTransport(deadline, source=source, allow_private=options.allow_private)
    headers = {"User-Agent": options.user_agent, "Accept": accept, "Accept-Encoding": "identity"}
    try:
        with (
            httpx.Client(transport=transport, headers=headers, trust_env=False) as client,
            client.stream("GET", url) as response,
        ):
            wait = response.headers.get("retry-after")
            return response.status_code, wait, _read(response, source, options.max_bytes)
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise SourceError(source, "did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise SourceError(source, f"cannot be reached ({error})") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
        raise SourceError(source, f"cannot be reached ({error})") from error


def _read(response: httpx.Response, source: str, limit: int) -> bytes:
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > limit:
            raise SourceError(source, f"answers more than {limit / MEGABYTE:g} MB, the limit")
    return body
