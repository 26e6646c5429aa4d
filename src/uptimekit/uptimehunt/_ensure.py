"""Which service is meant, and what an update has to send: decisions over JSON, with no request in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.printable import printable

from ._validation import refuse

__all__ = ["changes", "id_of", "merged", "only_one", "whole"]

WRITABLE: Final = ("name", "type", "config", "project_id", "interval", "enabled")
"""What an update sends: the vendor calls PUT a full update, so a field that is left out may be reset."""

NEEDED: Final = ("name", "type", "config")
"""What an update has to send."""


def id_of(service: Mapping[str, Any]) -> int:
    """Return the id of a service; raise DecodingError if the server does not show it."""
    found = service.get("id")
    if type(found) is not int:
        raise DecodingError("the server shows the service without its id")
    return found


def only_one(services: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """Return the service of this exact name, None if there is none; raise InvalidInputError for several."""
    found = [service for service in services if service.get("name") == name]
    if len(found) > 1:
        ids = ", ".join(str(service.get("id")) for service in found)
        refuse(
            {
                "name": [
                    f"is the name of {len(found)} services ({printable(ids)}); update the one that is meant by its id"
                ]
            }
        )
    return found[0] if found else None


def whole(service: Mapping[str, Any]) -> dict[str, Any]:
    """Return the writable fields of a service, as an update sends them; what reads as null was not there."""
    fields = _without_nulls({name: service[name] for name in WRITABLE if name in service})
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

    A configuration counts as there if each of its members is: the server adds defaults of its own.  A member that
    is wanted to be null is there if the service has none.
    """
    there = whole(service)
    return {name: value for name, value in wanted.items() if not _has(there.get(name), value)}


def merged(service: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a full update: what *service* has, with *changed* in its place, and a configuration member by member.

    Raises DecodingError if *service* lacks what an update must send.
    """
    there = whole(service)
    body = {**there, **changed}
    if missing := [name for name in NEEDED if name not in body]:
        raise DecodingError(
            f"the server shows the service without {', '.join(missing)}, which an update must send"
        )
    if (
        is_object(there.get("config"))
        and is_object(changed.get("config"))
        and body["type"] == there.get("type")
    ):
        body["config"] = {**there["config"], **changed["config"]}
    return body


def _has(there: Any, wanted: Any) -> bool:
    if is_object(there) and is_object(wanted):
        return all(_has(there.get(name), value) for name, value in wanted.items())
    return bool(there == wanted) and isinstance(there, bool) is isinstance(wanted, bool)
