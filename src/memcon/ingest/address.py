"""Which network addresses a URL may lead to: public ones, and no others.

A page address given by a user, a feed or a redirect must not reach this machine, its network
or a cloud's metadata service (OWASP, "Server-Side Request Forgery Prevention Cheat Sheet").
Names are resolved here, every address is checked, and the connection is made to the address
that was checked, so that a name cannot change its meaning in between (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from typing import Final

from memcon.errors import SourceError

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port in, IP addresses as strings out; raises ``OSError`` where there are none."""

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

NEVER: Final = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
"""Special-purpose blocks that ``is_global`` lets through in some Python versions (IANA IPv4
and IPv6 Special-Purpose Address Registries)."""

NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


LOGIN: Final = re.compile(r"^(\s*[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#\\]*@")


def without_login(url: str) -> str:
    """``url`` without "user:password@": a secret is neither shown nor kept."""
    return LOGIN.sub(lambda found: f"{found.group(1) or ''}//", url)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of ``host`` by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_public_address(host: str, port: int, *, source: str, resolver: Resolve = resolve) -> str:
    """One address of ``host`` to connect to.

    Raises ``SourceError`` where the name is unknown or any of its addresses is not public:
    a name that is partly private is a trick, not a news site. Numbers in decimal, octal or
    hexadecimal are what the resolver makes of them.
    """
    try:
        found = resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise SourceError(source, f"the host {host} is not known") from error
    if not found:
        raise SourceError(source, f"the host {host} has no address")
    for address in found:
        if not is_public(address):
            raise SourceError(source, f"leads to {address}, which is not a public address; refused")
    return found[0]


def is_public(address: str) -> bool:
    """Whether ``address`` belongs to the public internet, tunnelled IPv4 inside IPv6 included."""
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    return all(map(_is_public_itself, (parsed, *_embedded(parsed))))


def _is_public_itself(address: IpAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address in NAT64:
        return True
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    if special or not address.is_global:
        return False
    return not any(address.version == block.version and address in block for block in NEVER)


def _embedded(address: IpAddress) -> Sequence[ipaddress.IPv4Address]:
    """IPv4 inside IPv6: mapped, 6to4 (RFC 3056), Teredo (RFC 4380), NAT64 (RFC 6052)."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)
