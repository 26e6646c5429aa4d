"""A check, as the known client documents it, and the result of an upsert."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, Self, TypeVar

from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.reading import ShapeError
from uptimekit_clients.healthchecks import models as generated

from .tags import split_tags

__all__ = ["Check", "Upsert", "read_model"]

T = TypeVar("T")

_UUID_AT_END: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def read_model(cls: type, parse: Callable[[Mapping[str, Any]], T], data: Mapping[str, Any]) -> T:
    """Return what *parse* makes of *data*; raise DecodingError, which names *cls*, for another shape."""
    try:
        return parse(data)
    except ShapeError as error:
        raise DecodingError(f"the object is not a {cls.__name__}: {error}") from None


class Check(generated.Check):
    """A check.  It has all fields of the generated model.

    - With a read-only key ``uuid``, the ``*_url`` fields and ``channels`` are None, and ``unique_key`` is set.
    - ``timeout`` is None for a check with a schedule, ``schedule`` and ``tz`` are None for any other.
    - ``repr`` shows ``***`` for ``uuid`` and the addresses that contain it, since they permit pings.
    """

    __slots__ = ()

    @classmethod
    def from_api_result(cls, check_dict: Mapping[str, Any]) -> Self:
        """Build a check from the server's JSON object; raises DecodingError (a UptimeKitError) for another shape.

        Servers before 3.5 send no ``uuid``: it is taken from ``ping_url``.
        """
        check = read_model(cls, cls.from_dict, check_dict)
        check.uuid = cls.validate_uuid(check.uuid, {"ping_url": check.ping_url})
        return check

    @classmethod
    def from_model(cls, model: generated.Check) -> Self:
        """Change the class of *model*, from the generated client, to this one; return the same object."""
        same: Any = model
        same.__class__ = cls  # same slots; a copy would take half as long as decoding
        check: Self = same
        if check.uuid is None:
            check.uuid = cls.validate_uuid(None, {"ping_url": check.ping_url})
        return check

    @classmethod
    def validate_uuid(cls, value: str | None, values: Mapping[str, Any]) -> str | None:
        """Return *value*, or the UUID that ends ``values["ping_url"]``; None with a read-only key."""
        if value is not None:
            return value
        ending = _UUID_AT_END.search(str(values.get("ping_url") or ""))
        return ending[0] if ending else None

    @property
    def tag_list(self) -> list[str]:
        """The tags, one by one."""
        return split_tags(self.tags) if isinstance(self.tags, str) else []

    @property
    def channel_ids(self) -> list[str]:
        """The ids of the integrations that are notified; empty with a read-only key."""
        listed = self.channels if isinstance(self.channels, str) else ""
        return [channel for channel in listed.split(",") if channel]


class Upsert(NamedTuple):
    """The result of ``upsert_check``."""

    check: Check
    created: bool | None
    """Whether a new check was made; None if an earlier attempt of the call may have made it."""
