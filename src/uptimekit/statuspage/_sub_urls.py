"""Requests for arbitrary sub-URLs, and their answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from uptimekit._runtime import UNSET, Operation, RawResponse, Request, http_library, segment
from uptimekit._runtime import body as json_body
from uptimekit._runtime import headers as header_values
from uptimekit._runtime import query as query_values
from uptimekit._runtime.error_body import read_error
from uptimekit._runtime.errors import APIStatusError, error_class
from uptimekit._runtime.retry import retry_after
from uptimekit_clients.statuspage.client import PROVIDER
from uptimekit_clients.statuspage.routes import operation_for

from ._answers import unwrapped
from ._result import Result, wrapped
from .errors import ERROR_CLASSES, InputError

__all__ = ["Answer", "enveloped", "error_of", "read_answer", "request_to"]

Answer: TypeAlias = "tuple[int, http_library.Headers, Any]"
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
) -> Request[Answer]:
    """Return the request for a sub-URL such as ``/pages/abc/components.json``; raise InputError for another form."""
    path, asked = _parts(url)
    operation = operation_for(method, path)
    if body is not None and not raw and operation.envelope:
        body = enveloped(operation.envelope, body)
    return Request(
        operation,
        path,
        read_answer(raw=raw),
        query={**asked, **query_values(params or {})},
        headers=header_values(headers or {}),
        json=UNSET if body is None else json_body({"": body})[""],
    )


def _parts(url: str) -> tuple[str, dict[str, Any]]:
    """Return path and query of a sub-URL, without the old ``.json`` at its end."""
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
    query = parse_qs(parts.query, keep_blank_values=True)
    return f"/{path}", {name: values[0] if len(values) == 1 else values for name, values in query.items()}


def enveloped(container: str, body: Any) -> dict[str, Any]:
    """Return *body* inside the object that the API expects."""
    return {container: body}


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
    """Return the error of an answer from outside of a call."""
    raw = RawResponse(Operation("unknown", "GET", "/"), status, http_library.Headers(headers), content)
    facts = read_error(raw, PROVIDER.error)
    error = error_class(status, PROVIDER.rate_limit_statuses, ERROR_CLASSES).saying(facts.message)
    error.status_code, error.request_id, error.body = status, facts.request_id, facts.body
    error.code, error.details = facts.code, facts.details
    error.retry_after = retry_after(raw.headers, time.time())
    return error
