"""Options of a client and of a call, checked once when they are given."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypedDict

import httpx

from .clock import SYSTEM_CLOCK, Clock
from .constants import CONNECT_TIMEOUT, DEADLINE, MAX_RESPONSE_BYTES, RETRIES, RETRY_AFTER_CEILING, TIMEOUT
from .encoding import header_value
from .errors import APIStatusError, ConfigurationError, InputError
from .events import Hook
from .operation import RateLimit
from .unset import UNSET, Unset

__all__ = ["CallOptions", "ClientOptions", "Settings"]


class CallOptions(TypedDict, total=False):
    """Options that ``with_options()`` may change.

    Attributes:
        timeout: seconds to wait for each of connecting (at most 5), sending and the next byte; or an
            ``httpx.Timeout``.  Default 10.
        deadline: seconds for a whole call with waits and retries; None for no end.  Default 120.
        retries: attempts after the first one.  Default 2.
        retry_after_ceiling: longest Retry-After in seconds that is waited for; a longer one is raised.
            Default 60.
        max_response_bytes: size cap of one answer.  Default 64 MiB.
        headers: further request headers.
        hooks: functions called with every event.
    """

    timeout: float | httpx.Timeout
    deadline: float | None
    retries: int
    retry_after_ceiling: float
    max_response_bytes: int
    headers: Mapping[str, str]
    hooks: Sequence[Hook]


class ClientOptions(CallOptions, total=False):
    """Options of a client's constructor, beside those of :class:`CallOptions`.

    Attributes:
        rate_limit: client-side limit; None switches it off.  Default: the provider's published limit if
            the client talks to the hosted service, else none.
        user_agent: value of the User-Agent header.
        close_http_client: whether closing this client closes an ``http_client`` that was passed in.
        transport: an httpx transport to use instead of the network, for tests.
        error_classes: status (or 4, 5: its hundreds, 0: any) -> error class to raise.
        clock: where the time comes from, for tests.
        rng: where jitter comes from, for tests.
    """

    rate_limit: RateLimit | None
    user_agent: str
    close_http_client: bool
    transport: httpx.BaseTransport | httpx.AsyncBaseTransport
    error_classes: Mapping[int, type[APIStatusError]]
    clock: Clock
    rng: random.Random


_PER_CALL: Final = frozenset(CallOptions.__optional_keys__)


@dataclass(frozen=True)
class Settings:
    """All options of a client, checked.  Raises ConfigurationError for one that makes no sense."""

    timeout: float | httpx.Timeout = TIMEOUT
    deadline: float | None = DEADLINE
    retries: int = RETRIES
    retry_after_ceiling: float = RETRY_AFTER_CEILING
    max_response_bytes: int = MAX_RESPONSE_BYTES
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    hooks: Sequence[Hook] = ()
    rate_limit: RateLimit | Unset | None = UNSET
    user_agent: str = ""
    close_http_client: bool = False
    transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None = None
    error_classes: Mapping[int, type[APIStatusError]] = field(default_factory=dict[int, type[APIStatusError]])
    clock: Clock = SYSTEM_CLOCK
    rng: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        if not isinstance(self.timeout, httpx.Timeout):
            _positive("timeout", self.timeout, "; to wait long, say how long")
        if self.deadline is not None:
            _positive("deadline", self.deadline, ", or None for no end")
        _positive("retry_after_ceiling", self.retry_after_ceiling, "", zero=True)
        for name, least in (("retries", 0), ("max_response_bytes", 1)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise ConfigurationError(f"{name} must be a whole number of at least {least}, not {value!r}")
        for name, value in self.headers.items():
            _header(name, value)

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Settings:
        """Return settings from a constructor's *options*; names what is unknown."""
        return cls(**_known(options, frozenset(ClientOptions.__optional_keys__), "a client"))

    def but(self, options: Mapping[str, Any]) -> Settings:
        """Return a copy with other per-call *options*."""
        return replace(self, **_known(options, _PER_CALL, "with_options()"))

    @property
    def phases(self) -> dict[str, float]:
        """Seconds for connect, read, write and pool."""
        if isinstance(self.timeout, httpx.Timeout):
            return {k: TIMEOUT if v is None else v for k, v in self.timeout.as_dict().items()}
        seconds = float(self.timeout)
        return {"connect": min(seconds, CONNECT_TIMEOUT), "read": seconds, "write": seconds, "pool": seconds}


def _known(options: Mapping[str, Any], known: frozenset[str], owner: str) -> Mapping[str, Any]:
    unknown = sorted(options.keys() - known)
    if unknown:
        raise ConfigurationError(
            f"{owner} has no option {', '.join(unknown)}; it takes {', '.join(sorted(known))}"
        )
    return options


def _positive(name: str, value: object, hint: str, *, zero: bool = False) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not number or value < 0 or (value == 0 and not zero):  # type: ignore[operator]  # number is checked first
        raise ConfigurationError(f"{name} must be a number of seconds above 0{hint}, not {value!r}")


def _header(name: str, value: str) -> None:
    try:
        header_value(name, value)
    except InputError as error:
        raise ConfigurationError(error.message) from None
