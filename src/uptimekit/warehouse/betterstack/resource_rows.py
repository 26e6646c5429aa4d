"""Rows from resources of Better Stack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from uptimekit._runtime import Model
from uptimekit.fleet.item_fields import public_address, title
from uptimekit.warehouse.column_values import without

__all__ = ["resource_row", "with_public_addresses", "without_addresses"]

_ADDRESSES: Final = frozenset({"email", "phone_numbers"})
_NAMES: Final = ("name", "pronounceable_name")


def resource_row(resource: Model, **more: Any) -> dict[str, Any]:
    """Return the attributes of a resource, its ``id``, and *more*."""
    data = resource.to_dict()
    return {**(data.get("attributes") or {}), "id": data.get("id"), **more}


def without_addresses(value: Any) -> Any:
    """Return a JSON value without the e-mail addresses and telephone numbers of people in its objects."""
    return without(value, _ADDRESSES)


def with_public_addresses(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose ``url`` has neither user name and password nor a query, which may hold a key.

    Nor has a name that is an address, as of a monitor that nobody named.
    """
    names = {each: title(row[each]) for each in _NAMES if row.get(each)}
    return {**row, **names, "url": public_address(row.get("url"))}
