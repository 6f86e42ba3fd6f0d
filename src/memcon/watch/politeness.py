"""Each host at its own pace: one request at a time, a gap between two, silence when asked for."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final
from urllib.parse import urlsplit

GAP_S: Final = 2.0
"""Between two requests to one host, where its robots.txt asks for no longer one."""
LONGEST_GAP_S: Final = 120.0
"""A longer gap than this is not kept: a feed would never be read to its end."""
MOST_HOSTS: Final = 2000


def host_of(url: str) -> str:
    """Host and port, as politeness counts them; empty where the address is broken."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


class Gates:
    """When each host may be asked again; those not asked for longest are forgotten."""

    def __init__(self, *, gap: float = GAP_S) -> None:
        self._gap = gap
        self._slower: dict[str, float] = {}
        self._free: OrderedDict[str, float] = OrderedDict()
        self._held: dict[str, float] = {}

    def free_at(self, host: str) -> float:
        """The time from which on the gap is kept; 0 for a host that was not asked yet."""
        return self._free.get(host, 0.0)

    def held_until(self, host: str) -> float:
        """Until when a host has asked to be left alone; 0 where it has not."""
        return self._held.get(host, 0.0)

    def hold(self, host: str, until: float) -> None:
        """Leave a host alone until then."""
        self._held[host] = max(until, self.held_until(host))

    def release(self, now: float) -> None:
        """Forget holds that are over."""
        self._held = {host: until for host, until in self._held.items() if until > now}

    def slow_down(self, host: str, gap: float | None) -> None:
        """Keep at least the gap that robots.txt asks for."""
        if gap and gap > self._gap:
            self._slower[host] = min(gap, LONGEST_GAP_S)

    def note(self, host: str, now: float) -> None:
        """A request has ended now."""
        self._free[host] = now + self._slower.get(host, self._gap)
        self._free.move_to_end(host)
        while len(self._free) > MOST_HOSTS:
            forgotten, _ = self._free.popitem(last=False)
            self._slower.pop(forgotten, None)
