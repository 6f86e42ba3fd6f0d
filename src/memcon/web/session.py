"""Who calls: sessions in signed cookies, and the token that every change has to bring with it.

The token is drawn from the session (a signed double submit; OWASP, "Cross-Site Request Forgery
Prevention"): a page of another site can neither read nor make it. The key lives as long as the
desk runs, so a new start ends all sessions.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

COOKIE: Final = "memcon-session"
AUTHOR: Final = "memcon-author"
HOUR: Final = 3600
KNOWN_LASTS: Final = 12 * HOUR
GUEST_LASTS: Final = 7 * 24 * HOUR
AUTHOR_LASTS: Final = 365 * 24 * HOUR
LONGEST_COOKIE: Final = 200
MOST_ENDED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """One browser; ``is_known`` where it gave the password. ``until`` is in seconds since 1970."""

    id: str
    until: int
    is_known: bool


class Signer:
    """Makes and reads cookies and tokens; nobody else can make either."""

    def __init__(self, *, now: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._now = now
        self._ended: dict[str, None] = {}

    def begin(self, *, is_known: bool = False) -> Session:
        """A new session."""
        lasts = KNOWN_LASTS if is_known else GUEST_LASTS
        return Session(secrets.token_urlsafe(18), int(self._now()) + lasts, is_known)

    def end(self, session: Session) -> None:
        """From now on the session is as if it had never been."""
        self._ended[session.id] = None
        while len(self._ended) > MOST_ENDED:
            del self._ended[next(iter(self._ended))]

    def cookie(self, session: Session) -> str:
        """The value of the cookie that stands for a session."""
        body = f"{session.id}.{session.until}.{int(session.is_known)}"
        return f"{body}.{self._sign('session', body)}"

    def read(self, cookie: str | None) -> Session | None:
        """The session that a cookie stands for; ``None`` where it is none, forged or over."""
        body, _, mark = (cookie or "")[:LONGEST_COOKIE].rpartition(".")
        if not _is_same(self._sign("session", body), mark):
            return None
        id, until, known = body.split(".")
        session = Session(id, int(until), known == "1")
        return None if session.until < self._now() or id in self._ended else session

    def token(self, session: Session) -> str:
        """What a form of this session has to send along."""
        return self._sign("form", f"{session.id}.{int(session.is_known)}")

    def accepts(self, session: Session | None, token: str) -> bool:
        """Whether ``token`` is that of the session."""
        return session is not None and _is_same(self.token(session), token)

    def _sign(self, purpose: str, text: str) -> str:
        mark = hmac.digest(self._key, f"{purpose}:{text}".encode("utf-8", "replace"), "sha256")
        return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))
