"""Passwords: kept as scrypt hashes alone (RFC 7914), compared in constant time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from threading import Lock
from typing import Final, Self

from memcon.errors import UsageError

SCHEME: Final = "scrypt"
COST, BLOCK, PARALLEL = 2**15, 8, 3
"""32 MiB of memory and about a fifth of a second for each try (OWASP, "Password Storage")."""
MOST_COST: Final = 2**20
MEMORY: Final = 2**31 - 1
SALT_BYTES: Final = 16
SHORTEST: Final = 8
LONGEST: Final = 1024
MALFORMED: Final = "this is not the hash of a password; memcon serve --hash-password makes one"


@dataclass(frozen=True, slots=True)
class Hashed:
    """The hash of a password, and how it was made."""

    cost: int
    block: int
    parallel: int
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> Self:
        """The hash of a new password; raises ``UsageError`` where it is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
        salt = secrets.token_bytes(SALT_BYTES)
        return cls(COST, BLOCK, PARALLEL, salt, _scrypt(password, (COST, BLOCK, PARALLEL), salt))

    @classmethod
    def read(cls, text: str) -> Self:
        """A hash as :meth:`__str__` writes it; raises ``UsageError`` where it is none."""
        try:
            scheme, *numbers, salt, digest = text.strip().split("$")
            cost, block, parallel = map(int, numbers)
            made = cls(cost, block, parallel, base64.b64decode(salt), base64.b64decode(digest))
        except ValueError as error:
            raise UsageError(MALFORMED) from error
        if scheme != SCHEME or not 1 < cost <= MOST_COST or not made.digest:
            raise UsageError(MALFORMED)
        return made

    def fits(self, password: str) -> bool:
        """Whether this is the hash of ``password``."""
        if len(password) > LONGEST:
            return False
        found = _scrypt(password, (self.cost, self.block, self.parallel), self.salt)
        return hmac.compare_digest(found, self.digest)

    def __str__(self) -> str:
        parts = (base64.b64encode(part).decode() for part in (self.salt, self.digest))
        return "$".join((SCHEME, *map(str, (self.cost, self.block, self.parallel)), *parts))


class Lockup:
    """Checks passwords one at a time, so that many tries at once cannot fill the memory."""

    def __init__(self, hashed: Hashed) -> None:
        self._hashed = hashed
        self._lock = Lock()
        self._key = secrets.token_bytes(32)
        self._known: bytes | None = None

    def knows(self, password: str) -> bool:
        """Whether ``password`` was right before: programs that bring it often are not slowed."""
        return self._known is not None and hmac.compare_digest(self._mark(password), self._known)

    def opens(self, password: str) -> bool:
        """Whether ``password`` is right."""
        with self._lock:
            is_right = self._hashed.fits(password)
        if is_right:
            self._known = self._mark(password)
        return is_right

    def _mark(self, password: str) -> bytes:
        return hmac.digest(self._key, password.encode("utf-8", "replace"), "sha256")


def _scrypt(password: str, cost: tuple[int, int, int], salt: bytes) -> bytes:
    n, r, p = cost
    secret = password.encode("utf-8", "replace")
    try:
        return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=MEMORY, dklen=32)
    except ValueError as error:
        raise UsageError(MALFORMED) from error
