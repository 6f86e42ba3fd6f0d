"""Alerts as e-mail: a mailbox file (mbox, RFC 4155), or a folder of ``.eml`` files to send.

Nothing is sent: the files are for a mail program or a command such as ``sendmail -t``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from pathlib import Path
from time import asctime, gmtime
from typing import Final

from memcon.render.controls import printable
from memcon.watch.alerts import Alert
from memcon.watch.files import append_whole, check_folder, replace_file

ADDRESS: Final = "memcon@localhost"
FROM_LINE: Final = re.compile(rb"^(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MailFile:
    """A mailbox at ``path``, or ``.eml`` files where that is a folder; each alert is there once."""

    path: Path

    def check(self) -> None:
        """Raises ``UsageError`` where the file cannot be made."""
        check_folder("--mail", self.path)

    def add(self, alerts: Iterable[Alert], *, at: float) -> None:
        """Add alerts, ``at`` so many seconds since 1970. Raises ``OSError``."""
        for alert in alerts:
            message = to_message(alert, at=at)
            if self.path.is_dir():
                replace_file(self.path / f"{alert.id}.eml", message.as_bytes(policy=SMTP))
            elif not self._holds(message["Message-ID"]):
                append_whole(self.path, _in_box(message, at))

    def _holds(self, message_id: str) -> bool:
        wanted = f"Message-ID: {message_id}".encode()
        if not self.path.exists():
            return False
        with self.path.open("rb") as lines:
            return any(line.strip() == wanted for line in lines)


def to_message(alert: Alert, *, at: float) -> EmailMessage:
    """One alert as a message, unsent, to be read as plain text."""
    message = EmailMessage()
    message["From"] = f"memcon <{ADDRESS}>"
    message["To"] = ADDRESS
    message["Subject"] = f"[memcon] {printable(alert.title)}"
    message["Date"] = formatdate(at)
    message["Message-ID"] = f"<{alert.id}@memcon.invalid>"
    message["X-Unsent"] = "1"
    message.set_content(_body(alert))
    return message


def _body(alert: Alert) -> str:
    quoted = [f"“{printable(words)}”" for words in alert.quotes]
    told = [f"{words}\n  {printable(at)}" for words, at in zip(quoted, alert.sources, strict=False)]
    day = [f"Date: {alert.date}"] if alert.date else []
    lines = (printable(alert.title), printable(alert.reason), *day, *told, printable(alert.report))
    return "\n\n".join(lines) + "\n"


def _in_box(message: EmailMessage, at: float) -> bytes:
    """A message as a mailbox keeps it: lines that begin with "From " are marked."""
    data = FROM_LINE.sub(rb">\1", message.as_bytes())
    return f"From {ADDRESS} {asctime(gmtime(at))}\n".encode() + data.rstrip(b"\n") + b"\n\n"
