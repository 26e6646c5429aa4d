"""The HTTP request of a call, which each attempt makes anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError, InputError
from .http_library import is_a
from .http_request import joined_query, plain_query, request_headers
from .request import Request
from .request_body import RequestBody
from .settings import Settings
from .shared_state import SharedState
from .urls import with_parameters

if TYPE_CHECKING:
    from .http_library import HTTPRequest

__all__ = ["Outgoing"]


class Outgoing:
    """What a call sends: the same in every attempt, but for the credentials that change.

    Attributes:
        url: the address, without the parameters of the query.
        sources: sources of the credentials that change, by the credentials' names.
        refused: secrets of these sources that the server refused.
    """

    def __init__(self, shared: SharedState, settings: Settings, request: Request[Any]) -> None:
        self._request = request
        self._credentials = shared.credentials
        self.url = shared.url(request)
        self.sources: dict[str, Any] = {}
        self.refused: dict[str, str] = {}
        self._given: dict[str, str] = {}  # what the sources gave for this attempt
        self._keys: dict[str, str] = {}  # the credentials in the query
        self._headers = request_headers(settings, request)
        for name in self._credentials.required(request.operation, settings.error_classes):
            if name in self._credentials.sources:
                self.sources[name] = self._credentials.sources[name]
            else:
                self._credentials.place(name, self._headers, self._keys)
        self._joined = joined_query(request)
        self._body = RequestBody(request)  # last: nothing after it can leave its files open
        self._headers = {**self._body.headers, **self._headers}

    @property
    def secrets(self) -> Iterator[str]:
        """What no text may repeat of the secrets that came from sources."""
        for name, secret in (*self._given.items(), *self.refused.items()):
            yield from self._credentials.spellings(name, secret)

    def authenticate(self, name: str, secret: object) -> None:
        """Send the next attempt with this *secret* of the source of *name*; raise an error if it cannot be sent."""
        if not isinstance(secret, str):
            raise ConfigurationError(f"the source of {name} must return text; is it of the other kind?")
        self._credentials.place(name, self._headers, self._keys, secret)
        self._given[name] = secret

    def refuse(self) -> bool:
        """Take note of a 401; return whether the sources may have other secrets, which they are asked for once."""
        if not self._given or self.refused or not self.can_repeat:
            return False
        self.refused = dict(self._given)
        return True

    @property
    def can_repeat(self) -> bool:
        """Whether all of it can be sent again, which a file that cannot be rewound cannot."""
        return self._body.can_repeat

    def close(self) -> None:
        """Close the files of the body that were opened by their paths."""
        self._body.close()

    def request(self, make: Callable[..., HTTPRequest], timeouts: Mapping[str, float]) -> HTTPRequest:
        """Return the request of the next attempt from *make*; raise InputError if its URL is none."""
        linked = self._request.url is not None  # such an address has its query, which keeps its spelling
        try:
            made = make(
                self._request.operation.method,
                with_parameters(self.url, self._keys) if linked else self.url,
                params={**plain_query(self._request), **({} if linked else self._keys)} or None,
                joined=self._joined,
                headers=self._headers,
                content=self._body.content,
                files=self._body.files,
                extensions={"timeout": timeouts},
            )
            self._body.attach(made)
        except Exception as error:
            if not (is_a(error, "InvalidURL") or isinstance(error, UnicodeError)):
                raise
            problem = "it holds half of a surrogate pair" if isinstance(error, UnicodeError) else error
            raise InputError(f"the request has no valid URL: {problem}") from None
        return made
