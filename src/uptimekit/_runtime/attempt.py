"""One attempt of a call."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx

__all__ = ["Attempt"]


@dataclass
class Attempt:
    """What is known of the request under way."""

    timeouts: dict[str, float] = field(default_factory=dict[str, float])
    roomy: bool = False  # whether the deadline leaves each phase its whole time-out
    slot: float | None = None  # its place under the rate limit
    sent_at: float = 0.0
    traced: bool = False  # whether the transport reports what it does
    connected: bool = False  # whether it opened a connection of its own
    sending: bool = False  # whether it began to send
    response: httpx.Response | None = None  # once the head of an answer arrived
    failure: BaseException | None = None  # what the transport reported last
