"""What generated code stands on.  Private: the public names are re-exported by ``uptimekit`` and its facades."""

from __future__ import annotations

from .async_client import AsyncBaseClient
from .constants import MAX_PAGES
from .encoding import body, form, headers, query
from .enums import OpenStrEnum
from .lazy import lazy_exports
from .model import Layout, Model, mask, reread
from .operation import Credential, ErrorShape, Operation, Pagination, Provider, RateLimit, Server
from .pager import AsyncPager, Pager
from .path_segment import segment, uuid_text
from .reading import (
    SHAPE_ERRORS,
    items_of,
    list_of,
    map_of,
    parse_date,
    parse_datetime,
    tagged,
    unchanged,
    union,
    unwrap,
)
from .request import ListRequest, Request
from .response import RawResponse, read_bytes, read_json, read_nothing, read_text
from .routes import Routes
from .settings import CallOptions, ClientOptions
from .sync_client import BaseClient
from .tracebacks import hides_locals
from .unset import UNSET, Unset

__all__ = [
    "MAX_PAGES",
    "SHAPE_ERRORS",
    "UNSET",
    "AsyncBaseClient",
    "AsyncPager",
    "BaseClient",
    "CallOptions",
    "ClientOptions",
    "Credential",
    "ErrorShape",
    "Layout",
    "ListRequest",
    "Model",
    "OpenStrEnum",
    "Operation",
    "Pager",
    "Pagination",
    "Provider",
    "RateLimit",
    "RawResponse",
    "Request",
    "Routes",
    "Server",
    "Unset",
    "body",
    "form",
    "headers",
    "hides_locals",
    "items_of",
    "lazy_exports",
    "list_of",
    "map_of",
    "mask",
    "parse_date",
    "parse_datetime",
    "query",
    "read_bytes",
    "read_json",
    "read_nothing",
    "read_text",
    "reread",
    "segment",
    "tagged",
    "unchanged",
    "union",
    "unwrap",
    "uuid_text",
]
