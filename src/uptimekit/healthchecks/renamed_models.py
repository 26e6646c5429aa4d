"""The other generated models, under the names and fields that the known client documents; few programs need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from inspect import get_annotations
from typing import Any, ClassVar, Self

from attrs import define, field

from uptimekit._runtime import Model, mask
from uptimekit_clients.healthchecks import models as generated

from .models import read_model

__all__ = ["Badges", "CheckPings", "CheckStatuses", "Integration"]


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
        return cls.from_model(read_model(cls, cls._model.from_dict, data))


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
