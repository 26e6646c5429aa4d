"""One attempt of a call: the steps that its transport reports, and the meaning of its failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .http_library import is_a

if TYPE_CHECKING:
    from .failures import Failure
    from .http_library import Response

__all__ = ["Attempt"]

_CONNECTION_ERRORS: Final = ("RemoteProtocolError", "NetworkError")


class Attempt:
    """The request under way.

    Attributes:
        timeouts: seconds for connect, read, write and pool, which the transport looks up at the start of each phase.
        sent_at: when the request was handed to the transport.
        response: the answer, once its head arrived.
    """

    __slots__ = (
        "_connected",
        "_reported",
        "_reports",
        "_sending",
        "_traced",
        "response",
        "sent_at",
        "timeouts",
    )

    def __init__(self, timeouts: dict[str, float], sent_at: float, *, reports: bool) -> None:
        self.timeouts = timeouts
        self.sent_at = sent_at
        self.response: Response | None = None
        self._reports = reports  # whether the transport is known to report what it does
        self._traced = False  # whether it did
        self._connected = False  # whether it opened a connection of its own
        self._sending = False  # whether it began to send
        self._reported: BaseException | None = None  # the failure that it reported last

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a step of the transport."""
        self._traced = True
        if ".connect_" in event:
            self._connected = True
        elif event.endswith(".send_request_headers.started"):
            # CONNECT goes to a proxy.  A transport that repeats requests itself may tell of it after the first one.
            self._sending |= getattr(info.get("request"), "method", b"") != b"CONNECT"
        if event.endswith(".failed"):
            self._reported = info.get("exception")

    @property
    def maybe_sent(self) -> bool:
        """Whether the server may have got the request: its transport began to send it, or does not report that."""
        return self._sending or not (self._traced or self._reports)

    def is_reported(self, error: Exception) -> bool:
        """Whether the transport reported *error*; then it is a failure of the transport, whatever its class."""
        return error is self._reported

    def failure(self, error: Exception, peer: str, seconds: Mapping[str, float]) -> Failure:
        """Classify *error*, which the transport raised; only the steps that it reported prove "not sent"."""
        from dataclasses import replace

        from .failures import failure_of

        failure = failure_of(error, peer, seconds)
        if self._sending:
            return replace(failure, maybe_sent=True)
        if failure.maybe_sent and self._traced:
            text = f"{failure.text} before the request was sent; is there a proxy between?"
            return replace(failure, text=text, maybe_sent=False)
        if not failure.maybe_sent and self.maybe_sent:
            text = f"{failure.text}; the transport does not report whether it sent the request"
            return replace(failure, text=text, maybe_sent=True)
        return failure

    def lost_kept_connection(self, error: Exception) -> bool:
        """Whether *error* means that the server had closed a kept-alive connection."""
        reused = self._traced and not self._connected and self.response is None
        return reused and is_a(error, *_CONNECTION_ERRORS)
