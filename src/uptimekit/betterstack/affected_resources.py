"""The resources of a status page that a report or an update affects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from uptimekit._runtime.json_types import is_object

from .exceptions import ValidationError
from .tracked_object import TrackedObject

__all__ = ["MAINTENANCE", "AffectedResource", "with_status"]

AffectedResource = TrackedObject | Mapping[str, Any] | str | int
"""A resource of the page: the object, its id, or a dict of ``status_page_resource_id`` and ``status``."""

MAINTENANCE: Final = "maintenance"


def with_status(
    resources: Iterable[AffectedResource], status: str, *, force: bool = False
) -> list[dict[str, Any]]:
    """Return *resources* as the API takes them; those without a state, or all by *force*, get *status*.

    Raises ValidationError for what is no resource, also where a server has shown it.
    """
    if not isinstance(resources, Iterable) or isinstance(resources, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
        raise _no_resource(resources)
    found: list[dict[str, Any]] = []
    for each in resources:
        if is_object(each):
            found.append({**each, "status": status} if force else {"status": status, **each})
        elif isinstance(each, (TrackedObject, str, int)):
            resource_id = each.id if isinstance(each, TrackedObject) else str(each)
            found.append({"status_page_resource_id": resource_id, "status": status})
        else:
            raise _no_resource(each)
    return found


def _no_resource(value: object) -> ValidationError:
    return ValidationError(
        "affected_resources must be a list of resources: objects, their ids, or dicts of status_page_resource_id "
        f"and status; it has a {type(value).__name__}",
        field="affected_resources",
    )
