"""The API classes: verbs that take a path, with every safety of the runtime below them."""

from __future__ import annotations

from ._async.api import AsyncPaginatedAPI, AsyncRESTAPI, AsyncUptimeAPI
from ._sync.api import RESTAPI, PaginatedAPI, UptimeAPI
from .auth import BearerAuth
from .response import Response

__all__ = [
    "RESTAPI",
    "AsyncPaginatedAPI",
    "AsyncRESTAPI",
    "AsyncUptimeAPI",
    "BearerAuth",
    "PaginatedAPI",
    "Response",
    "UptimeAPI",
]
