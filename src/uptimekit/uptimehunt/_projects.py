"""Projects: the generated operations, and moving one to another place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.uptimehunt.resources import projects as generated

from ._validation import refuse

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Project

__all__ = ["AsyncProjects", "Projects"]


@hides_locals
class Projects(generated.Projects):
    """Projects, which order the services."""

    __slots__ = ()

    def move(self, project_id: int, position: int) -> list[int]:
        """Put a project at *position* (0 is the first; beyond the end is the end); return the ids in their new order.

        Sends nothing but the listing if it stands there already.  Raises InvalidInputError for an unknown project
        or a position below 0.
        """
        there = _in_order(self.iter())
        order = _moved(there, project_id, position)
        if order != there:
            self.reorder(order=order)
        return order


@hides_locals
class AsyncProjects(generated.AsyncProjects):
    """Projects, which order the services."""

    __slots__ = ()

    async def move(self, project_id: int, position: int) -> list[int]:
        """See :meth:`Projects.move`."""
        there = _in_order([project async for project in self.iter()])
        order = _moved(there, project_id, position)
        if order != there:
            await self.reorder(order=order)
        return order


def _in_order(projects: Iterable[Project]) -> list[int]:
    return [project.id for project in sorted(projects, key=_place)]


def _place(project: Project) -> float:
    """Return the place of a project; the first for one whose place is no number."""
    place: Any = project.order
    return place if isinstance(place, (int, float)) else 0


def _moved(order: list[int], project_id: int, position: int) -> list[int]:
    refuse(
        {
            "project_id": [] if project_id in order else ["is no project of this user"],
            "position": [] if position >= 0 else ["must be at least 0"],
        }
    )
    rest = [each for each in order if each != project_id]
    return [*rest[:position], project_id, *rest[position:]]
