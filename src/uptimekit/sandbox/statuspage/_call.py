"""A request for an operation, and the state that operations work on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast

from starlette.datastructures import QueryParams

from uptimekit.sandbox.statuspage._forms import parse_form
from uptimekit.sandbox.statuspage._http import InvalidError, RefusalError, error, missing
from uptimekit.sandbox.statuspage._ids import Ids
from uptimekit.sandbox.statuspage._limit import RateLimiter
from uptimekit.sandbox.statuspage._model import Site, User
from uptimekit.sandbox.statuspage._settings import Settings

__all__ = ["Backend", "Call", "find"]

T = TypeVar("T")


@dataclass(slots=True)
class Backend:
    """The settings and the state of one sandbox: an organisation with its users and status pages."""

    settings: Settings
    ids: Ids
    organization_id: str
    api_key: str
    sites: dict[str, Site] = field(default_factory=lambda: dict[str, Site]())
    users: dict[str, User] = field(default_factory=lambda: dict[str, User]())
    limiter: RateLimiter = field(default_factory=RateLimiter)


@dataclass(slots=True, kw_only=True)
class Call:
    """One request, at one moment of the sandbox's clock.

    path_ids: what stands in the path where the route has a placeholder.
    authorized: whether it came with the key; the Manage API is not reached without.
    """

    backend: Backend
    query: QueryParams
    raw_body: bytes
    content_type: str
    path_ids: tuple[str, ...]
    now: datetime
    authorized: bool

    @property
    def site(self) -> Site:
        """The status page that the path begins with; 404 if there is none, 403 if it is somebody else's."""
        site = find(self.backend.sites, self.path_ids[0], "page")
        if not site.reachable:
            raise RefusalError(error(403, "You do not have access to this page"))
        return site

    def check_site(self) -> None:
        """404 or 403, as `site`, for operations that need no more of it."""
        _ = self.site

    def check_organization(self) -> None:
        """404 unless the path begins with the organisation."""
        if self.path_ids[0] != self.backend.organization_id:
            raise missing("organization")

    def body(self) -> dict[str, object]:
        """The body as an object, {} if empty; 400 if it is none, or not what its Content-Type says."""
        if not self.raw_body:
            return {}
        kind = self.content_type.partition(";")[0].strip().lower()
        try:
            form = kind == "application/x-www-form-urlencoded"
            value: object = parse_form(self.raw_body) if form else json.loads(self.raw_body)
        except (ValueError, RecursionError) as exc:
            raise RefusalError(error(400, "The request body cannot be read")) from exc
        if not isinstance(value, dict):
            raise RefusalError(error(400, "The request body is not an object"))
        return cast("dict[str, object]", value)

    def envelope(self, name: str) -> dict[str, object]:
        """The object that the body wraps in `name`; 400 if that is missing, 422 if it is no object."""
        body = self.body()
        if name not in body:
            raise RefusalError(error(400, f"{name} is missing"))
        inner = body[name]
        if not isinstance(inner, dict):
            raise InvalidError({name: ["is not an object"]})
        return cast("dict[str, object]", inner)


def find(records: Mapping[str, T], record_id: str, what: str) -> T:
    """The record with this id; 404 if there is none."""
    record = records.get(record_id)
    if record is None:
        raise missing(what)
    return record
