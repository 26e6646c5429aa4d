"""A request for a handler, and replies that several handlers send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response

__all__ = [
    "HTML",
    "Call",
    "RefusalError",
    "empty",
    "error",
    "html_page",
    "json_reply",
    "missing_page",
    "text_reply",
]

HTML = "text/html; charset=utf-8"

_PAGE = """
<!doctype html>
<html lang="en">
<head>
  <title>{title}</title>
</head>
<body>
  <h1>{title}</h1><p>{details}</p>
</body>
</html>
"""

# The page for 404 was recorded to the byte. Of the others only the titles are known.
_PAGES = {
    400: ("Bad Request (400)", ""),
    403: ("403 Forbidden", "CSRF verification failed. Request aborted."),
    404: ("Not Found", "The requested resource was not found on this server."),
    500: ("Server Error (500)", ""),
}


class RefusalError(Exception):
    """Ends the handling of a request with `response`; `bare` if no CORS or cache headers are to be added."""

    def __init__(self, response: Response, *, bare: bool = False) -> None:
        super().__init__(response.status_code)
        self.response = response
        self.bare = bare


@dataclass(slots=True, kw_only=True)
class Call:
    """One request, its body read, at one moment of the sandbox's clock."""

    method: str
    query: QueryParams
    headers: Headers
    raw_body: bytes
    body_too_large: bool
    client: str | None
    root: str
    now: datetime
    params: Mapping[str, str] = field(default_factory=lambda: dict[str, str]())
    version: int = 3

    @property
    def body(self) -> bytes:
        """The body; a refusal with the framework's 400 page if it is longer than accepted."""
        if self.body_too_large:
            raise RefusalError(html_page(400), bare=True)
        return self.raw_body

    def json_object(self) -> dict[str, object]:
        """The body as a JSON object, {} if empty; the Content-Type is not looked at."""
        body = self.body
        if not body:
            return {}
        try:
            value: object = json.loads(body.decode())
        except ValueError as exc:
            raise RefusalError(error(400, "could not parse request body")) from exc
        except RecursionError as exc:  # nested too deeply, a case that the server does not expect
            raise RefusalError(html_page(500), bare=True) from exc
        if not isinstance(value, dict):
            raise RefusalError(error(400, "json validation error: value is not an object"))
        return cast("dict[str, object]", value)


def json_reply(value: object, status: int = 200) -> Response:
    """JSON with the spacing and ASCII escapes of the server's encoder."""
    return Response(json.dumps(value), status, media_type="application/json")


def error(status: int, message: str) -> Response:
    """`{"error": message}`."""
    return json_reply({"error": message}, status)


def text_reply(text: str, status: int = 200) -> Response:
    """Plain words, which the server labels as HTML."""
    return Response(text, status, {"content-type": HTML})


def empty(status: int) -> Response:
    """No body at all."""
    return text_reply("", status)


def html_page(status: int) -> Response:
    """One of the framework's own error pages."""
    title, details = _PAGES[status]
    return text_reply(_PAGE.format(title=title, details=details), status)


def missing_page() -> RefusalError:
    """The framework's "Not Found" page, which carries no CORS headers."""
    return RefusalError(html_page(404), bare=True)
