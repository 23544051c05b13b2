"""Which machines may be fetched from: those on the public internet, unless the reader asks for others."""

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

from annotations.errors import SourceError
from annotations.sources.failures import offline

_TRANSLATED = b"\x00\x64\xff\x9b" + bytes(8)
"""The prefix under which IPv6-only networks reach IPv4 (RFC 6052)."""
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses for documentation (RFC 5737, RFC 3849): no machine has them, but the way to them is that to any."""
_DISCARD = 9
_LOCAL_NAMES = ("localhost", ".local", ".internal")
_LOOPBACK = "127.0.0.1"


class PrivateAddressError(SourceError):
    """An address that the internet does not reach."""


def addresses_of(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """Return the addresses to connect to for a host, in the order of the system's resolver.

    Raises:
        SourceError: this machine is offline.
        OSError: the host cannot be resolved.
        PrivateAddressError: one of its addresses is not public and `allow_private` is not set.
    """
    if not allow_private:
        refuse_private(host, named_address(host))
        if not has_route():
            raise offline()
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private:
        refuse_private(host, addresses)
    return addresses


def named_address(host: str) -> tuple[str, ...]:
    """Return the address that a host's name itself says, if it does."""
    if host.lower().rstrip(".").endswith(_LOCAL_NAMES):
        return (_LOOPBACK,)
    try:
        return (str(ip_address(host)),)
    except ValueError:
        return ()


def has_route() -> bool:
    """Tell whether this machine has a way to the internet; nothing is sent."""
    return any(_has_route(family, address) for family, address in _ANYWHERE)


def _has_route(family: socket.AddressFamily, address: str) -> bool:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((address, _DISCARD))
        return True
    return False


def refuse_private(host: str, addresses: tuple[str, ...]) -> None:
    """Raise PrivateAddressError if one of a host's addresses is not on the public internet."""
    if not all(map(is_public, addresses)):
        hint = "Add --allow-private to fetch from this machine or the local network."
        raise PrivateAddressError(f"{host} is a private address.", hint)


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public internet; one that carries an IPv4 address is so if that is."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip.packed.startswith(_TRANSLATED):
            carried = IPv4Address(ip.packed[len(_TRANSLATED) :])
        if carried:
            return is_public(str(carried))
    return ip.is_global and not ip.is_multicast
