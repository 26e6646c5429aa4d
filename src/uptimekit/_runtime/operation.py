"""What generated code says about an API: providers, servers, credentials, operations, requests."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import ConfigurationError
from .json_types import is_array, is_object
from .secret_values import named_texts, path_parameters
from .unset import UNSET

__all__ = [
    "Credential",
    "ErrorShape",
    "Operation",
    "Pagination",
    "Provider",
    "RateLimit",
    "Request",
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


@dataclass(frozen=True)
class Server:
    """A host of the provider: a URL template and the permitted values of its variables.

    *limit_by* names the path parameters that the host counts requests by (one check, say) beside the key.
    """

    url: str
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    limit_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credential:
    """A secret that goes into a header, and the environment variable that may hold it."""

    header: str
    prefix: str = ""
    env: str | None = None


@dataclass(frozen=True)
class ErrorShape:
    """JSON pointers into an error body, each list tried in order."""

    message: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    request_id: tuple[str, ...] = ()


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Operation:
    """Static facts about one operation of the API."""

    id: str
    method: str
    path: str
    server: str = BASE
    security: tuple[str, ...] = ()  # names of credentials, the first one that is set is sent
    anonymous: bool = True  # whether the call may go without a credential
    idempotent: bool = False
    idempotent_field: str | None = (
        None  # body field that makes the request idempotent: see Request.idempotent
    )
    idempotent_drops: tuple[
        tuple[str, str], ...
    ] = ()  # a body field, and another beside which it is not kept
    envelope: str | None = None  # field of the body that holds the object, for who builds a body by hand
    accept: str = "application/json"
    returns_body: bool = True
    deprecated: bool = False
    secrets: tuple[str, ...] = ()  # names of parameters and body fields whose values no text may repeat
    pagination: Pagination | None = None


@dataclass(slots=True, repr=False)
class Request:
    """One call: an operation with its arguments, ready to send.  Its ``repr`` shows the operation and no argument."""

    operation: Operation
    path: str
    query: dict[str, Any] = field(default_factory=dict[str, Any])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    json: Any = UNSET
    content: bytes | str | None = None
    form: dict[str, Any] | None = None
    url: str | None = None  # an absolute address on the operation's server, instead of path and query

    @property
    def idempotent(self) -> bool:
        """Whether sending this request twice has the effect of sending it once.

        A field that makes it so must be sent and not empty.  If it lists fields of the body, by which the server
        finds what an earlier request made, each of them must be sent too, or the server looks for nothing; and
        kept, or it finds nothing.
        """
        if self.operation.idempotent or self.operation.idempotent_field is None or not is_object(self.json):
            return self.operation.idempotent
        value = self.json.get(self.operation.idempotent_field)
        keys = value if is_array(value) else ()
        sent = {key for key, value in self.json.items() if value is not None}
        dropped = {key for key, other in self.operation.idempotent_drops if other in sent}
        return bool(value) and sent - dropped >= set(keys)

    def path_values(self, names: Collection[str]) -> str:
        """Return the values of the path parameters *names* that the operation has, as they are sent."""
        parts = zip(self.operation.path.split("/"), self.path.split("/"), strict=True)
        return "/".join(value for part, value in parts if part.startswith("{") and part[1:-1] in names)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts in path, query, headers and body that the spec marks as secret."""
        names = self.operation.secrets
        if not names:
            return ()
        parts = (
            path_parameters(self.operation.path, self.path),
            self.query,
            self.headers,
            self.json,
            self.form,
        )
        return tuple(dict.fromkeys(text for part in parts for text in named_texts(part, names)))

    def __repr__(self) -> str:
        return f"<Request {self.operation.id}>"
