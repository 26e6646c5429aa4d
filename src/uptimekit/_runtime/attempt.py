"""One attempt of a call."""

from __future__ import annotations

from .http_library import Response

__all__ = ["Attempt"]


class Attempt:
    """What is known of the request under way.

    Attributes:
        timeouts: seconds for connect, read, write and pool, which the transport looks up at the start of each phase.
        roomy: whether the deadline leaves each phase its whole time-out.
        slot: its place under the rate limit.
        sent_at: when it was handed to the transport.
        traced: whether the transport reports what it does.
        connected: whether it opened a connection of its own.
        sending: whether it began to send.
        response: the answer, once its head arrived.
        failure: what the transport reported last.
    """

    __slots__ = (
        "connected",
        "failure",
        "response",
        "roomy",
        "sending",
        "sent_at",
        "slot",
        "timeouts",
        "traced",
    )

    def __init__(
        self,
        timeouts: dict[str, float] | None = None,
        roomy: bool = False,
        slot: float | None = None,
        sent_at: float = 0.0,
    ) -> None:
        self.timeouts: dict[str, float] = {} if timeouts is None else timeouts
        self.roomy = roomy
        self.slot = slot
        self.sent_at = sent_at
        self.traced = False
        self.connected = False
        self.sending = False
        self.response: Response | None = None
        self.failure: BaseException | None = None
