"""The address of an API, and the requests for its paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

from uptimekit._runtime import UNSET, ListRequest, http_library, segment, unchanged
from uptimekit._runtime import body as json_body
from uptimekit._runtime import headers as header_values
from uptimekit._runtime import query as query_values
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import object_of
from uptimekit._runtime.urls import origin_of
from uptimekit_clients.betterstack.routes import operation_for

from .exceptions import ConfigurationError, ValidationError

__all__ = ["API_URL", "Address", "parameters_of"]

API_URL: Final = "https://uptime.betterstack.com/api/v2/"
_VERSION_AT_END: Final = re.compile(r"/v[0-9]+/$")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True)
class Address:
    """Where an API lives, and which request a URL stands for."""

    base_url: str

    def __post_init__(self) -> None:
        if not isinstance(self.base_url, str) or not self.base_url.endswith("/"):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("base_url must end with a slash, as in https://example.org/api/v2/")

    @property
    def root(self) -> str:
        """The address above the versions, such as ``https://uptime.betterstack.com/api``."""
        return _VERSION_AT_END.sub("/", self.base_url).rstrip("/")

    @property
    def servers(self) -> dict[str, str]:
        """The generated client's addresses.

        Another server than the hosted one gets all calls, also those to other hosts of the service: its token
        must not reach them.
        """
        if self.base_url == API_URL:
            return {}
        parts = urlsplit(self.root)
        site = urlunsplit((parts.scheme, parts.netloc, parts.path.removesuffix("/api"), "", ""))
        return {"base_url": self.root, "organization_url": self.root, "site_url": site}

    def request(
        self,
        method: str,
        url: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> ListRequest[Any, dict[str, Any]]:
        """Return the request for *url*: relative to the base, an absolute path, or on the same origin.

        A parameter's trailing underscore (``from_``) is not sent.  Raises ValidationError for another origin,
        InputError for a path that servers may read as another one (``%2F`` in it).
        """
        for name, given in (("body", body), ("headers", headers), ("parameters", parameters)):
            if given is not None and not is_object(given):
                raise ValidationError(f"{name} must be a dict, not {type(given).__name__}", field=name)
        target = urlsplit(urljoin(self.base_url, self._checked(url)))
        for part in filter(None, target.path.split("/")):
            segment(part, "url")  # an encoded slash would reach another resource
        path, elsewhere = self._below_root(target.path)
        return ListRequest(
            operation_for(method, path),
            path,
            unchanged,
            read_item=object_of,
            query={**_parameters_in(target.query), **parameters_of(parameters or {})},
            headers=header_values(headers or {}),
            json=UNSET if body is None else json_body(body),
            url=elsewhere,
        )

    def _checked(self, url: str) -> str:
        if _ABSOLUTE.match(url):
            base = http_library.URL(self.base_url)
            target = _joined(base, url)
            if target.userinfo or origin_of(target) != origin_of(base):
                host = "{}://{}:{}".format(*origin_of(base))
                raise ValidationError(
                    f"url must be below {host}, the only server that the token is sent to", field="url"
                )
        return url

    def _below_root(self, path: str) -> tuple[str, str | None]:
        """Return *path* below the root, or with the whole address of a path that does not lie there."""
        root = urlsplit(self.root)
        if path.startswith(f"{root.path}/"):
            return path[len(root.path) :], None
        # As the service names it, on a server below.
        if root.path.endswith("/api") and path.startswith("/api/"):
            return path.removeprefix("/api"), None
        return path, urlunsplit((root.scheme, root.netloc, path, "", ""))


def parameters_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return query parameters as they are sent, without the trailing underscore of ``from_``."""
    return query_values({name.removesuffix("_"): value for name, value in given.items()})


def _joined(base: http_library.URL, url: str) -> http_library.URL:
    try:
        return base.join(url)
    except http_library.InvalidURL:
        raise ValidationError("the URL is none", field="url") from None


def _parameters_in(text: str) -> dict[str, Any]:
    found = parse_qs(text, keep_blank_values=True)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
