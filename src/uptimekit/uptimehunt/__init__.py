"""UptimeHunt: projects, services, metrics and probes, with tokens that renew themselves.

The names load on first use; the modules ``client``, ``errors`` and ``stores`` have them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime import lazy_exports

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import HttpMethod, ServiceKind

    from ._async.client import AsyncClient
    from ._deprecation import APIDeprecationWarning
    from ._sync.client import Client
    from ._tokens import Tokens
    from .errors import (
        APIError,
        AuthenticationError,
        BadRequestError,
        ConfigurationError,
        ConflictError,
        ForbiddenError,
        InvalidInputError,
        NotFoundError,
        RateLimitError,
        RedirectError,
        RejectedInputError,
        ServerError,
        SessionEndedError,
        UptimeHuntError,
        ValidationError,
        WaitTimeoutError,
    )
    from .series import Point, Series
    from .shared_tokens import SharedTokenStore
    from .stores import FileTokenStore, MemoryTokenStore, TokenStore

__all__ = [
    "APIDeprecationWarning",
    "APIError",
    "AsyncClient",
    "AuthenticationError",
    "BadRequestError",
    "Client",
    "ConfigurationError",
    "ConflictError",
    "FileTokenStore",
    "ForbiddenError",
    "HttpMethod",
    "InvalidInputError",
    "MemoryTokenStore",
    "NotFoundError",
    "Point",
    "RateLimitError",
    "RedirectError",
    "RejectedInputError",
    "Series",
    "ServerError",
    "ServiceKind",
    "SessionEndedError",
    "SharedTokenStore",
    "TokenStore",
    "Tokens",
    "UptimeHuntError",
    "ValidationError",
    "WaitTimeoutError",
]

_MODULES = {
    "_async.client": ("AsyncClient",),
    "_deprecation": ("APIDeprecationWarning",),
    "_sync.client": ("Client",),
    "_tokens": ("Tokens",),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "series": ("Point", "Series"),
    "shared_tokens": ("SharedTokenStore",),
    "uptimekit_clients.uptimehunt.models": ("HttpMethod", "ServiceKind"),
    "stores": ("FileTokenStore", "MemoryTokenStore", "TokenStore"),
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _MODULES.items() for name in names}
    )
