"""Services: checked before they are sent, ensured by name, moved and waited for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

from uptimekit._runtime import UNSET, AsyncBaseClient, Unset
from uptimekit._runtime._async.waiting import wait_until
from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.sanitize import sanitized
from uptimekit.uptimehunt._by_name import named
from uptimekit.uptimehunt._config_schema import check_config, schema_in
from uptimekit.uptimehunt._service_status import Wanted, is_wanted, refuse_misspelt
from uptimekit.uptimehunt._service_update import changes, id_of, only_one, whole_update
from uptimekit.uptimehunt._validation import check_service
from uptimekit.uptimehunt.errors import InvalidInputError, facade_errors
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.models import Service
from uptimekit_clients.uptimehunt.resources import services as generated

from .service_types import AsyncServiceTypes

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import ServiceKind
    from uptimekit_clients.uptimehunt.params import ServiceConfigInputParams, ServiceInputParams

__all__ = ["AsyncServices"]


@facade_errors
class AsyncServices(generated.AsyncServices):
    """Services, which are watched.  Arguments that the server would refuse raise InvalidInputError."""

    __slots__ = ("_service_types", "_validate_config")

    def __init__(
        self, client: AsyncBaseClient, service_types: AsyncServiceTypes, *, validate_config: bool
    ) -> None:
        super().__init__(client)
        self._service_types = service_types
        self._validate_config = validate_config

    async def create(
        self,
        *,
        name: str,
        type: ServiceKind | str,  # noqa: A002  (the API's name)
        config: ServiceConfigInputParams | Mapping[str, Any],
        project_id: int | Unset | None = UNSET,
        interval: int | Unset = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> Service:
        request = requests.services.create(
            name=name, type=type, config=config, project_id=project_id, interval=interval, enabled=enabled
        )
        await self._check(request.json)
        return await self._client.call(request)

    async def update(
        self,
        service_id: int,
        *,
        name: str,
        type: ServiceKind | str,  # noqa: A002  (the API's name)
        config: ServiceConfigInputParams | Mapping[str, Any],
        project_id: int | Unset | None = UNSET,
        interval: int | Unset = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> Service:
        request = requests.services.update(
            service_id,
            name=name,
            type=type,
            config=config,
            project_id=project_id,
            interval=interval,
            enabled=enabled,
        )
        await self._check(request.json)
        return await self._client.call(request)

    async def _check(self, fields: Mapping[str, Any]) -> None:
        check_service(fields)
        if self._validate_config:
            await self.validate(fields)

    async def validate(self, fields: Mapping[str, Any]) -> None:
        """Check the ``config`` of a service's *fields* against the server's schema for their ``type``.

        The schema comes from the cache of service types.  Raises InvalidInputError with messages for each wrong
        field, and ConfigurationError without the extra ``schema``.
        """
        if "config" in fields and fields.get("type"):
            schema = await self._service_types.get_schema(str(fields["type"]))
            check_config(schema_in(schema), fields["config"])

    async def find(self, name: str) -> Service:
        """Return the service of this name, compared exactly.

        Raises NotFoundError if there is none, with the nearest name; InvalidInputError if several have it.
        """
        return named([each async for each in self.iter()], "service", name)

    async def ensure(self, **fields: Unpack[ServiceInputParams]) -> Service:
        """Create or change the service of this name, or leave it alone if it is as described; return it.

        Fields and members of ``config`` that are not given stay as they are.

        Args:
            fields: those of :meth:`create`; *name*, *type* and *config* are needed.  The name is compared exactly.

        Raises:
            InvalidInputError: for a wrong field, and if several services have the name.
        """
        wanted: dict[str, Any] = requests.services.create(**fields).json
        present = only_one([service.to_dict() async for service in self.iter()], fields["name"])
        if present is None:
            return await self.create(**fields)
        service_id = id_of(present)
        if changed := changes(present, wanted):
            return await self.update(service_id, **whole_update(present, changed))
        return await self.get(service_id)

    async def move(self, service_id: int, project_id: int | None) -> Service:
        """Move a service to a project, or out of its project with None; the rest of it stays as it is."""
        present = (await self.get(service_id)).to_dict()
        return await self.update(service_id, **whole_update(present, {"project_id": project_id}))

    async def set_enabled(self, service_id: int, enabled: bool) -> Service:
        """Let a service be checked, or no longer; the rest of it stays as it is."""
        present = (await self.get(service_id)).to_dict()
        return await self.update(service_id, **whole_update(present, {"enabled": enabled}))

    async def wait_until(
        self, service_id: int, wanted: Wanted = None, *, timeout: float = 600.0, poll: float = 5.0
    ) -> str:
        """Wait for a status of a service, and return it.

        Args:
            service_id: id of the service.
            wanted: a status, a function that judges one, or None for any but ``pending``: the first check is over.
            timeout: seconds to wait.  Default 600.
            poll: seconds between two requests.  Default 5.

        Raises:
            WaitTimeoutError: after *timeout*.
            InvalidInputError: for a *timeout* or *poll* that makes no sense.
        """

        refuse_misspelt(wanted)

        async def look() -> str | None:
            status = (await self.get_status(service_id)).status
            return None if status is None else str(status)

        def complaint(status: str | None) -> str:
            shown = sanitized(status, SHORT_TEXT_LIMIT) if status else "without a status"
            return f"service {service_id} was still {shown} after {timeout:g} s"

        seen = await wait_until(
            look,
            lambda status: is_wanted(status, wanted),
            clock=self._client.clock,
            timeout=timeout,
            poll=poll,
            complaint=complaint,
            invalid=InvalidInputError,
        )
        return str(seen)
