"""Projects, and their order."""

from __future__ import annotations

from uptimekit._runtime import UNSET, Unset
from uptimekit.uptimehunt._by_name import named
from uptimekit.uptimehunt._project_order import ids_in_order, moved
from uptimekit.uptimehunt._validation import check_project
from uptimekit.uptimehunt.errors import facade_errors
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.models import Project
from uptimekit_clients.uptimehunt.resources import projects as generated

__all__ = ["AsyncProjects"]


@facade_errors
class AsyncProjects(generated.AsyncProjects):
    """Projects, which order the services.  Arguments that the server would refuse raise InvalidInputError."""

    __slots__ = ()

    async def create(
        self,
        *,
        name: str,
        description: str | Unset = UNSET,
        color: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        order: int | Unset = UNSET,
    ) -> Project:
        request = requests.projects.create(
            name=name, description=description, color=color, icon=icon, order=order
        )
        check_project(request.json)
        return await self._client.call(request)

    async def update(
        self,
        project_id: int,
        *,
        name: str,
        description: str | Unset = UNSET,
        color: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        order: int | Unset = UNSET,
    ) -> Project:
        request = requests.projects.update(
            project_id, name=name, description=description, color=color, icon=icon, order=order
        )
        check_project(request.json)
        return await self._client.call(request)

    async def find(self, name: str) -> Project:
        """Return the project of this name, compared exactly.

        Raises NotFoundError if there is none, with the nearest name; InvalidInputError if several have it.
        """
        return named([each async for each in self.iter()], "project", name)

    async def move(self, project_id: int, position: int) -> list[int]:
        """Move a project to *position*: 0 is the first, beyond the end is the last; return all ids in their new order.

        Sends nothing but the listing if it is there already.  Raises InvalidInputError for an unknown project or a
        position below 0.
        """
        present = ids_in_order([project async for project in self.iter()])
        order = moved(present, project_id, position)
        if order != present:
            await self.reorder(order=order)
        return order
