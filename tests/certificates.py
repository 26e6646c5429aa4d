"""A pytest plugin that lets clients of httpx which tests build for themselves share the certificates that they trust.

Each would read them anew, which takes OpenSSL 3 some 50 ms.  Clients of ours read theirs as ever: they do not use the
transports of httpx.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


def pytest_configure() -> None:
    """Share them from now on, in this process."""
    for library in filter(find_spec, ("httpx", "httpx2")):
        transports: Any = import_module(f"{library}._transports.default")
        transports.create_ssl_context = _shared(transports.create_ssl_context)


def _shared(create: Callable[..., ssl.SSLContext]) -> Callable[..., ssl.SSLContext]:
    """Return a function that creates one context for each state of the environment, if nothing else is asked for."""

    @lru_cache
    def usual(trust_env: bool, *variables: str | None) -> ssl.SSLContext:
        del variables
        return create(trust_env=trust_env)

    def context(
        verify: ssl.SSLContext | str | bool = True, cert: Any = None, trust_env: bool = True
    ) -> ssl.SSLContext:
        if verify is True and cert is None:
            return usual(trust_env, *map(os.environ.get, _VARIABLES))
        return create(verify, cert, trust_env)

    return context
