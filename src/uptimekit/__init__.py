"""Typed, dependable clients for uptime monitoring providers.

Each provider lives in a subpackage (``uptimekit.healthchecks`` ...) and loads on first use; ``import uptimekit``
loads none of them.  Here are the names that all providers share: errors, events, options and sentinels.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._runtime.enums import OpenStrEnum
    from ._runtime.errors import (
        APIStatusError,
        AuthenticationError,
        AuthError,
        BadRequestError,
        ClientStateError,
        ConfigurationError,
        ConflictError,
        DecodingError,
        InputError,
        NetworkError,
        NotFoundError,
        PaginationError,
        PermissionDeniedError,
        RateLimitError,
        RedirectError,
        RequestTimeoutError,
        ResponseTooLargeError,
        ServerError,
        SharedStoreError,
        UnprocessableError,
        UptimeKitError,
        WaitTimeoutError,
    )
    from ._runtime.events import (
        Answered,
        CallFailed,
        DeprecationNoticed,
        Event,
        Hook,
        RequestSent,
        RetryScheduled,
    )
    from ._runtime.files import FileContent, Upload
    from ._runtime.operation import RateLimit
    from ._runtime.pager import AsyncPager, Pager
    from ._runtime.paging import Page
    from ._runtime.response import Capture, RawResponse
    from ._runtime.settings import CallOptions, ClientOptions
    from ._runtime.undocumented import Unknown, UnknownHook
    from ._runtime.unset import UNSET, Unset

__all__ = [
    "UNSET",
    "APIStatusError",
    "Answered",
    "AsyncPager",
    "AuthError",
    "AuthenticationError",
    "BadRequestError",
    "CallFailed",
    "CallOptions",
    "Capture",
    "ClientOptions",
    "ClientStateError",
    "ConfigurationError",
    "ConflictError",
    "DecodingError",
    "DeprecationNoticed",
    "Event",
    "FileContent",
    "Hook",
    "InputError",
    "NetworkError",
    "NotFoundError",
    "OpenStrEnum",
    "Page",
    "Pager",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "RawResponse",
    "RedirectError",
    "RequestSent",
    "RequestTimeoutError",
    "ResponseTooLargeError",
    "RetryScheduled",
    "ServerError",
    "SharedStoreError",
    "Unknown",
    "UnknownHook",
    "UnprocessableError",
    "Unset",
    "Upload",
    "UptimeKitError",
    "WaitTimeoutError",
    "__version__",
]

__version__ = "0.1.0"

_MODULES = {
    "enums": ("OpenStrEnum",),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "events": (
        "Answered",
        "CallFailed",
        "DeprecationNoticed",
        "Event",
        "Hook",
        "RequestSent",
        "RetryScheduled",
    ),
    "files": ("FileContent", "Upload"),
    "operation": ("RateLimit",),
    "pager": ("AsyncPager", "Pager"),
    "paging": ("Page",),
    "response": ("Capture", "RawResponse"),
    "settings": ("CallOptions", "ClientOptions"),
    "undocumented": ("Unknown", "UnknownHook"),
    "unset": ("UNSET", "Unset"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name

    def __getattr__(name: str) -> Any:  # not lazy_exports: this module must not load the transport
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(importlib.import_module(f"uptimekit._runtime.{_HOME[name]}"), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*_HOME, *(name for name in globals() if name.startswith("__"))})
