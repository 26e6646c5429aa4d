"""Healthchecks.io, hosted and self-hosted: checks, pings, and a context manager that reports a job's runs.

Every name that the known client library documents is here, with the same arguments and defaults (but API
version 3 instead of 1).  The names load on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime import lazy_exports

if TYPE_CHECKING:
    from ._async.client import AsyncClient
    from ._sync.client import Client
    from .check_fields import CheckCreate, CheckUpdate
    from .check_trap import CheckTrap
    from .errors import (
        BadAPIRequestError,
        CheckConflictError,
        CheckNotFoundError,
        HCAPIAuthError,
        HCAPIError,
        HCAPIKeyError,
        HCAPIPermissionError,
        HCAPIRateLimitError,
        HCAPIRedirectError,
        HCAPIServerError,
        HCAPIStatusError,
        HCAPIUnprocessableError,
        InvalidRequestError,
        NonUniqueSlugError,
        PingFailedError,
        WrongClientError,
    )
    from .models import Check, Upsert
    from .pings import PingResult
    from .renamed_models import Badges, CheckPings, CheckStatuses, Integration

__all__ = [
    "AsyncClient",
    "BadAPIRequestError",
    "Badges",
    "Check",
    "CheckConflictError",
    "CheckCreate",
    "CheckNotFoundError",
    "CheckPings",
    "CheckStatuses",
    "CheckTrap",
    "CheckUpdate",
    "Client",
    "HCAPIAuthError",
    "HCAPIError",
    "HCAPIKeyError",
    "HCAPIPermissionError",
    "HCAPIRateLimitError",
    "HCAPIRedirectError",
    "HCAPIServerError",
    "HCAPIStatusError",
    "HCAPIUnprocessableError",
    "Integration",
    "InvalidRequestError",
    "NonUniqueSlugError",
    "PingFailedError",
    "PingResult",
    "Upsert",
    "WrongClientError",
]

_MODULES = {
    "_async.client": ("AsyncClient",),
    "check_fields": ("CheckCreate", "CheckUpdate"),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "models": ("Check", "Upsert"),
    "pings": ("PingResult",),
    "renamed_models": ("Badges", "CheckPings", "CheckStatuses", "Integration"),
    "_sync.client": ("Client",),
    "check_trap": ("CheckTrap",),
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _MODULES.items() for name in names}
    )
