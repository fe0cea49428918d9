"""Where a host is, and whether it may be asked: nothing in private networks, unless it is allowed by name."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from filmkg.errors import DocumentError

# They carry an IPv4 address inside: 6to4, NAT64.
_CARRIERS = tuple(ipaddress.ip_network(name) for name in ("2002::/16", "64:ff9b::/96", "64:ff9b:1::/48"))
_PORTS = {"http": 80, "https": 443}


def split_url(url: str) -> SplitResult:
    """Return the parts of an address of the web.

    Raises:
        DocumentError: It is none, or has a name and password.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        raise DocumentError(
            url, "is no address of a page", remedy="give one such as https://news.example/a", reason="no address"
        )
    return parts


def find_address(parts: SplitResult, *, private_hosts: frozenset[str]) -> tuple[str, int]:
    """Return the numeric address and port to connect to, which is the one that was checked.

    Raises:
        DocumentError: The host is not known, or in a private network.
    """
    host, port, url = parts.hostname or "", parts.port or _PORTS[parts.scheme], parts.geturl()
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DocumentError(
            url, f"has a host that is not known: {error}", remedy="check the address", reason="not reached"
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    if host not in private_hosts and not all(map(_is_public, addresses)):
        raise DocumentError(
            url,
            "is in a private network, which is not asked",
            remedy=f"allow it with --allow-private {host}, if you know it",
            reason="private address",
        )
    return addresses[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    carried = found.version == 6 and any(found in network for network in _CARRIERS)
    return found.is_global and not found.is_multicast and not carried
