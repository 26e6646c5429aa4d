"""Service types and their schemas, which are cached."""

from __future__ import annotations

import builtins
from typing import Any, TypeVar

from uptimekit._runtime import AsyncBaseClient, Request
from uptimekit.uptimehunt._service_type_cache import ServiceTypeCache
from uptimekit.uptimehunt.errors import facade_errors
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.models import ServiceType
from uptimekit_clients.uptimehunt.resources import service_types as generated

__all__ = ["AsyncServiceTypes"]

T = TypeVar("T")


@facade_errors
class AsyncServiceTypes(generated.AsyncServiceTypes):
    """Kinds of services, and what they can be configured with.  Answers are kept in the client's cache."""

    __slots__ = ("_cache",)

    def __init__(self, client: AsyncBaseClient, cache: ServiceTypeCache) -> None:
        super().__init__(client)
        self._cache = cache

    async def list(self) -> builtins.list[ServiceType]:
        return await self._cached(requests.service_types.list())

    async def get(self, service_type: str) -> ServiceType:
        return await self._cached(requests.service_types.get(service_type))

    async def get_schema(self, service_type: str) -> dict[str, Any]:
        return await self._cached(requests.service_types.get_schema(service_type))

    async def _cached(self, request: Request[T]) -> T:
        answer: T | None = self._cache.get(request.path)
        if answer is None:
            answer = await self._client.call(request)
            self._cache.put(request.path, answer)
        return answer
