"""NO_PROXY: the hosts that are reached directly although there is a proxy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from .http_library import URL

__all__ = ["Exemption", "exemptions"]

_SEPARATORS: Final = re.compile(r"[,\s]+")
_BRACKETS: Final = re.compile(r"\[(?P<host>[^\]]*)\](?P<length>/\d+)?(?::(?P<port>\d+))?")
_PORT: Final = re.compile(r"(?P<host>.+):(?P<port>\d+)")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Exemption:
    """One entry of NO_PROXY.

    Attributes:
        scheme: the only scheme that it applies to; empty for any.
        name: a domain, which includes all below it; ``*`` for every host; empty for a network.
        network: a network, or a single address; None for a domain.
        port: the only port that it applies to; None for any.
    """

    scheme: str
    name: str
    network: IPv4Network | IPv6Network | None
    port: str | None

    def covers(self, url: URL) -> bool:
        """Whether the host of *url* is reached directly."""
        if self.scheme not in ("", url.scheme):
            return False
        if self.port is not None and self.port != str(url.port or _DEFAULT_PORTS.get(url.scheme)):
            return False
        return self.name == "*" or self._has(url.host) or self._has(url.raw_host.decode("ascii"))

    def _has(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return bool(self.name) and f".{host.rstrip('.').lower()}".endswith(f".{self.name}")
        if isinstance(address, IPv6Address) and address.ipv4_mapped and isinstance(self.network, IPv4Network):
            address = address.ipv4_mapped
        return self.network is not None and address in self.network


def exemptions(listed: str) -> tuple[Exemption, ...]:
    """Return the entries of NO_PROXY, which are separated by commas or white space.

    An entry is ``*``, a domain (``example.org``, ``.example.org``, ``*.example.org``: each with all below it), an
    address (``127.0.0.1``, ``::1``, ``[::1]``) or a network (``10.0.0.0/8``, ``fd00::/8``).  A port may follow
    (``example.org:8080``, ``[::1]:8080``) and a scheme may precede (``https://example.org``).  Any other entry matches
    nothing.
    """
    return tuple(_exemption(entry) for entry in _SEPARATORS.split(listed.lower()) if entry)


def _exemption(entry: str) -> Exemption:
    scheme, _, rest = entry.rpartition("://")
    rest = rest.rstrip("/") if scheme else rest
    host, port = rest, None
    if bracketed := _BRACKETS.fullmatch(rest):
        host, port = bracketed["host"] + (bracketed["length"] or ""), bracketed["port"]
    elif _network(rest) is None and (split := _PORT.fullmatch(rest)):
        host, port = split["host"], split["port"]
    network = _network(host)
    name = "" if network else host if host == "*" else host.removeprefix("*").strip(".")
    return Exemption("" if scheme == "all" else scheme, name, network, port and port.lstrip("0"))


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
