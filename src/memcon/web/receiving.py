"""What a call brings, read within limits of size, number and time: a form, or JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from memcon.errors import UsageError
from memcon.web.action import LONGEST_TEXT, Upload

SECONDS: Final = 60.0
"""Time in which a body has to be here."""
MOST_FIELDS: Final = 20
TOKEN: Final = "token"  # noqa: S105  # the name of a field
TOKEN_HEADER: Final = "X-CSRF-Token"  # noqa: S105  # the name of a header
FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
STALE: Final = "This form is too old, or is not one of this desk; load the page again."
BROKEN_OFF: Final = "What was sent was broken off."

Brought = tuple[Mapping[str, object], Upload | None]


async def read_form(request: Request) -> Brought:
    """The fields of a form and its file; raises ``HTTPException`` where it is none."""
    _check_type(request, FORMS)
    try:
        async with asyncio.timeout(SECONDS):
            return await _fields(request)
    except TimeoutError as error:
        raise HTTPException(408, "What was sent did not arrive in time.") from error
    except ClientDisconnect as error:
        raise HTTPException(400, BROKEN_OFF) from error
    except (LookupError, ValueError) as error:  # of the parser, for what is no form at all
        raise HTTPException(400, "What was sent is not a form.") from error


async def _fields(request: Request) -> Brought:
    limits = {"max_files": 1, "max_fields": MOST_FIELDS, "max_part_size": 4 * LONGEST_TEXT}
    async with request.form(**limits) as form:
        files = [one for one in form.values() if isinstance(one, UploadFile) and one.filename]
        uploads = [Upload(one.filename or "", await one.read()) for one in files]
        values = {name: one for name, one in form.items() if isinstance(one, str)}
    return values, uploads[0] if uploads else None


async def read_json(request: Request) -> Brought:
    """The members of a JSON object; raises ``HTTPException`` or ``UsageError``."""
    _check_type(request, ("application/json",))
    try:
        async with asyncio.timeout(SECONDS):
            body = await request.body()
        value = json.loads(body)
    except TimeoutError as error:
        raise HTTPException(408, "What was sent did not arrive in time.") from error
    except ClientDisconnect as error:
        raise HTTPException(400, BROKEN_OFF) from error
    except (ValueError, RecursionError) as error:
        raise UsageError("what was sent is not JSON") from error
    if not isinstance(value, dict):
        raise UsageError("what was sent is not an object of JSON")
    return value, None


def token_of(request: Request, values: Mapping[str, object]) -> str:
    """The token that a call brings, in its header or its form."""
    given = request.headers.get(TOKEN_HEADER) or values.get(TOKEN)
    return given if isinstance(given, str) else ""


def _check_type(request: Request, known: tuple[str, ...]) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in known:
        raise HTTPException(415, f"Send {' or '.join(known)}.")
