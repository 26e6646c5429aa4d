"""The generated models under the names and fields that the known client documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from inspect import get_annotations
from typing import Any, ClassVar, Final, NamedTuple, Self, TypeVar

from attrs import define, field

from uptimekit._runtime import Model, mask
from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.reading import ShapeError
from uptimekit_clients.healthchecks import models as generated

from .tags import split_tags

__all__ = ["Badges", "Check", "CheckPings", "CheckStatuses", "Integration", "Upsert"]

T = TypeVar("T")

_UUID_AT_END: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def _read(cls: type, parse: Callable[[Mapping[str, Any]], T], data: Mapping[str, Any]) -> T:
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
        check = _read(cls, cls.from_dict, check_dict)
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


class _Result:
    """Fields of a generated model, some of them renamed.  Fields that an older server leaves out are None."""

    __slots__ = ()
    _model: ClassVar[type[Model]]
    _renamed: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def from_model(cls, model: Model) -> Self:
        """Build it from the generated client's model."""
        return cls(**{name: getattr(model, cls._renamed.get(name, name)) for name in get_annotations(cls)})

    @classmethod
    def from_api_result(cls, data: Mapping[str, Any], /) -> Self:
        """Build it from the server's JSON object; raises DecodingError for another shape."""
        return cls.from_model(_read(cls, cls._model.from_dict, data))


@define(kw_only=True)
class CheckPings(_Result):
    """A ping of a check.

    Attributes:
        type: success, start, fail, log, or ign for one that did not count.
        date: when it arrived, UTC.
        number_of_pings: its number, counted from 1 for each check.
        scheme: http, https or email.
        remote_addr: address of the sender.
        method: HTTP method, empty for e-mail.
        user_agent: user agent, at most 200 characters.
        duration: seconds since the start with the same run id, where the server knows it.
        rid: run id.
        body_url: address of its body, None if it had none; see ``Client.get_ping_body``.
    """

    _model = generated.Ping
    _renamed = {"number_of_pings": "n", "user_agent": "ua"}  # noqa: RUF012  (typed in the base)

    type: str
    date: datetime
    number_of_pings: int
    scheme: str
    remote_addr: str
    method: str
    user_agent: str
    duration: float | None = None
    rid: str | None = None
    body_url: str | None = field(default=None, repr=mask)

    @classmethod
    def from_api_result(cls, ping_dict: Mapping[str, Any]) -> Self:
        """Build a ping from the server's JSON object; raises DecodingError for another shape."""
        return super().from_api_result(ping_dict)


@define(kw_only=True)
class CheckStatuses(_Result):
    """A flip: a change of a check's status.

    Attributes:
        timestamp: when it changed, UTC, in whole seconds.
        up: 1 for a change to up, 0 for any other (down, paused, new).
    """

    _model = generated.Flip

    timestamp: datetime
    up: int


@define(kw_only=True)
class Integration(_Result):
    """A channel that alerts go to.

    Attributes:
        id: its id, usable in ``channels`` of a check.
        name: its name, possibly empty and not necessarily unique.
        kind: email, webhook, slack and so on.
    """

    _model = generated.Channel

    id: str
    name: str
    kind: str

    @classmethod
    def from_api_result(cls, integration_dict: Mapping[str, Any]) -> Self:
        """Build an integration from the server's JSON object; raises DecodingError for another shape."""
        return super().from_api_result(integration_dict)


@define(kw_only=True)
class Badges(_Result):
    """Addresses of a tag's status badges in six forms.

    Attributes:
        svg: a picture with two states, up and down.
        svg3: a picture with three states, up, late and down.
        json_url: JSON with two states.
        json3_url: JSON with three states.
        shields: JSON for shields.io, with two states.
        shields3: JSON for shields.io, with three states.
    """

    _model = generated.BadgeUrls
    _renamed = {"json_url": "json", "json3_url": "json3"}  # noqa: RUF012  (typed in the base)

    svg: str
    svg3: str
    json_url: str
    json3_url: str
    shields: str
    shields3: str


class Upsert(NamedTuple):
    """The result of ``upsert_check``."""

    check: Check
    created: bool | None
    """Whether a new check was made; None if an earlier attempt of the call may have made it."""
