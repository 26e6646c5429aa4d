"""The sender of a client's own connections, in the place of an httpx client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uptimekit._runtime.direct import Answer, direct_request

if TYPE_CHECKING:
    from uptimekit._runtime._async.transport import AsyncTransport

__all__ = ["AsyncSender"]


class AsyncSender:
    """Hands requests of :mod:`uptimekit._runtime.direct` to *transport*; an httpx client would do that and more.

    Attributes:
        make_request: makes the requests.
        is_closed: whether the connections were closed.
    """

    make_request = staticmethod(direct_request)

    def __init__(self, transport: AsyncTransport) -> None:
        self.transport = transport
        self.is_closed = False

    async def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Answer:
        """Send *request*; the answer is streamed, and no redirect is followed."""
        del stream, follow_redirects
        return Answer(await self.transport.exchange(request))

    async def aclose(self) -> None:
        """Close the connections."""
        self.is_closed = True
        await self.transport.aclose()
