"""One exchange with a web server: the request as it is given, the answer whatever it says."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

import httpcore
import httpx

from memcon.errors import SourceError
from memcon.ingest.address import Resolve, resolve, without_login
from memcon.ingest.fetch import read_body, to_target
from memcon.ingest.options import IngestOptions
from memcon.ingest.transport import Deadline, GuardedTransport

OK: Final = 200


class NoAnswerError(SourceError):
    """The server was not reached, or it broke off, or it took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked: GET, or POST where there is a ``body``."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: ``headers`` by names in small letters; ``body`` unpacked, where all is well.

    ``charset`` is the one that the answer declares.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    charset: str | None
    body: bytes


def exchange(request: Request, *, options: IngestOptions, resolver: Resolve = resolve) -> Answer:
    """The answer to ``request``, whatever its status is; redirects are not followed.

    Goes to public addresses only unless ``options`` allow others. Raises ``NoAnswerError`` where
    there is no answer in time, ``SourceError`` where it is too large or must not be asked for.
    """
    source = without_login(request.url)
    try:
        return _send(request, source, options, resolver)
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise NoAnswerError(source, "the server did not answer in time") from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise SourceError(source, f"is not an address ({error})") from error
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise NoAnswerError(source, f"cannot be fetched ({error})") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise NoAnswerError(source, f"cannot be fetched ({error})") from error


def _send(request: Request, source: str, options: IngestOptions, resolver: Resolve) -> Answer:
    deadline = Deadline.after(options.total_seconds)
    transport = GuardedTransport(
        deadline, source=source, resolver=resolver, allow_private=options.allow_private
    )
    headers = {"User-Agent": options.user_agent, "Accept-Encoding": "gzip", **request.headers}
    with httpx.Client(transport=transport, timeout=options.read_seconds, trust_env=False) as client:
        made = client.build_request(
            "GET" if request.body is None else "POST",
            to_target(request.url, source),
            headers=headers,
            content=request.body,
        )
        with closing(client.send(made, stream=True)) as response:
            is_ok = response.status_code == OK
            return Answer(
                url=source,
                status=response.status_code,
                headers={name.lower(): value for name, value in response.headers.items()},
                charset=response.charset_encoding,
                body=read_body(response, source, options.max_bytes, deadline) if is_ok else b"",
            )
