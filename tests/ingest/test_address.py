from __future__ import annotations

import socket

import pytest

from memcon.errors import SourceError
from memcon.ingest.address import find_public_address, is_public, resolve


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_public_addresses(address: str) -> None:
    """The open internet, NAT64 of it included, may be reached."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # refused here, bound nowhere
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001:db8::1",
        "fec0::1",
        "not an address",
    ],
)
def test_other_addresses(address: str) -> None:
    """Private, local, reserved and shared ones are not, nor IPv6 that carries them."""
    assert not is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "017700000001", "127.1"])
def test_numbers_in_any_spelling_are_seen_through(host: str) -> None:
    """Decimal, octal and hexadecimal hosts are what the system makes of them."""
    with pytest.raises(SourceError, match=r"not a public address|not known"):
        find_public_address(host, 80, source="u")


def test_one_private_address_among_public_ones_is_refused() -> None:
    """A name that is partly private is refused whole."""
    with pytest.raises(SourceError, match=r"10\.0\.0\.1"):
        find_public_address(
            "a.example", 80, source="u", resolver=lambda h, p: ["8.8.8.8", "10.0.0.1"]
        )


def test_unknown_hosts_are_said_to_be_unknown() -> None:
    """A failing resolver is a clear reason."""

    def fail(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(SourceError, match=r"a\.example is not known"):
        find_public_address("a.example", 80, source="u", resolver=fail)


def test_the_system_resolver_gives_addresses() -> None:
    """An address resolves to itself."""
    assert resolve("127.0.0.1", 80) == ("127.0.0.1",)
