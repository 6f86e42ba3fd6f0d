"""Alerts by webhook: one POST of JSON for each alert, to public addresses only unless allowed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from memcon.errors import SourceError
from memcon.ingest.address import Resolve, resolve, without_login
from memcon.ingest.exchange import Request, exchange
from memcon.ingest.options import IngestOptions
from memcon.watch.alerts import Alert


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address that alerts are posted to; ``allow_private`` lets it be one of this network."""

    url: str
    options: IngestOptions
    allow_private: bool = False
    resolver: Resolve = resolve

    def post(self, alert: Alert) -> None:
        """Post one alert; raises ``SourceError`` unless the answer is that all is well (2xx).

        ``Idempotency-Key`` is the alert's id: after a crash one may come again.
        """
        body = json.dumps(alert.to_dict(), ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json", "Idempotency-Key": alert.id}
        answer = exchange(
            Request(url=self.url, headers=headers, body=body),
            options=replace(self.options, allow_private=self.allow_private),
            resolver=self.resolver,
        )
        if not answer.status // 100 == 2:
            raise SourceError(without_login(self.url), f"the webhook answers {answer.status}")
