"""Services: the generated operations, and what people do with them every day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from uptimekit._runtime import UNSET, Unset, body
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.uptimehunt.resources import services as generated

from ._config_schema import check_config, schema_in
from ._service_update import changes, id_of, only_one, whole_update
from ._waiting import Wait, Wanted

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Service

    from .client import AsyncClient, Client

__all__ = ["AsyncServices", "Services"]


@hides_locals
class Services(generated.Services):
    """Services, which are watched."""

    __slots__ = ()
    _client: Client

    def ensure(
        self,
        *,
        name: str,
        type: str,  # noqa: A002  (the API's name, as in create())
        config: Mapping[str, Any],
        project_id: int | Unset | None = UNSET,
        interval: int | Unset = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> Service:
        """Return the service of this *name* as it is described here: created, changed or left alone.

        Calling it again changes nothing and sends no more than the listing.  What is not given stays as it is; a
        member of *config* that is not given, too.

        Args:
            name: name of at least 3 characters, which one service has at most.
            type: such as ``http`` or ``ping``.
            config: what is watched and how; its members depend on the type.
            project_id: the project it belongs to; None for none.
            interval: minutes between two checks, 1 to 60.
            enabled: whether it is watched.

        Raises InvalidInputError for a field that is wrong, and if several services have the name.
        """
        wanted = body(
            {
                "name": name,
                "type": type,
                "config": config,
                "project_id": project_id,
                "interval": interval,
                "enabled": enabled,
            }
        )
        there = only_one((service.to_dict() for service in self.iter()), name)
        if there is None:
            return self.create(**wanted)
        if changed := changes(there, wanted):
            return self.update(id_of(there), **whole_update(there, changed))
        return self.get(id_of(there))

    def move(self, service_id: int, project_id: int | None) -> Service:
        """Put a service into a project, or with None into none; the rest of it stays as it is."""
        there = self.get(service_id).to_dict()
        return self.update(service_id, **whole_update(there, {"project_id": project_id}))

    def validate(self, fields: Mapping[str, Any]) -> None:
        """Check the ``config`` of a service's *fields* against the server's schema for their ``type``.

        The schema is cached like all service types.  Raises InvalidInputError with a message for each field that
        is wrong, and ConfigurationError without the extra ``schema``.
        """
        if "config" in fields and fields.get("type"):
            answer = self._client.service_types.get_schema(str(fields["type"]))
            check_config(schema_in(answer), fields["config"])

    def wait_until(
        self, service_id: int, wanted: Wanted = None, *, timeout: float = 600.0, poll: float = 5.0
    ) -> str:
        """Wait until the status is as *wanted*; return it.

        Args:
            service_id: id of the service.
            wanted: a status, a function that judges one, or None for any but ``pending``: the first check is over.
            timeout: seconds to wait.  Default 600.
            poll: seconds between two looks.  Default 5.

        Raises WaitTimeoutError after *timeout*.
        """
        clock = self._client.clock
        wait = Wait(clock, service_id, wanted, timeout, poll)
        while True:
            status = self.get_status(service_id).status
            pause = wait.pause(status)
            if pause is None:
                return str(status)
            clock.sleep(pause)


@hides_locals
class AsyncServices(generated.AsyncServices):
    """Services, which are watched."""

    __slots__ = ()
    _client: AsyncClient

    async def ensure(
        self,
        *,
        name: str,
        type: str,  # noqa: A002  (the API's name, as in create())
        config: Mapping[str, Any],
        project_id: int | Unset | None = UNSET,
        interval: int | Unset = UNSET,
        enabled: bool | Unset = UNSET,
    ) -> Service:
        """See :meth:`Services.ensure`."""
        wanted = body(
            {
                "name": name,
                "type": type,
                "config": config,
                "project_id": project_id,
                "interval": interval,
                "enabled": enabled,
            }
        )
        there = only_one([service.to_dict() async for service in self.iter()], name)
        if there is None:
            return await self.create(**wanted)
        if changed := changes(there, wanted):
            return await self.update(id_of(there), **whole_update(there, changed))
        return await self.get(id_of(there))

    async def move(self, service_id: int, project_id: int | None) -> Service:
        """See :meth:`Services.move`."""
        there = (await self.get(service_id)).to_dict()
        return await self.update(service_id, **whole_update(there, {"project_id": project_id}))

    async def validate(self, fields: Mapping[str, Any]) -> None:
        """See :meth:`Services.validate`."""
        if "config" in fields and fields.get("type"):
            answer = await self._client.service_types.get_schema(str(fields["type"]))
            check_config(schema_in(answer), fields["config"])

    async def wait_until(
        self, service_id: int, wanted: Wanted = None, *, timeout: float = 600.0, poll: float = 5.0
    ) -> str:
        """See :meth:`Services.wait_until`."""
        clock = self._client.clock
        wait = Wait(clock, service_id, wanted, timeout, poll)
        while True:
            status = (await self.get_status(service_id)).status
            pause = wait.pause(status)
            if pause is None:
                return str(status)
            await clock.asleep(pause)
