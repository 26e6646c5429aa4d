# Derived by scripts/generate.py from ../_async/service_types.py; do not edit.
"""Service types and their schemas, which are cached."""

from __future__ import annotations

import builtins
from typing import Any, TypeVar

from uptimekit._runtime import BaseClient, Request
from uptimekit.uptimehunt._service_type_cache import ServiceTypeCache
from uptimekit.uptimehunt.errors import facade_errors
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.models import ServiceType
from uptimekit_clients.uptimehunt.resources import service_types as generated

__all__ = ["ServiceTypes"]

T = TypeVar("T")


@facade_errors
class ServiceTypes(generated.ServiceTypes):
    """Kinds of services, and what they can be configured with.  Answers are kept in the client's cache."""

    __slots__ = ("_cache",)

    def __init__(self, client: BaseClient, cache: ServiceTypeCache) -> None:
        super().__init__(client)
        self._cache = cache

    def list(self) -> builtins.list[ServiceType]:
        return self._cached(requests.service_types.list())

    def get(self, service_type: str) -> ServiceType:
        return self._cached(requests.service_types.get(service_type))

    def get_schema(self, service_type: str) -> dict[str, Any]:
        return self._cached(requests.service_types.get_schema(service_type))

    def _cached(self, request: Request[T]) -> T:
        answer: T | None = self._cache.get(request.path)
        if answer is None:
            answer = self._client.call(request)
            self._cache.put(request.path, answer)
        return answer
