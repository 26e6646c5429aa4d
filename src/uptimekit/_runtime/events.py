"""Events that a program may watch: each request, answer, retry and failure, without secrets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from .logger import logger

__all__ = [
    "Answered",
    "CallFailed",
    "DeprecationNoticed",
    "Event",
    "Hook",
    "RequestSent",
    "RetryScheduled",
    "log_event",
    "text_of",
]


@dataclass(frozen=True)
class Event:
    """Something that happened in one call.

    Attributes:
        operation: id of the operation in the spec.
        method: HTTP method.
        path: the path's template (``/checks/{check_id}``), never the path itself: it may hold a secret.
        attempt: number of the attempt, from 1.
        provider: name of the provider.
        base_url: address of the server, to which the path is added.
    """

    operation: str
    method: str
    path: str
    attempt: int
    provider: str = field(default="", kw_only=True)
    base_url: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class RequestSent(Event):
    """A request is about to be sent, after *waited* seconds for the rate limit.

    The next event of the call is :class:`Answered`, :class:`RetryScheduled` or :class:`CallFailed`, whatever happens.
    """

    waited: float


@dataclass(frozen=True)
class Answered(Event):
    """A complete answer arrived, *elapsed* seconds after the request was sent."""

    status_code: int
    elapsed: float
    request_id: str | None


@dataclass(frozen=True)
class DeprecationNoticed(Event):
    """The provider announces the end of the operation; *notices* has the headers, as the spec spells them."""

    notices: Mapping[str, str]


@dataclass(frozen=True)
class RetryScheduled(Event):
    """The attempt failed for *reason*; the next one follows in *delay* seconds.

    *error* is the name of the error's class that would be raised without it.
    """

    delay: float
    reason: str
    error: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class CallFailed(Event):
    """The call failed; *error* is the name of the error's class and *reason* its text.

    A call that is cancelled or interrupted while a request is under way fails, too.
    """

    error: str
    reason: str


_LEVELS: Final[Mapping[type[Event], int]] = {
    DeprecationNoticed: logging.WARNING,
    RetryScheduled: logging.INFO,
}

Hook = Callable[[Event], None]
"""Called with every event, in the thread or task of the call; what it raises ends the call as it is."""


def log_event(event: Event) -> None:
    """Write *event* to the ``uptimekit`` logger: deprecations at WARNING, retries at INFO, the rest at DEBUG."""
    level = _LEVELS.get(type(event), logging.DEBUG)
    if logger.isEnabledFor(level):
        logger.log(level, "%s %s (%s): %s", event.method, event.path, event.operation, text_of(event))


def text_of(event: Event) -> str:
    """Return *event* in words."""
    match event:
        case RequestSent():
            return f"attempt {event.attempt}, after {event.waited:.2f} s for the rate limit"
        case Answered():
            return f"HTTP {event.status_code} in {event.elapsed:.3f} s (attempt {event.attempt})"
        case DeprecationNoticed():
            return "deprecated: " + ", ".join(f"{name}: {said}" for name, said in event.notices.items())
        case RetryScheduled():
            return f"attempt {event.attempt} failed: {event.reason}; next in {event.delay:.2f} s"
        case CallFailed():
            return f"{event.error}: {event.reason}"
        case _:
            return type(event).__name__
