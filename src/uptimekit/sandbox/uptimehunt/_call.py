"""A request for an operation, and the state that operations work on."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from starlette.datastructures import QueryParams
from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._http import RefusalError
from uptimekit.sandbox.uptimehunt._model import Project, Service, User
from uptimekit.sandbox.uptimehunt._settings import Settings
from uptimekit.sandbox.uptimehunt._store import Store
from uptimekit.sandbox.uptimehunt._tokens import Session

__all__ = ["Backend", "Call", "Handler"]

_Owned = TypeVar("_Owned", Project, Service)


@dataclass(slots=True)
class Backend:
    """The settings and the state of one server."""

    settings: Settings
    store: Store


@dataclass(slots=True, kw_only=True)
class Call:
    """One request, its body read, at one moment of the server's clock.

    session: whose access token was sent; None for a prober, and where no token is asked for.
    ids: what stands in the path where the route has a placeholder.
    """

    backend: Backend
    session: Session | None
    query: QueryParams
    raw_body: bytes
    ids: tuple[str, ...]
    now: datetime

    @property
    def store(self) -> Store:
        """The state of the server."""
        return self.backend.store

    @property
    def user(self) -> User:
        """Who is logged in; only where a session is asked for."""
        return cast("Session", self.session).user

    def json_object(self, *, optional: bool = False) -> dict[str, object]:
        """The body as a JSON object; 400 if it is something else, or missing unless it is `optional`."""
        if optional and not self.raw_body:
            return {}
        try:
            value: object = json.loads(self.raw_body, parse_float=_finite, parse_constant=_finite)
        except (ValueError, RecursionError) as exc:
            raise RefusalError(400, "The body is not valid JSON") from exc
        if not isinstance(value, dict):
            raise RefusalError(400, "The body is not a JSON object")
        return cast("dict[str, object]", value)

    def project(self) -> Project:
        """The project in the path: 404 if there is none, 403 if it is another user's."""
        return self._own(self.store.projects.get(int(self.ids[0])), "project")

    def service(self) -> Service:
        """The service in the path: 404 if there is none, 403 if it is another user's."""
        return self._own(self.store.services.get(int(self.ids[0])), "service")

    def _own(self, item: _Owned | None, what: str) -> _Owned:
        if item is None:
            raise RefusalError(404, f"There is no {what} with this id")
        if item.owner is not self.user:
            raise RefusalError(403, f"This {what} belongs to another user")
        return item


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("no number of JSON")
    return value


Handler = Callable[[Call], Response]
