"""The proxies and trusted certificates that the environment names, read once when a client is built.

HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (in upper or lower case, lower first), SSL_CERT_FILE and SSL_CERT_DIR
mean what they mean to httpx, and SSLKEYLOGFILE what it means to Python.  Nothing is read if a client or a transport is
passed in.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.request import getproxies  # which httpx has imported anyway

from .errors import ConfigurationError
from .http_library import URL, InvalidURL, Proxy
from .trust_store import TrustStore

if TYPE_CHECKING:
    import ssl

    from .no_proxy import Exemption

__all__ = ["Environment"]

_SCHEMES: Final = ("http", "https", "socks5", "socks5h")


class Environment:
    """The proxies and trusted certificates for the servers at *urls*.

    Attributes:
        secure: whether TLS is used to any server or proxy.
        secrets: passwords of the proxies, as they are given and as they are sent (in base64).

    Raises ConfigurationError if a variable that applies to *urls* cannot be used.  The message names the variable and
    what to do, and shows no password.
    """

    def __init__(self, urls: Iterable[URL]) -> None:
        # urllib ignores HTTP_PROXY under CGI, where a visitor sets it with a header of a request.
        self._proxies = getproxies()
        self._direct = _exemptions(self._proxies.get("no", ""))
        self._trusted = TrustStore.of_environment()
        self.secure = False
        self.secrets: tuple[str, ...] = ()
        for url in urls:
            proxy = self.proxy_for(url)
            self.secrets += _secrets_of(proxy)
            self.secure |= url.scheme == "https" or (proxy is not None and proxy.url.scheme == "https")
        if self.secure:
            self._trusted.check()

    def proxy_for(self, url: URL) -> Proxy | None:
        """Return the proxy for *url*; None for a direct connection."""
        for scheme in (url.scheme, "all"):
            if given := self._proxies.get(scheme, "").strip():
                return None if any(each.covers(url) for each in self._direct) else _proxy(scheme, given)
        return None

    def trust(self) -> ssl.SSLContext:
        """Return the certificates to trust: those that the environment names, or certifi's."""
        return self._trusted.context()


def _secrets_of(proxy: Proxy | None) -> tuple[str, ...]:
    if proxy is None or proxy.auth is None:
        return ()
    from base64 import b64encode  # few proxies ask for a password

    return proxy.auth[1], b64encode(":".join(proxy.auth).encode()).decode()


def _exemptions(listed: str) -> tuple[Exemption, ...]:
    if not listed:
        return ()
    from .no_proxy import exemptions  # few environments have any

    return exemptions(listed)


def _proxy(scheme: str, given: str) -> Proxy:
    """Return the proxy that the variable for *scheme* names."""
    url = _address(given)
    if url is None:
        raise _wrong(scheme, "is not the address of a proxy; give one such as http://proxy.example:3128")
    if url.scheme not in _SCHEMES:
        raise _wrong(scheme, f"has a scheme that no proxy has; use one of {', '.join(_SCHEMES)}")
    if url.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise _wrong(scheme, "names a SOCKS proxy, which needs the package socksio: install httpx[socks]")
    return Proxy(url)


def _address(given: str) -> URL | None:
    """Return the address of a proxy, with http as the default scheme; None if *given* is no address."""
    try:
        url = URL(given if "://" in given else f"http://{given}")
        usable = bool(url.host) and (url.port is None or 0 < url.port < 65_536)
    except (InvalidURL, ValueError):
        return None
    return url if usable else None


def _wrong(scheme: str, problem: str) -> ConfigurationError:
    names = (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    name = next((name for name in names if os.environ.get(name)), "the system's proxy setting")
    return ConfigurationError(f"{name} {problem}, or unset it; or list the host in NO_PROXY")
