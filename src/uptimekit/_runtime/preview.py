"""Previews of calls: method, address, headers and body, with the secrets masked; nothing is sent."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from . import http_library
from .encoding import Joined
from .http_request import bare_request, joined_query, plain_query, request_headers, with_query
from .json_types import is_array, is_object
from .masking import MASK
from .parts import Part
from .request import Request
from .request_body import RequestBody
from .secret_values import is_marked, is_marked_in_path, path_pattern
from .settings import Settings
from .shared_state import SharedState
from .unset import UNSET
from .url_credentials import without_url_credentials

__all__ = ["Preview", "preview"]

_ENCODED_MASK: Final = re.compile(r"%2A%2A%2A", re.IGNORECASE)
_MEDIA: Final = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}


@dataclass(frozen=True)
class Preview:
    """A request that was not sent.

    Attributes:
        method: its method.
        url: its address with the query.
        headers: its headers under names in lower case, without those of the connection.
        body: the JSON value, the fields of a form, the parts of a multipart body, or the text that it would carry; of
            bytes and files a description.  UNSET for none.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: Any


def preview(shared: SharedState, settings: Settings, request: Request[Any]) -> Preview:
    """Return what *request* would be.

    Masked are the credentials; what the spec marks as secret in the path, the query, the headers and the body; values
    whose name tells that they are secret, such as ``api_key``; and user names and passwords in addresses.

    Raises:
        AuthenticationError: a credential is missing.
        InputError: the request could not be sent.
    """
    if request.json is not UNSET or request.form is not None:
        RequestBody(request)  # raises for what cannot be sent; a file is not looked at
    masked = _masked(request, request.operation.secrets)
    headers, query = request_headers(settings, masked), plain_query(masked)
    if media := next((media for kind, media in _MEDIA.items() if _is_given(getattr(request, kind))), ""):
        headers["content-type"] = media
    for name in shared.credentials.required(request.operation, settings.error_classes):
        shared.credentials.place_mask(name, headers, query)
    library: Any = http_library.library_of(None)
    made = with_query(
        partial(bare_request, library.Request),
        request.operation.method,
        shared.url(masked),
        joined=joined_query(masked),
        params=query or None,
        headers={},
    )
    secrets = shared.secrets(request, settings)
    return Preview(
        request.operation.method,
        secrets.masked(_ENCODED_MASK.sub(MASK, str(made.url))),
        secrets.masked(headers),
        secrets.masked(_body(masked)),
    )


def _is_given(value: Any) -> bool:
    return value is not UNSET and value is not None


def _masked(request: Request[Any], names: Collection[str]) -> Request[Any]:
    """Return *request* with a mask in the place of each value that has one of these *names*, and of what is secret anyhow."""
    return replace(
        request,
        path=_masked_path(request, names),
        query=_masked_values(request.query, names),
        headers={name: _masked_header(name, text, names) for name, text in request.headers.items()},
        json=_masked_values(request.json, names),
        form=_masked_values(request.form, names),
        content=_masked_values(request.content, names),
        multipart=request.multipart and [_masked_part(part, names) for part in request.multipart],
    )


def _masked_header(name: str, text: str, names: Collection[str]) -> str:
    if name == "Cookie":
        pairs = (pair.partition("=") for pair in text.split("; "))
        return "; ".join(
            f"{cookie}={MASK if is_marked(cookie, names) else value}" for cookie, _, value in pairs
        )
    return MASK if is_marked(name, names) else without_url_credentials(text)


def _masked_path(request: Request[Any], names: Collection[str]) -> str:
    pattern, parameters = path_pattern(request.operation.path)
    if (match := pattern.fullmatch(request.path)) is None:
        return request.path
    path = request.path
    for number in range(len(parameters), 0, -1):
        if is_marked_in_path(parameters[number - 1], names):
            start, end = match.span(number)
            path = f"{path[:start]}{MASK}{path[end:]}"
    return path


def _masked_values(value: Any, names: Collection[str], secret: bool = False) -> Any:
    """Return a copy of a JSON value with a mask for every value below one of *names*, and for credentials in addresses."""
    if is_object(value):
        return {
            name: _masked_values(each, names, secret or is_marked(name, names))
            for name, each in value.items()
        }
    if is_array(value) and not isinstance(value, Joined):
        return [_masked_values(each, names, secret) for each in value]
    if secret and _is_given(value):
        return MASK
    return without_url_credentials(value) if isinstance(value, str) else value


def _masked_part(part: Part, names: Collection[str]) -> Part:
    return replace(part, content=MASK.encode()) if is_marked(part.name, names) else part


def _body(request: Request[Any]) -> Any:
    if request.json is not UNSET:
        return request.json
    if request.form is not None:
        return {
            name: each.encoded() if isinstance(each, Joined) else each for name, each in request.form.items()
        }
    if request.multipart is not None:
        return {part.name: _content(part.content) for part in request.multipart}
    return UNSET if request.content is None else _content(request.content)


def _content(content: Any) -> str:
    """Return a text, or what a file or bytes are."""
    if isinstance(content, bytes | bytearray):
        try:
            return content.decode()
        except UnicodeDecodeError:
            return f"<{len(content)} bytes>"
    if isinstance(content, str):
        return content
    if isinstance(content, os.PathLike):
        return f"<the file {os.fspath(content)}>"  # pyright: ignore[reportUnknownArgumentType]  (of text or bytes)
    return "<an open file>"
