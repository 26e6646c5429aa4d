"""The order of the projects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ._validation import refuse

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Project

__all__ = ["ids_in_order", "moved"]


def ids_in_order(projects: Iterable[Project]) -> list[int]:
    """Return the ids in the projects' order; a project whose place is no number comes first."""
    return [project.id for project in sorted(projects, key=_place)]


def _place(project: Project) -> float:
    place: Any = project.order
    return place if isinstance(place, int | float) else 0


def moved(ids: list[int], project_id: int, position: int) -> list[int]:
    """Return *ids* with *project_id* at *position*; raise InvalidInputError for an unknown id or one below 0."""
    known = [] if project_id in ids else ["is no project of this user"]
    refuse({"project_id": known, "position": [] if position >= 0 else ["must be at least 0"]})
    rest = [each for each in ids if each != project_id]
    return [*rest[:position], project_id, *rest[position:]]
