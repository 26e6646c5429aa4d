"""Services and projects by their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from uptimekit._runtime.finding import only_one

from .errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Project, Service

__all__ = ["named"]

T = TypeVar("T", "Project", "Service")


def named(listed: Sequence[T], kind: str, name: str) -> T:
    """Return the only one of *listed* with this *name*; raise NotFoundError for none, InvalidInputError for several."""
    return only_one(
        [each for each in listed if each.name == name],
        kind,
        name,
        missing=NotFoundError,
        several=InvalidInputError,
        names=[str(each.name) for each in listed],
        shown=lambda each: str(each.id),
        advice="use the id of one",
    )
