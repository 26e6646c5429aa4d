"""Request builders of a kind of resource: a generated module, or those of a path."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from uptimekit._runtime import UNSET, Request
from uptimekit._runtime import body as json_body

from .address import Address

__all__ = ["Builders", "PathBuilders", "filled", "keywords_of", "relative_url"]


class Builders(Protocol):
    """A module of ``uptimekit_clients.betterstack.requests``; most have ``update`` too."""

    def list(self, *ids: Any, **query: Any) -> Request[Any]: ...
    def create(self, *ids: Any, **attributes: Any) -> Request[Any]: ...
    def get(self, *ids: Any, **query: Any) -> Request[Any]: ...
    def delete(self, *ids: Any, **query: Any) -> Request[Any]: ...


class PathBuilders:
    """Builders for a class that names a path: the id of each request is its URL.

    Args:
        base_url: address that URLs are relative to.
        secrets: names of attributes that no error may repeat.
    """

    def __init__(self, base_url: str, secrets: Iterable[str] = ()) -> None:
        self._address, self._secrets = Address(base_url), tuple(secrets)

    def list(self, url: str, /, **query: Any) -> Request[Any]:
        return self._address.request("GET", url, parameters=query)

    def create(self, url: str, /, **attributes: Any) -> Request[Any]:
        return self._sending("POST", url, attributes)

    def get(self, url: str, /, **query: Any) -> Request[Any]:
        return self._address.request("GET", url, parameters=query)

    def update(self, url: str, /, **attributes: Any) -> Request[Any]:
        return self._sending("PATCH", url, attributes)

    def delete(self, url: str, /, **query: Any) -> Request[Any]:
        return self._address.request("DELETE", url, parameters=query)

    def _sending(self, method: str, url: str, attributes: Mapping[str, Any]) -> Request[Any]:
        request = self._address.request(method, url, attributes)
        secrets = (*request.operation.secrets, *self._secrets)
        request.operation = replace(request.operation, secrets=secrets)
        return request


@cache
def keywords_of(builder: Callable[..., object]) -> Mapping[str, bool]:
    """Return the keyword arguments of a generated builder; True for those that it needs."""
    parameters = inspect.signature(builder).parameters.values()
    keywords = [each for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY]
    return {each.name: each.default is inspect.Parameter.empty for each in keywords}


def filled(builder: Any, ids: tuple[str, ...], attributes: Mapping[str, Any]) -> Request[Any]:
    """Return the request of *builder* with *attributes* in its body, also those that the spec does not know.

    What is missing is left to the server, which says what it needs.
    """
    if inspect.ismethod(builder):  # of a path: it takes anything
        request: Request[Any] = builder(*ids, **attributes)
        return request
    known = keywords_of(builder)
    missing = {name: UNSET for name, needed in known.items() if needed}
    request = builder(*ids, **missing | {name: value for name, value in attributes.items() if name in known})
    others = {name: value for name, value in attributes.items() if name not in known}
    request.json = {**request.json, **json_body(others)}
    return request


def relative_url(request: Request[Any]) -> str:
    """Return the path of *request* as the verbs take it: relative to version 2, else absolute."""
    path = request.path.removeprefix("/v2/")
    return path if path != request.path else f"/api{path}"
