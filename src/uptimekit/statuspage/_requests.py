"""From the arguments of an action or a verb to a request, and from its answer to results."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs, urlsplit

from uptimekit._runtime import (
    UNSET,
    ListRequest,
    Operation,
    RawResponse,
    Request,
    as_it_is,
    list_of,
    read_json,
    segment,
)
from uptimekit._runtime import body as json_body
from uptimekit._runtime import headers as header_values
from uptimekit._runtime import query as query_values
from uptimekit._runtime.error_body import read_error
from uptimekit._runtime.errors import APIStatusError, InputError, error_class
from uptimekit._runtime.http_library import Headers
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import misfit
from uptimekit._runtime.retry import retry_after
from uptimekit_clients.statuspage.client import PROVIDER

from ._operations import operation, operation_for
from ._plans import Call, Listing
from ._results import Result, wrapped
from .errors import ERROR_CLASSES

__all__ = [
    "Answer",
    "enveloped",
    "error_of",
    "every",
    "listed",
    "needed",
    "read_answer",
    "request_to",
    "single",
    "status_of",
    "unwrapped",
]

R = TypeVar("R", bound=Result)

Answer = tuple[int, Headers, Any]
"""Status, headers and decoded body."""

_SUFFIX: Final = ".json"


def request_to(
    method: str,
    url: str,
    params: Mapping[str, Any] | None,
    body: Any,
    headers: Mapping[str, Any] | None,
    *,
    raw: bool,
) -> Request[Any]:
    """Return the request for a sub-URL such as ``/pages/abc/components.json``; raise InputError for any other."""
    path, asked = _parts(url)
    found = operation_for(method, path)
    if body is not None and not raw and found.envelope:
        body = enveloped(found.envelope, body)
    return Request(
        found,
        path,
        as_it_is,
        query={**asked, **query_values(params or {})},
        headers=header_values(headers or {}),
        json=UNSET if body is None else json_body({"": body})[""],
    )


def _parts(url: str) -> tuple[str, dict[str, Any]]:
    """Return path and query of a sub-URL, without the ``.json`` that the API did with and does without."""
    refused = InputError("url must be a path below the API, such as /pages/abc/components", field="url")
    try:
        parts = urlsplit(url)
        path = parts.path.strip("/").removesuffix(_SUFFIX)
    except (ValueError, TypeError, AttributeError):
        raise refused from None
    if parts.scheme or parts.netloc or not path:
        raise refused
    for part in path.split("/"):
        segment(part, "url")  # ".." would reach another resource
    found = parse_qs(parts.query, keep_blank_values=True)
    return f"/{path}", {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def enveloped(container: str, body: Any) -> dict[str, Any]:
    """Return *body* inside the object that the API expects."""
    return {container: body}


def unwrapped(body: Any) -> Any:
    """Return what is inside an answer's envelope; the API has one, ``data``, and for few answers only."""
    return body["data"] if is_object(body) and list(body) == ["data"] else body


def read_answer(*, raw: bool) -> Callable[[RawResponse], Answer]:
    """Return a reader of status, headers and body: JSON as results, anything else as text."""

    def read(response: RawResponse) -> Answer:
        body: Any = response.text
        if response.content and response.content_type.endswith("json"):
            body = response.json()
            body = wrapped(Result, body if raw else unwrapped(body))
        return response.status_code, response.headers, body

    return read


def error_of(status: int, headers: Mapping[str, str], content: bytes) -> APIStatusError:
    """Return the error that an answer stands for, outside of any call."""
    raw = RawResponse(Operation("unknown", "GET", "/"), status, Headers(headers), content)
    facts = read_error(raw, PROVIDER.error)
    error = error_class(status, PROVIDER.rate_limit_statuses, ERROR_CLASSES).saying(facts.message)
    error.status_code, error.request_id, error.body = status, facts.request_id, facts.body
    error.code, error.details = facts.code, facts.details
    error.retry_after = retry_after(raw.headers, time.time())
    return error


# ---------------------------------------------------------------------- for the services


def needed(name: str, value: str | None) -> str:
    """Return an id whose documented default is None; raise InputError for that."""
    if value is None:
        raise InputError(f"no {name} was given", field=name)
    return value


def single(
    call: str,
    kind: type[R],
    *ids: str,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
    within: str = "",
) -> Call[R]:
    """Return the call of the operation *call* (``components.get``), whose answer is one object, or has it *within*."""
    request = _request(operation(call), ids, query, body)
    return Call(request, read_json(partial(_object, kind), within))


def every(call: str, kind: type[R], *ids: str, items: str = "") -> Call[list[R]]:
    """Return the call of the operation *call*, whose answer has a whole list: it is one, or its field *items* is."""
    return Call(
        _request(operation(call), ids, None, None),
        read_json(list_of(partial(_object, kind)), items),
    )


def status_of(call: str, *ids: str, query: Mapping[str, Any] | None = None, body: Any = None) -> Call[int]:
    """Return the call of the operation *call*, of whose answer only the status matters."""
    return Call(_request(operation(call), ids, query, body), lambda response: response.status_code)


def listed(
    call: str, kind: type[R], *ids: str, query: Mapping[str, Any] | None = None, **walk: Any
) -> Listing[R]:
    """Return the listing of the operation *call*; *walk* says where it starts and how it goes on."""
    request = _request(operation(call), ids, query, None).reading_items(partial(_object, kind))
    return Listing(request, **walk)


def _request(
    found: Operation, ids: tuple[str, ...], query: Mapping[str, Any] | None, body: Any
) -> ListRequest[Any, Any]:
    if body is not None and found.envelope:
        body = enveloped(found.envelope, body)
    path = _filled(found.path, ids)
    return ListRequest(
        found,
        path,
        as_it_is,
        read_item=as_it_is,
        query=query_values(query or {}),
        json=UNSET if body is None else json_body(body),
    )


def _filled(template: str, ids: tuple[str, ...]) -> str:
    """Return the path with *ids* in the places of its parameters, in their order."""
    given = iter(ids)
    parts = template.split("/")
    return "/".join(segment(next(given), part[1:-1]) if part.startswith("{") else part for part in parts)


def _object(kind: type[R], said: Any) -> R:
    said = unwrapped(said)
    if not is_object(said):
        raise misfit(said, "an object", kind(), kind.__name__)
    return kind(said)
