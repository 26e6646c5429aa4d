"""Static facts about an API: providers, servers, credentials, operations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .errors import ConfigurationError

__all__ = [
    "Credential",
    "ErrorShape",
    "Operation",
    "Pagination",
    "Provider",
    "RateLimit",
    "Server",
]

BASE = "base"  # name of the default server


@dataclass(frozen=True)
class RateLimit:
    """At most *requests* in any window of *period* seconds; the whole window's worth may go at once.

    Raises ConfigurationError unless *requests* is a whole number of at least 1 and *period* a number above 0.
    """

    requests: int
    period: float = 1.0

    def __post_init__(self) -> None:
        if type(self.requests) is not int or self.requests < 1:
            raise ConfigurationError("rate_limit: requests must be a whole number of at least 1")
        if type(self.period) not in (int, float) or not 0 < self.period < math.inf:
            raise ConfigurationError("rate_limit: period must be a number of seconds above 0")


@dataclass(frozen=True, eq=False)
class Server:
    """A host of the provider: a URL template and the permitted values of its variables.

    *limit_by* names the path parameters that the host counts requests by (one check, say) beside the key.
    """

    url: str
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    limit_by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Credential:
    """A secret, and the one place of a request that it goes to.

    Attributes:
        header: name of the header that carries it.
        prefix: what stands before it in the header.
        env: environment variable that may hold it.
        read_only_status: status of a write with a secret that can only read.
        query: name of the query parameter that carries it.
        cookie: name of the cookie that carries it.
        basic: whether it is a user name and a password, for HTTP basic.
    """

    header: str = ""
    prefix: str = ""
    env: str | None = None
    read_only_status: int | None = None
    query: str = ""
    cookie: str = ""
    basic: bool = False


@dataclass(frozen=True, eq=False)
class ErrorShape:
    """JSON pointers into an error body, each list tried in order."""

    message: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    request_id: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Provider:
    """What holds for a whole API: servers, credentials, limits and the shape of its errors."""

    name: str
    servers: Mapping[str, Server]
    credentials: Mapping[str, Credential] = field(default_factory=dict[str, Credential])
    rate_limit: RateLimit | None = None
    rate_limit_statuses: tuple[int, ...] = (429,)
    retry_statuses: tuple[int, ...] | None = None
    request_id_headers: tuple[str, ...] = ()
    deprecation_headers: tuple[str, ...] = ()  # answers that carry one announce the end of something
    error: ErrorShape = ErrorShape()


@dataclass(frozen=True)
class Pagination:
    """How a listing goes on; dotted paths lead into the body.  See ``docs/spec-extensions.md``."""

    style: Literal["page", "offset", "link", "cursor"]
    items: str
    parameter: str = ""
    first: int = 1
    size_parameter: str = ""
    size: int = 0
    next: str = ""
    last: str = ""
    total_pages: str = ""
    total_items: str = ""
    short_page_ends: bool = False
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Operation:
    """Static facts about one operation of the API."""

    id: str
    method: str
    path: str
    server: str = BASE
    security: tuple[tuple[str, ...], ...] = ()  # alternatives, each of credentials that are sent together
    anonymous: bool = True  # whether the call may go without a credential
    idempotent: bool = False
    idempotent_field: str | None = None  # of the body, see Request.idempotent
    idempotent_drops: tuple[tuple[str, str], ...] = ()  # a body field, and another beside which it is dropped
    envelope: str | None = None  # field of the body that holds the object, for who builds a body by hand
    accept: str = "application/json"
    returns_body: bool = True
    deprecated: bool = False
    secrets: tuple[str, ...] = ()  # names of parameters and body fields whose values no text may repeat
    pagination: Pagination | None = None
