"""Find a service by name, compare it with what is wanted, and build the body of an update; no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.sanitize import sanitized

from ._validation import refuse

__all__ = ["changes", "id_of", "only_one", "whole_update"]

WRITABLE: Final = ("name", "type", "config", "project_id", "interval", "enabled")
"""Fields of an update: the vendor calls PUT a full update, so a field that is left out may be reset."""
REQUIRED: Final = ("name", "type", "config")


def id_of(service: Mapping[str, Any]) -> int:
    """Return the id of a service; raise DecodingError if the server does not show it."""
    service_id = service.get("id")
    if type(service_id) is not int:
        raise DecodingError("the server shows the service without its id")
    return service_id


def only_one(services: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """Return the service of this exact name, or None; raise InvalidInputError for several."""
    same = [service for service in services if service.get("name") == name]
    if len(same) > 1:
        ids = sanitized(", ".join(str(service.get("id")) for service in same))
        refuse(
            {"name": [f"is the name of {len(same)} services ({ids}); update the one that is meant by its id"]}
        )
    return same[0] if same else None


def _writable(service: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of *service* that an update sends; a null counts as no value."""
    fields = _without_nulls({name: service.get(name) for name in WRITABLE})
    if is_object(fields.get("config")):
        fields["config"] = _without_nulls(fields["config"])
    project = service.get("project")
    if "project_id" not in fields and is_object(project):
        fields["project_id"] = project.get("id")
    return fields


def _without_nulls(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def changes(service: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the *wanted* fields that *service* does not have yet.

    It has a configuration if it has each of its members, since the server adds defaults; it has a member that is
    wanted to be null if it shows none.
    """
    present = _writable(service)
    return {name: value for name, value in wanted.items() if not _has(present.get(name), value)}


def _has(present: Any, wanted: Any) -> bool:
    if is_object(present) and is_object(wanted):
        return all(_has(present.get(name), value) for name, value in wanted.items())
    return bool(present == wanted) and isinstance(present, bool) is isinstance(wanted, bool)


def whole_update(service: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body that changes *service*: all its writable fields with *changed*, and its config member by member.

    A service of another type gets the changed config alone.  Raises DecodingError if the server does not show a
    field that an update must send.
    """
    present = _writable(service)
    body = {**present, **changed}
    if missing := [name for name in REQUIRED if name not in body]:
        raise DecodingError(
            f"the server shows the service without {', '.join(missing)}, which an update must send"
        )
    if is_object(present.get("config")) and is_object(body["config"]) and body["type"] == present.get("type"):
        body["config"] = {**present["config"], **body["config"]}
    return body
