"""The runtime, on which generated code stands; each name loads on first use.

Private: the public names are re-exported by ``uptimekit`` and its facades.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import lazy_exports

if TYPE_CHECKING:
    from .async_client import AsyncBaseClient
    from .body_formats import check_format
    from .constants import MAX_PAGES
    from .documented_values import Documented, documented
    from .encoding import body, form, headers, query
    from .enums import ListedFields, OpenStrEnum
    from .files import FileContent, Upload
    from .model import Layout, Model, mask, reread
    from .operation import Credential, ErrorShape, Operation, Pagination, Provider, RateLimit, Server
    from .pager import AsyncPager, Pager
    from .parameter_styles import cookies, deep_object, exploded, joined, json_text, segments, simple
    from .parts import multipart
    from .path_segment import segment, uuid_text
    from .reading import (
        SHAPE_ERRORS,
        fitting,
        items_of,
        list_of,
        map_of,
        parse_date,
        parse_datetime,
        tagged,
        unchanged,
        union,
    )
    from .request import LateReader, ListRequest, Request
    from .response import RawResponse, read_by_status, read_bytes, read_json, read_nothing, read_text
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
    "Documented",
    "ErrorShape",
    "FileContent",
    "LateReader",
    "Layout",
    "ListRequest",
    "ListedFields",
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
    "Upload",
    "body",
    "check_format",
    "cookies",
    "deep_object",
    "documented",
    "exploded",
    "fitting",
    "form",
    "headers",
    "hides_locals",
    "items_of",
    "joined",
    "json_text",
    "lazy_exports",
    "list_of",
    "map_of",
    "mask",
    "multipart",
    "parse_date",
    "parse_datetime",
    "query",
    "read_by_status",
    "read_bytes",
    "read_json",
    "read_nothing",
    "read_text",
    "reread",
    "segment",
    "segments",
    "simple",
    "tagged",
    "unchanged",
    "union",
    "uuid_text",
]

_NAMES = {
    "async_client": "AsyncBaseClient",
    "body_formats": "check_format",
    "constants": "MAX_PAGES",
    "documented_values": "Documented documented",
    "encoding": "body form headers query",
    "enums": "ListedFields OpenStrEnum",
    "files": "FileContent Upload",
    "model": "Layout Model mask reread",
    "parts": "multipart",
    "operation": "Credential ErrorShape Operation Pagination Provider RateLimit Server",
    "pager": "AsyncPager Pager",
    "parameter_styles": "cookies deep_object exploded joined json_text segments simple",
    "path_segment": "segment uuid_text",
    "reading": "SHAPE_ERRORS fitting items_of list_of map_of parse_date parse_datetime tagged unchanged union",
    "request": "LateReader ListRequest Request",
    "response": "RawResponse read_by_status read_bytes read_json read_nothing read_text",
    "routes": "Routes",
    "settings": "CallOptions ClientOptions",
    "sync_client": "BaseClient",
    "tracebacks": "hides_locals",
    "unset": "UNSET Unset",
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _NAMES.items() for name in names.split()}
    )
