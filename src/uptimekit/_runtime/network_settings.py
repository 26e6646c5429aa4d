"""The proxies and trusted certificates that options or the environment name, read once when a client is built.

HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (in upper or lower case, lower first), SSL_CERT_FILE and SSL_CERT_DIR
mean what they mean to httpx, REQUESTS_CA_BUNDLE what it means to requests, and SSLKEYLOGFILE what it means to Python.
Nothing is read if a client or a transport is passed in.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final
from urllib.request import getproxies  # which httpx has imported anyway

from .errors import ConfigurationError
from .http_library import URL, InvalidURL, Proxy
from .settings import Verify
from .trust_store import TrustStore

if TYPE_CHECKING:
    import ssl

    from .no_proxy import Exemption

__all__ = ["NetworkSettings"]

_SCHEMES: Final = ("http", "https", "socks5", "socks5h")


class NetworkSettings:
    """The proxies and trusted certificates for the servers at *urls*.

    *verify* and *proxy* are the options of a client; the environment is asked for what they leave open.

    Attributes:
        secrets: passwords of the proxies, as they are given and as they are sent (in base64).

    Raises ConfigurationError if an option cannot be used, or a variable that applies to *urls*.  The message names it and
    what to do, and shows no password.
    """

    def __init__(self, urls: Iterable[URL], verify: Verify = True, proxy: str | None = None) -> None:
        self._given = None if proxy is None else _proxy(proxy, _wrong_option)
        # urllib ignores HTTP_PROXY under CGI, where a visitor sets it with a header of a request.
        self._proxies = getproxies()
        self._direct = _exemptions(self._proxies.get("no", ""))
        self._verify = verify
        self.secrets: tuple[str, ...] = ()
        ways = {url: self.proxy_for(url) for url in urls}
        for way in ways.values():
            self.secrets += _secrets_of(way)
        tls = {url for url, way in ways.items() if "https" in (url.scheme, way and way.url.scheme)}
        self._tls: Final = frozenset(url.scheme for url in tls)
        if isinstance(verify, (bool, str, os.PathLike)):
            self._trusted = TrustStore.of(verify)
            if tls or not isinstance(verify, bool):
                self._trusted.check(secure=len(tls) == len(ways))

    def proxy_for(self, url: URL) -> Proxy | None:
        """Return the proxy for *url*; None for a direct connection."""
        if self._given is not None:
            return self._given
        for scheme in (url.scheme, "all"):
            if given := self._proxies.get(scheme, "").strip():
                if any(each.covers(url) for each in self._direct):
                    return None
                return _proxy(given, partial(_wrong_variable, scheme))
        return None

    def proxy_of(self, url: URL) -> URL | None:
        """Return the address of the proxy for *url*, without its credentials."""
        proxy = self.proxy_for(url)
        return None if proxy is None else proxy.url

    @cached_property
    def context(self) -> ssl.SSLContext:
        """The certificates to trust.  All clients of the process that trust the same ones share it."""
        verify = self._verify
        return self._trusted.context() if isinstance(verify, (bool, str, os.PathLike)) else verify

    def prepare(self, url: URL) -> None:
        """Load the certificates if a connection for *url* needs them; that takes longer than some deadlines."""
        if url.scheme in self._tls:
            _ = self.context


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


def _proxy(given: str, wrong: Callable[[str], ConfigurationError]) -> Proxy:
    """Return the proxy at the address *given*; raise the error that *wrong* makes of a problem with it."""
    url = _address(given)
    if url is None:
        raise wrong("is not the address of a proxy; give one such as http://proxy.example:3128")
    if url.scheme not in _SCHEMES:
        raise wrong(f"has a scheme that no proxy has; use one of {', '.join(_SCHEMES)}")
    if url.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise wrong("names a SOCKS proxy, which needs the package socksio: install httpx[socks]")
    return Proxy(url)


def _address(given: str) -> URL | None:
    """Return the address of a proxy, with http as the default scheme; None if *given* is no address."""
    try:
        url = URL(given if "://" in given else f"http://{given}")
        usable = bool(url.host) and (url.port is None or 0 < url.port < 65_536)
    except (InvalidURL, ValueError):
        return None
    return url if usable else None


def _wrong_option(problem: str) -> ConfigurationError:
    return ConfigurationError(f"proxy= {problem}")


def _wrong_variable(scheme: str, problem: str) -> ConfigurationError:
    names = (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    name = next((name for name in names if os.environ.get(name)), "the system's proxy setting")
    return ConfigurationError(f"{name} {problem}, or unset it; or list the host in NO_PROXY")
